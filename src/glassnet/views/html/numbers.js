"use strict";
/* Every number of the page by its place, exactly as Python wrote it: from the tables, and for large
   arrays from the packed numbers, whose form is described in store.py. */
const data = JSON.parse(document.getElementById("links").textContent);
const say = (text, names) => text.replace(/\{(\w+)\}/g, (all, name) => names[name]);
const key = places => places.join(",");
const label = (name, places) =>
  places.length ? `${name}[${places.map(p => (typeof p === "string" ? ":" : p)).join(", ")}]` : name;

const tables = new Map(); // variable -> its tables; the first one is the result itself
for (const table of document.querySelectorAll("table[data-n]")) {
  const list = tables.get(table.dataset.n) || [];
  list.push(table);
  tables.set(table.dataset.n, list);
}
for (const list of tables.values()) {
  list.sort((a, b) => ("whole" in b.dataset) - ("whole" in a.dataset));
}

const cells = new Map(); // variable -> place as text -> its cells
function cellsAt(name) {
  if (!cells.has(name)) {
    const found = new Map();
    for (const table of tables.get(name) || []) {
      for (const cell of table.querySelectorAll("[data-a]")) {
        const list = found.get(cell.dataset.a) || [];
        list.push(cell);
        found.set(cell.dataset.a, list);
      }
    }
    cells.set(name, found);
  }
  return cells.get(name);
}

let planes = null; // the bytes of the packed numbers, all lowest ones first
async function unpack() {
  const text = document.getElementById("numbers").textContent;
  if (!data.store || typeof DecompressionStream === "undefined") return;
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  planes = new Uint8Array(await new Response(stream).arrayBuffer());
}

function numberAt(name, places) {
  const shown = cellsAt(name).get(key(places));
  if (shown) return shown[0].textContent;
  const first = planes && data.store.first[name];
  if (typeof first !== "number") return null;
  const shape = data.variables[name];
  return stored(places.reduce((at, place, n) => at * shape[n] + place, 0) + first);
}

function stored(at) {
  if (at in data.store.apart) return data.store.apart[at];
  const count = planes.length / 4;
  const code = [0, 1, 2, 3].reduce((sum, n) => sum + planes[n * count + at] * 2 ** (8 * n), 0);
  const digits = code % 2 ** 20, power = Math.floor(code / 2 ** 20) % 1024 - 512;
  if (digits === 0) return "0";
  return (code >= 2 ** 30 ? "-" : "") + written(String(digits), power);
}

/* Digits and a power of ten as Python's "g" writes them. */
function written(digits, power) {
  const first = power + digits.length - 1;
  const kept = digits.replace(/0+$/, "");
  if (first < -4 || first >= data.store.digits) {
    const rest = kept.length > 1 ? `${kept[0]}.${kept.slice(1)}` : kept;
    return `${rest}e${first < 0 ? "-" : "+"}${String(Math.abs(first)).padStart(2, "0")}`;
  }
  if (first < 0) return `0.${"0".repeat(-first - 1)}${kept}`;
  const whole = kept.slice(0, first + 1).padEnd(first + 1, "0"), after = kept.slice(first + 1);
  return after ? `${whole}.${after}` : whole;
}
