/* Where a number comes from and where it goes: places put into the patterns of the rows. */

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

function each(list) {
  const seen = new Set();
  return list.filter(([name, places]) => {
    const text = label(name, places), fresh = !seen.has(text);
    seen.add(text);
    return fresh;
  });
}

function sourcesOf(name, at) {
  const row = data.rows[name];
  if (!row) return [];
  const names = match(row.places, at) || {};
  return each(row.reads.map(([from, places]) => [from, bound(places, names)]));
}

function targetsOf(name, at) {
  const found = [];
  for (const [out, row] of Object.entries(data.rows)) {
    for (const [from, places] of row.reads) {
      const names = from === name ? match(places, at) : null;
      if (names) found.push([out, bound(row.places, names)]);
    }
  }
  return each(found);
}

/* A formula with numbers for its letters, and its sums written out as far as they are short. */
function formula(text, sums, names) {
  const here = text.replace(/\[([^\]]*)\]/g, (all, inside) =>
    `[${inside.split(", ").map(p => (p in names ? names[p] : p)).join(", ")}]`);
  return here.replace(/⟦(\d+)⟧/g, (all, n, offset) => {
    const sum = sums[n], shown = sum.size <= 8 ? sum.size : 3;
    const terms = [];
    for (let at = 0; at < shown; at++) {
      terms.push(formula(sum.text, sums, { ...names, [sum.index]: at }));
    }
    if (shown < sum.size) terms.push(say(data.words.more, { count: sum.size - shown }));
    const joined = terms.join(" + "), before = here.slice(0, offset), after = here.slice(offset + all.length);
    const alone = /(^|\(|\+ )$/.test(before) && /^($|\)| [+-])/.test(after);
    return terms.length > 1 && !alone ? `(${joined})` : joined;
  });
}

/* A formula with numbers for its names; null if the page does not hold one of them. */
function withNumbers(text) {
  let known = true;
  const filled = text.replace(/([A-Za-z]\w*)(?:\[([^\]]*)\])?/g, (all, name, inside, offset) => {
    if (!(name in data.variables)) return all;
    const number = numberAt(name, inside === undefined ? [] : inside.split(", ").map(Number));
    if (number === null) known = false;
    const before = text.slice(0, offset);
    const free = /(^|\(|, )$/.test(before) && text[offset + all.length] !== "²";
    return number === null ? all : number.startsWith("-") && !free ? `(${number})` : number;
  });
  return known ? filled : null;
}

/* A name and places as a person writes them: W1[300, 17], W1(300,17), W1 300 17. */
function place(text) {
  const found = /^\s*([A-Za-z]\w*)\s*[[(]?((?:[\s,]*\d+)*)[\s,\])]*$/.exec(text);
  if (!found) return null;
  return [data.also[found[1]] || found[1], (found[2].match(/\d+/g) || []).map(Number)];
}
