/* Mouse, keys, the field for any number, folding, printing. */
document.addEventListener("click", event => {
  const cell = event.target.closest("[data-a]");
  if (!cell) return;
  for (const other of cell.closest("table").querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
  cell.tabIndex = 0;
  open(cell);
});

/* In a matrix the arrow keys move, so that it is one stop of the Tab key. */
const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function beside(cell, [down, right]) {
  const rows = cell.closest("table").rows;
  let row = cell.parentElement.rowIndex, column = cell.cellIndex;
  do {
    row += down;
    column += right;
  } while (rows[row]?.cells[column]?.classList.contains("gap"));
  return rows[row]?.cells[column];
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !panel.hidden) return hide();
  const cell = event.target.closest?.("[data-a]");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return open(cell);
  }
  const next = event.key === "Home" ? cell.parentElement.querySelector("[data-a]")
    : event.key === "End" ? [...cell.parentElement.querySelectorAll("[data-a]")].pop()
    : steps[event.key] && beside(cell, steps[event.key]);
  if (steps[event.key] || next) event.preventDefault();
  if (!next) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});

function complaint(found, text) {
  if (!text.trim()) return say(data.words.empty, { example: document.getElementById("ask").placeholder });
  const shape = found && data.variables[found[0]];
  if (!shape) return say(data.words.unknown, { name: found ? found[0] : text });
  const [name, at] = found;
  if (at.length !== shape.length || at.some((p, n) => p >= shape[n])) {
    return say(data.words.outside, {
      name, first: label(name, shape.map(() => 0)), last: label(name, shape.map(n => n - 1)),
    });
  }
  return numberAt(name, at) === null ? say(data.words.hidden, { name }) : "";
}

const asking = document.getElementById("asking");
if (asking) {
  unpack().then(() => (asking.hidden = planes === null));
  asking.addEventListener("submit", event => {
    event.preventDefault();
    const input = document.getElementById("ask"), found = place(input.value);
    const said = complaint(found, input.value);
    document.getElementById("answer").textContent = said;
    if (said) {
      asked = input;
      if (!panel.hidden) hide();
      return;
    }
    asked = input;
    trail.length = 0;
    pick(...found);
  });
}

for (const each of document.querySelectorAll("button[data-fold]")) {
  each.hidden = false;
  each.addEventListener("click", () => {
    for (const row of document.querySelectorAll("main details")) row.open = each.dataset.fold === "open";
  });
}

/* A printed page has no folds. */
addEventListener("beforeprint", () => {
  for (const row of document.querySelectorAll("main details:not([open])")) {
    row.open = true;
    row.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const row of document.querySelectorAll("main details[data-printed]")) {
    row.open = false;
    delete row.dataset.printed;
  }
});
