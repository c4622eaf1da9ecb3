/* The panel about a number: its row, its formula with numbers, its neighbours and its paths. */
const panel = document.getElementById("panel");
let asked = null; // what had the focus before the panel was opened
let now = null; // the number that the panel is about
const trail = []; // the numbers before it

function node(tag, text, style) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (style) made.className = style;
  return made;
}

function button(text, action, style) {
  const made = node("button", text, style);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function mark(list, style) {
  for (const [name, places] of list) {
    for (const [at, found] of cellsAt(name)) {
      const here = at === "" ? [] : at.split(",").map(Number);
      if (places.every((p, n) => typeof p === "string" || p === here[n])) {
        for (const cell of found) cell.classList.add(style);
      }
    }
  }
}

function clear(...styles) {
  for (const style of styles) {
    for (const cell of document.querySelectorAll("." + style)) cell.classList.remove(style);
  }
}

function reveal(name) {
  const table = (tables.get(name) || [])[0];
  if (!table) return;
  for (let up = table.parentElement; up; up = up.parentElement) {
    if (up.tagName === "DETAILS") up.open = true;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  table.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function chips(title, list) {
  const block = node("div", undefined, "chips"), items = node("ul");
  for (const [name, places] of list) {
    const whole = places.every(p => typeof p !== "string");
    const number = whole ? numberAt(name, places) : null;
    const text = label(name, places) + (number === null ? "" : ` = ${number}`);
    const item = node("li");
    item.append(button(text, () => (number === null ? reveal(name) : follow(name, places))));
    items.append(item);
  }
  block.append(node("h3", title), items);
  return block;
}

function follow(name, places) {
  if (now) trail.push(now);
  pick(name, places);
  reveal(name);
}

function head(name, at) {
  const line = node("div", undefined, "head");
  const title = node("h2", `${label(name, at)} = ${numberAt(name, at) ?? "…"}`);
  title.id = "about";
  title.tabIndex = -1;
  line.append(title);
  if (trail.length) {
    const back = button("‹", () => { const before = trail.pop(); pick(...before); reveal(before[0]); }, "close");
    back.setAttribute("aria-label", data.words.back);
    line.append(back);
  }
  const close = button("×", hide, "close");
  close.setAttribute("aria-label", data.words.close);
  line.append(close);
  return line;
}

/* What a number equals: in symbols, and with numbers where they are known. */
function lines(row, at) {
  const symbols = formula(row.text, row.sums, match(row.places, at) || {});
  const both = row.text ? [symbols, withNumbers(symbols)] : [];
  return both.filter((line, n) => line && line.length < 900 && both.indexOf(line) === n)
    .map(line => node("p", "= " + line, "formula"));
}

function paths(found) {
  const block = node("details", undefined, "paths"), list = node("ol");
  block.open = found.list.length <= 4;
  for (const path of found.list) {
    const item = node("li"), light = button(path.nodes.join(" → "), () => {
      clear("path");
      mark(path.nodes.map(place), "path");
      for (const other of list.querySelectorAll("button")) other.ariaPressed = other === light;
    });
    light.ariaPressed = "false";
    item.append(light, node("p", path.symbols, "formula"), node("p", path.numbers, "formula"));
    list.append(item);
  }
  block.append(node("summary", say(data.words.paths, { count: found.list.length })), list, node("p", found.sum, "note"));
  return block;
}

function pick(name, at) {
  clear("picked", "source", "target", "path");
  const sources = sourcesOf(name, at), targets = targetsOf(name, at), row = data.rows[name];
  mark(sources, "source");
  mark(targets, "target");
  mark([[name, at]], "picked");
  now = [name, at];
  panel.replaceChildren(head(name, at), node("p", row ? row.note : data.words.given, "note"));
  if (row) panel.append(...lines(row, at));
  if (row && row.rule) panel.append(node("p", row.rule, "rule"));
  if (sources.length) panel.append(chips(data.words.made, sources));
  if (targets.length) panel.append(chips(data.words.goes, targets));
  const known = data.paths[label(name, at)];
  if (known) panel.append(paths(known));
  panel.hidden = false;
  panel.scrollTop = 0;
  document.documentElement.classList.add("opened");
  document.getElementById("about").focus({ preventScroll: true });
}

function hide() {
  panel.hidden = true;
  now = null;
  trail.length = 0;
  document.documentElement.classList.remove("opened");
  clear("picked", "source", "target", "path");
  if (asked) asked.focus();
}

/* Opens the number of a cell; what moves because the panel needs room is moved back. */
function open(cell) {
  const before = cell.getBoundingClientRect().top;
  asked = cell;
  trail.length = 0;
  pick(cell.closest("table").dataset.n, cell.dataset.a === "" ? [] : cell.dataset.a.split(",").map(Number));
  scrollBy(0, cell.getBoundingClientRect().top - before);
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}
