// Writing in place: kept while one types, in this browser first and then by the portal; nothing typed is ever lost.

const WAIT = 800;
const AGAIN = 15_000;
const drafts = {
  key: (id) => `foyer-note-${id}`,
  read(id) {
    try { return JSON.parse(localStorage.getItem(this.key(id))); } catch { return null; }
  },
  write(id, draft) {
    try { localStorage.setItem(this.key(id), JSON.stringify(draft)); } catch { /* a full or forbidden store */ }
  },
  forget(id) {
    try { localStorage.removeItem(this.key(id)); } catch { /* the same */ }
  },
};
const editors = new Map();

/** One open note. `base` is what the portal is known to have; the difference to the text is still to be kept. */
class Editor {
  constructor(note, { base, text }) {
    this.note = note;
    this.panel = note.closest("[data-panel]").dataset.panel;
    this.base = base;
    note.append(note.querySelector("template").content.cloneNode(true));
    this.form = note.querySelector("[data-note-editor]");
    this.area = this.form.querySelector("textarea");
    this.area.value = text;
    for (const element of note.children) element.hidden = element !== this.form;
    this.area.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.close(); });
    this.form.addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
    this.form.addEventListener("click", (event) => this.decide(event.target.closest("[data-note-keep]")?.dataset.noteKeep));
  }

  get isKept() { return this.area.value === this.base; }

  changed() {
    drafts.write(this.panel, { base: this.base, text: this.area.value });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), WAIT);
  }

  /** Sends what is not kept yet; one request at a time, so that they cannot overtake each other. */
  keep() {
    clearTimeout(this.timer);
    this.sending ??= this.send().finally(() => { this.sending = null; });
    return this.sending;
  }

  async send() {
    while (!this.isKept && !this.choice) {
      const text = this.area.value;
      this.say("keeping");
      let answer;
      try {
        answer = await fetch(`/api/v1/panels/${this.panel}/note/`, {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            "X-CSRFToken": document.querySelector("#edit [name=csrfmiddlewaretoken]").value,
          },
          body: JSON.stringify({ text, base: this.base }),
          // Outlives the page that is being left; browsers take 64 KB of such at most.
          keepalive: text.length + this.base.length < 20_000,
        });
      } catch {
        return this.later();
      }
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) this.kept(text, told);
      else if (answer.status === 409 && "text" in told) return this.ask(told);
      else if (answer.status === 404) return this.say("gone", "bad");
      else if (answer.status === 400 || answer.status === 409) return this.complain(told);
      else return this.later();
    }
    return undefined;
  }

  /** The portal may have brought in another device's lines: they are shown unless more was typed meanwhile. */
  kept(sent, told) {
    const stored = told.panel.settings.text;
    if (this.area.value === sent && stored !== sent) {
      const { selectionStart, selectionEnd } = this.area;
      this.area.value = stored;
      this.area.setSelectionRange(selectionStart, selectionEnd);
    }
    this.base = this.area.value === stored ? stored : sent;
    this.note.dataset.note = this.base;
    if (this.isKept) {
      drafts.forget(this.panel);
      this.say("kept");
    } else {
      drafts.write(this.panel, { base: this.base, text: this.area.value });
    }
    follow(told.page);
  }

  later() {
    this.say("later", "bad");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), AGAIN);
  }

  complain(told) {
    this.tell(Object.values(told.errors ?? {}).flat().join(" ") || told.detail, "bad");
  }

  ask(told) {
    this.choice = told.text;
    this.form.querySelector("[data-note-other]").textContent = told.text;
    this.form.querySelector(".note-choice").hidden = false;
    this.tell(told.detail, "bad");
  }

  decide(wish) {
    if (wish === undefined || this.choice === undefined) return;
    if (wish === "both") this.area.value = `${this.choice}\n\n${this.area.value}`;
    if (wish === "other") this.area.value = this.choice;
    this.base = this.choice;
    this.choice = undefined;
    this.form.querySelector(".note-choice").hidden = true;
    this.area.focus();
    if (this.isKept) this.kept(this.base, { panel: { settings: { text: this.base } } });
    this.changed();
    this.keep();
  }

  say(name, level = "") { this.tell(this.form.querySelector("[data-note-state]").dataset[name], level); }

  tell(words, level = "") {
    const state = this.form.querySelector("[data-note-state]");
    state.textContent = words;
    state.dataset.level = level;
  }

  /** Shows the note again, once all is kept; what is not stays in the editor. */
  async close() {
    await this.keep();
    if (!this.isKept) return;
    editors.delete(this.panel);
    this.form.remove();
    for (const element of this.note.children) element.hidden = false;
    this.note.querySelector("[data-note-write]").focus();
    const place = `#panel-${this.panel}`;
    const editing = document.getElementById("page").dataset.edit === undefined ? "" : "?edit=1";
    window.htmx.ajax("GET", `/panels/${this.panel}/${editing}`, { source: place, target: place, swap: "outerMorph" });
  }
}

/** Our own change made this version: forms on the page go on from it. More than one step means other changes, too. */
function follow(page) {
  const root = document.getElementById("page");
  if (!page || String(page.id) !== root.dataset.page || page.version !== Number(root.dataset.version) + 1) return;
  root.dataset.version = page.version;
  for (const field of root.querySelectorAll("input[name=version]")) field.value = page.version;
}

function open(note, draft) {
  const panel = note.closest("[data-panel]").dataset.panel;
  const before = editors.get(panel);
  if (before?.form.isConnected) return before;
  clearTimeout(before?.timer);
  const editor = new Editor(note, draft ?? { base: note.dataset.note, text: note.dataset.note });
  editors.set(panel, editor);
  return editor;
}

/** What was typed and never arrived: after a reload, a crash, or when the page was drawn anew. */
function restore() {
  for (const note of document.querySelectorAll("[data-panel] [data-note]")) {
    const { panel } = note.closest("[data-panel]").dataset;
    const draft = drafts.read(panel);
    if (!draft || note.querySelector("[data-note-editor]")) continue;
    if (draft.text === note.dataset.note) {
      drafts.forget(panel);
      continue;
    }
    const editor = open(note, draft);
    editor.say("restored");
    editor.keep();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-note-write]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const { area } = open(link.closest("[data-note]"));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}, { capture: true });
addEventListener("online", () => editors.forEach((editor) => editor.keep()));
addEventListener("pagehide", () => editors.forEach((editor) => editor.keep()));
document.addEventListener("htmx:after:swap", restore);
restore();
