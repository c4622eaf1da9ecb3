"use strict";
/* A click, or Enter, on a number shows what it is made of and what is made of it. Every number that
   is shown stands in the page already; nothing is computed here but places. */
const data = JSON.parse(document.getElementById("links").textContent);
const panel = document.getElementById("panel");
const say = (text, names) => text.replace(/\{(\w+)\}/g, (all, name) => names[name]);

const tables = new Map(); // variable -> its tables; the first one is the result itself
for (const table of document.querySelectorAll("table[data-n]")) {
  const list = tables.get(table.dataset.n) || [];
  list.push(table);
  tables.set(table.dataset.n, list);
}
for (const list of tables.values()) list.sort((a, b) => ("whole" in b.dataset) - ("whole" in a.dataset));

const cellsOf = name => (tables.get(name) || []).flatMap(t => [...t.querySelectorAll("[data-a]")]);
const key = places => places.join(",");
const label = (name, places) =>
  places.length ? `${name}[${places.map(p => (typeof p === "string" ? ":" : p)).join(", ")}]` : name;

function numberAt(name, places) {
  const cell = cellsOf(name).find(c => c.dataset.a === key(places));
  return cell ? cell.textContent : null;
}

function bound(places, names) {
  return places.map(p => (typeof p === "string" && p in names ? names[p] : p));
}

/* The letters that make `pattern` the place `at`; null if nothing does. */
function match(pattern, at) {
  const names = {};
  for (let n = 0; n < pattern.length; n++) {
    const want = pattern[n];
    if (typeof want !== "string") {
      if (want !== at[n]) return null;
    } else if (want in names && names[want] !== at[n]) return null;
    else names[want] = at[n];
  }
  return names;
}

/* A formula with numbers for its letters, and its sums written out as far as they are short. */
function formula(text, sums, names) {
  const here = text.replace(/\[([^\]]*)\]/g, (all, inside) =>
    `[${inside.split(", ").map(p => (p in names ? names[p] : p)).join(", ")}]`);
  return here.replace(/⟦(\d+)⟧/g, (all, n) => {
    const sum = sums[n];
    const shown = sum.size <= 8 ? sum.size : 3;
    const terms = [];
    for (let at = 0; at < shown; at++) {
      terms.push(formula(sum.text, sums, { ...names, [sum.index]: at }));
    }
    if (shown < sum.size) terms.push(say(data.words.more, { count: sum.size - shown }));
    const joined = terms.join(" + ");
    return terms.length > 1 && here !== all && !here.startsWith(all + " + ") ? `(${joined})` : joined;
  });
}

function withNumbers(text) {
  let known = true;
  const filled = text.replace(/([A-Za-z]\w*)(?:\[([^\]]*)\])?/g, (all, name, inside, offset) => {
    if (!(name in data.variables)) return all;
    const places = inside === undefined ? [] : inside.split(", ").map(Number);
    const number = numberAt(name, places);
    if (number === null) known = false;
    const signed = number !== null && number.startsWith("-") && offset > 0;
    return number === null ? all : signed ? `(${number})` : number;
  });
  return known ? filled : null;
}

function sourcesOf(name, at) {
  const row = data.rows[name];
  if (!row) return [];
  const names = match(row.places, at) || {};
  return row.reads.map(([from, places]) => [from, bound(places, names)]);
}

function targetsOf(name, at) {
  const found = [];
  for (const [out, row] of Object.entries(data.rows)) {
    for (const [from, places] of row.reads) {
      const names = from === name ? match(places, at) : null;
      if (names) found.push([out, bound(row.places, names)]);
    }
  }
  const seen = new Set();
  return found.filter(([out, p]) => !seen.has(label(out, p)) && seen.add(label(out, p)));
}

function mark(list, style) {
  for (const [name, places] of list) {
    for (const cell of cellsOf(name)) {
      const at = cell.dataset.a === "" ? [] : cell.dataset.a.split(",").map(Number);
      if (places.every((p, n) => typeof p === "string" || p === at[n])) cell.classList.add(style);
    }
  }
}

function node(tag, text, style) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (style) made.className = style;
  return made;
}

function chips(title, list) {
  const block = node("div", undefined, "chips");
  block.append(node("h3", title));
  const items = node("ul");
  for (const [name, places] of list) {
    const item = node("li");
    const whole = places.every(p => typeof p !== "string");
    const number = whole ? numberAt(name, places) : null;
    const text = label(name, places) + (number === null ? "" : ` = ${number}`);
    const button = node("button", text);
    button.type = "button";
    button.addEventListener("click", () =>
      whole && number !== null ? pick(name, places, true) : reveal(name));
    item.append(button);
    items.append(item);
  }
  block.append(items);
  return block;
}

function reveal(name) {
  const table = (tables.get(name) || [])[0];
  if (!table) return;
  for (let up = table.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  table.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function clear() {
  for (const style of ["picked", "source", "target"]) {
    for (const cell of document.querySelectorAll("." + style)) cell.classList.remove(style);
  }
}

function pick(name, at, scroll) {
  clear();
  const sources = sourcesOf(name, at), targets = targetsOf(name, at);
  mark(sources, "source");
  mark(targets, "target");
  mark([[name, at]], "picked");
  const row = data.rows[name], number = numberAt(name, at);
  panel.replaceChildren();
  const head = node("div", undefined, "head");
  head.append(node("h2", `${label(name, at)} = ${number === null ? "…" : number}`));
  const close = node("button", "×", "close");
  close.type = "button";
  close.setAttribute("aria-label", data.words.close);
  close.addEventListener("click", hide);
  head.append(close);
  panel.append(head);
  if (row) {
    panel.append(node("p", row.note, "note"));
    if (row.text) {
      const symbols = formula(row.text, row.sums, match(row.places, at) || {});
      const lines = [symbols, withNumbers(symbols)].filter(line => line && line.length < 700);
      for (const line of lines) panel.append(node("p", "= " + line, "formula"));
    }
    if (row.rule) panel.append(node("p", row.rule, "note"));
  } else panel.append(node("p", data.words.given, "note"));
  if (sources.length) panel.append(chips(data.words.made, sources));
  if (targets.length) panel.append(chips(data.words.goes, targets));
  panel.hidden = false;
  document.body.classList.add("opened");
  if (scroll) reveal(name);
}

let asked = null; // the cell from which the panel was opened
function hide() {
  panel.hidden = true;
  document.body.classList.remove("opened");
  clear();
  if (asked) asked.focus();
}

function open(cell) {
  asked = cell;
  const at = cell.dataset.a === "" ? [] : cell.dataset.a.split(",").map(Number);
  pick(cell.closest("table").dataset.n, at, false);
}

document.addEventListener("click", event => {
  const cell = event.target.closest("[data-a]");
  if (cell) open(cell);
});

/* In a matrix the arrow keys move, so that it is one stop of the Tab key. */
const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && !panel.hidden) return hide();
  const cell = event.target.closest && event.target.closest("[data-a]");
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    return open(cell);
  }
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const line = cell.parentElement, lines = [...cell.closest("table").rows];
  const next = lines[lines.indexOf(line) + step[0]];
  let moved = next && next.cells[[...line.cells].indexOf(cell) + step[1]];
  if (moved && !moved.dataset.a) moved = step[1] ? next.cells[moved.cellIndex + step[1]] : null;
  if (moved && moved.hasAttribute("data-a")) {
    cell.tabIndex = -1;
    moved.tabIndex = 0;
    moved.focus();
  }
});

for (const button of document.querySelectorAll("button[data-fold]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const each of document.querySelectorAll("main details")) each.open = button.dataset.fold === "open";
  });
}
