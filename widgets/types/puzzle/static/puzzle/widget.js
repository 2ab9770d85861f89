// Sudokus are played where they stand: by mouse, finger and keyboard. What is filled in stays in this browser.

const STEPS = { ArrowUp: -9, ArrowDown: 9, ArrowLeft: -1, ArrowRight: 1 };
const MOST_BACK = 200;
const games = new Map();

/** What is kept of one panel's puzzle: 81 times "" or a digit, or notes as "n" and digits. */
function gameOf(root) {
  const key = `puzzle:${root.closest("[data-panel]")?.id ?? "preview"}:${root.dataset.sudoku}`;
  if (!games.has(key)) games.set(key, { key, cells: kept(key), back: [], at: -1, pencil: false, mistakes: false });
  return games.get(key);
}

function kept(key) {
  try {
    const cells = JSON.parse(localStorage.getItem(key));
    if (Array.isArray(cells) && cells.length === 81 && cells.every((cell) => /^([1-9]?|n[1-9]*)$/.test(cell))) return cells;
  } catch { /* none, or not ours */ }
  return Array(81).fill("");
}

function keep(game) {
  const panel = game.key.slice(0, game.key.lastIndexOf(":") + 1);
  try {
    localStorage.setItem(game.key, JSON.stringify(game.cells));
    // Yesterday's is over.
    for (const key of Object.keys(localStorage)) if (key.startsWith(panel) && key !== game.key) localStorage.removeItem(key);
  } catch { /* a full or forbidden store: played until the page is left */ }
}

const cellsOf = (root) => [...root.querySelector(".sudoku-grid").querySelectorAll("td")];
const isFixed = (cell) => cell.hasAttribute("data-fixed");
const digitOf = (value) => (value.startsWith("n") ? "" : value);

function draw(root) {
  const game = gameOf(root), cells = cellsOf(root), { solution, empty, given, wrong, notes } = root.dataset;
  const grid = root.querySelector(".sudoku-grid");
  grid.setAttribute("role", "grid");
  const seen = cells.map((cell, i) => (isFixed(cell) ? solution[i] : digitOf(game.cells[i])));
  cells.forEach((cell, i) => {
    const marks = game.cells[i].startsWith("n") ? game.cells[i].slice(1) : "";
    const isWrong = game.mistakes && seen[i] !== "" && seen[i] !== solution[i];
    if (cell.textContent !== (seen[i] || marks)) cell.textContent = seen[i] || marks;
    cell.setAttribute("role", "gridcell");
    cell.tabIndex = i === Math.max(game.at, 0) ? 0 : -1;
    cell.toggleAttribute("data-marks", marks !== "");
    cell.toggleAttribute("data-chosen", i === game.at);
    cell.toggleAttribute("data-same", game.at >= 0 && seen[i] !== "" && seen[i] === seen[game.at]);
    cell.toggleAttribute("data-mistake", isWrong);
    if (isFixed(cell)) cell.setAttribute("aria-readonly", "true");
    const what = seen[i] || (marks ? `${notes} ${[...marks].join(" ")}` : empty);
    const more = isFixed(cell) ? `, ${given}` : isWrong ? `, ${wrong}` : "";
    cell.setAttribute("aria-label", `${cell.dataset.place}, ${what}${more}`);
  });
  const isDone = seen.join("") === solution;
  root.toggleAttribute("data-done", isDone);
  root.querySelector("[data-pencil]").setAttribute("aria-pressed", String(game.pencil));
  root.querySelector("[data-back]").disabled = !game.back.length;
  const isOff = seen.some((digit, i) => digit && digit !== solution[i]);
  const word = isDone ? root.dataset.solved : game.mistakes ? (isOff ? root.dataset.mistakes : root.dataset.right) : "";
  const line = root.querySelector(".sudoku-word");
  if (line.textContent !== word) line.textContent = word;
}

function change(root, cells) {
  const game = gameOf(root);
  game.back = [...game.back, game.cells].slice(-MOST_BACK);
  game.cells = cells;
  game.mistakes = false;
  keep(game);
  draw(root);
}

function write(root, digit, asNote) {
  const game = gameOf(root), cell = cellsOf(root)[game.at];
  if (!cell || isFixed(cell) || root.hasAttribute("data-done")) return;
  const old = game.cells[game.at];
  let value = digit === "0" || digit === old ? "" : digit;
  if (asNote && digit !== "0") {
    const marks = new Set(old.startsWith("n") ? old.slice(1) : "");
    if (!marks.delete(digit)) marks.add(digit);
    value = marks.size ? `n${[...marks].sort().join("")}` : "";
  }
  if (value !== old) change(root, game.cells.map((cell, i) => (i === game.at ? value : cell)));
}

function choose(root, at) {
  gameOf(root).at = at;
  draw(root);
  cellsOf(root)[at].focus();
}

/** The same row or column only: the edges are the end. */
function next(at, key) {
  if (key === "Home") return at - (at % 9);
  if (key === "End") return at - (at % 9) + 8;
  const to = at + STEPS[key];
  const staysInRow = Math.abs(STEPS[key]) === 9 || Math.floor(to / 9) === Math.floor(at / 9);
  return to >= 0 && to < 81 && staysInRow ? to : at;
}

// Before the page's own single keys, which stand on digits too.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".sudoku-grid[role=grid] td");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const root = cell.closest(".sudoku");
  const digit = event.code.match(/^(?:Digit|Numpad)([0-9])$/)?.[1] ?? event.key.match(/^[0-9]$/)?.[0];
  if (event.key in STEPS || event.key === "Home" || event.key === "End") choose(root, next(cellsOf(root).indexOf(cell), event.key));
  else if (["Delete", "Backspace", " "].includes(event.key)) write(root, "0");
  else if (digit) write(root, digit, event.shiftKey || gameOf(root).pencil);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

document.addEventListener("focusin", (event) => {
  const cell = event.target.closest?.(".sudoku-grid[role=grid] td");
  if (!cell) return;
  const root = cell.closest(".sudoku");
  gameOf(root).at = cellsOf(root).indexOf(cell);
  draw(root);
});

document.addEventListener("click", (event) => {
  const root = event.target.closest?.(".sudoku");
  const button = event.target.closest?.(".sudoku button");
  if (!root || !button) return;
  const game = gameOf(root);
  if (button.dataset.digit) return write(root, button.dataset.digit, game.pencil);
  if (button.hasAttribute("data-pencil")) game.pencil = !game.pencil;
  if (button.hasAttribute("data-check")) game.mistakes = true;
  if (button.hasAttribute("data-restart") && game.cells.some(Boolean)) return change(root, Array(81).fill(""));
  if (button.hasAttribute("data-back") && game.back.length) {
    game.cells = game.back.pop();
    game.mistakes = false;
    keep(game);
  }
  draw(root);
});

function drawAll() {
  document.querySelectorAll(".sudoku").forEach(draw);
}

addEventListener("storage", (event) => {
  if (!games.has(event.key)) return;
  games.get(event.key).cells = kept(event.key);
  drawAll();
});
document.addEventListener("htmx:after:swap", drawAll);
drawAll();
