// Shows a look while it is being chosen: the same attributes and sheets that the server would set.
const form = document.querySelector("[data-looks]");
const root = document.documentElement;
const usual = { size: "normal", typeface: "mixed", density: "normal", contrast: "normal" };
const kept = [...document.querySelectorAll("[data-look-sheet]")];

function mark(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
}

/** The draft's own sheet of this name; an empty address takes it away. */
function link(name, address) {
  let sheet = document.head.querySelector(`link[data-draft="${name}"]`);
  if (!address) return sheet?.remove();
  if (!sheet) {
    sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.dataset.draft = name;
    sheet.dataset.lookSheet = "";
    sheet.addEventListener("load", tell);
    document.head.append(sheet);
  }
  if (sheet.getAttribute("href") !== address) sheet.setAttribute("href", address);
}

function tell() {
  const modes = form.elements.has_accent.checked
    ? getComputedStyle(root).getPropertyValue("--accent-mended").replace(/"/g, "").trim() : "";
  const note = form.querySelector('[data-note="accent"]');
  const words = form.querySelector("[data-mending]").content.querySelector(`[data-modes="${modes}"]`);
  note.hidden = !words;
  if (words && note.textContent !== words.textContent) note.textContent = words.textContent;
  document.dispatchEvent(new Event("look:changed"));
}

function showPicture(option) {
  let picture = document.querySelector("body > .backdrop");
  if (!option) return picture?.remove();
  if (!picture) {
    picture = document.createElement("img");
    picture.className = "backdrop";
    picture.alt = "";
    document.body.prepend(picture);
  }
  picture.src = option.src;
}

function show() {
  const chosen = Object.fromEntries(new FormData(form));
  kept.forEach((sheet) => { sheet.disabled = true; });
  mark("theme", chosen.theme);
  mark("palette", chosen.palette);
  for (const name of Object.keys(usual)) mark(name, chosen[name] === usual[name] ? "" : chosen[name]);
  const own = form.querySelector('[name="background"]:checked')?.closest("label").querySelector("img");
  mark("background", own ? "picture" : chosen.background === "gradient" ? "gradient" : "");
  showPicture(own);
  link("sun", chosen.theme === "sunset" ? form.dataset.sunSheet : "");
  link("accent", chosen.has_accent ? `/theme/${chosen.palette}-${chosen.contrast}-${chosen.accent.slice(1)}.css` : "");
  form.querySelector('[data-note="place"]').hidden = chosen.theme !== "sunset" || Boolean(form.dataset.sunSheet);
  tell();
}

form.addEventListener("input", (event) => {
  if (event.target.name === "accent") form.elements.has_accent.checked = true;
  show();
});
form.addEventListener("reset", () => setTimeout(show));
