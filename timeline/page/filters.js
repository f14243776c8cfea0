// What is shown: families and types, status, actors, places. The families and states are the legend, too.

const STATUSES = ["occurred", "ongoing", "planned", "possible", "negated"];
const SHAPES = [
  ["day", "on one day"],
  ["span", "on all these days"],
  ["within", "some time in these days"],
  ["open", "one end not known"],
];
const FEW = 9;

/** An element with properties, and children that are elements or plain text: markup in texts stays text. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A small canvas with the mark that the drawing would show. */
function sample(event, colour, theme, width = 12) {
  const canvas = h("canvas", { className: "sample", "aria-hidden": "true" });
  const ratio = window.devicePixelRatio || 1;
  const wide = width + 13;
  Object.assign(canvas, { width: wide * ratio, height: 20 * ratio });
  canvas.style.width = `${wide}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const radius = radiusOf(event);
  const right = event.shape === "day" ? 5 + 2 * radius : 5 + width;
  drawMark(ctx, event, { left: 5, right, y: 10, colour: shade(colour, theme.dark), theme });
  return canvas;
}

const plain = { shape: "day", status: "occurred", main: false, reported: false, first: 0, last: 0 };

class Filters {
  constructor(root, data, theme, onChange) {
    Object.assign(this, { root, data, theme, onChange });
    this.clear();
    this.build();
  }

  clear() {
    this.off = { type: new Set(), status: new Set() };
    this.only = { actor: new Set(), place: new Set() };
    this.reported = true;
  }

  reset() {
    this.clear();
    this.build();
  }

  passes(event) {
    if (this.off.type.has(event.type) || this.off.status.has(event.status) || (event.reported && !this.reported)) return false;
    const { actor, place } = this.only;
    return (!actor.size || event.actors.some(([number]) => actor.has(number)))
      && (!place.size || event.places.some(([number]) => place.has(number)));
  }

  build() {
    const { data } = this;
    const counted = (keysOf) => {
      const counts = new Map();
      for (const event of data.events) for (const key of new Set(keysOf(event))) counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts;
    };
    if (!data.events.length) return;
    this.root.replaceChildren(
      section("Types", this.types(counted((e) => [e.type]))),
      section("Status", this.statuses(counted((e) => [e.status]), data.events.filter((e) => e.reported).length)),
      section("Actors", this.chooser("actor", data.actors, counted((e) => e.actors.map(([number]) => number)))),
      section("Places", this.chooser("place", data.places, counted((e) => e.places.map(([number]) => number)))),
      section("Dates", this.legend()),
      h("button", { type: "button", className: "wide", onclick: () => this.onChange("reset") }, "Show everything again"),
    );
  }

  types(counts) {
    const familyOf = new Map(this.data.events.map((event) => [event.type, event.family]));
    return Object.entries(this.data.families).map(([family, colour]) => {
      const types = [...familyOf].filter(([, its]) => its === family).map(([type]) => type).sort();
      const total = types.reduce((sum, type) => sum + counts.get(type), 0);
      const boxes = types.map((type) => this.box(type, counts.get(type), !this.off.type.has(type), (on) => {
        set(this.off.type, type, !on);
        sync();
        this.onChange();
      }));
      const all = this.box(family, total, true, (on) => {
        types.forEach((type) => set(this.off.type, type, !on));
        boxes.forEach((row) => { row.firstChild.checked = on; });
        sync();
        this.onChange();
      }, sample(plain, colour, this.theme));
      const sync = () => {
        const on = types.filter((type) => !this.off.type.has(type)).length;
        all.firstChild.checked = on > 0;
        all.firstChild.indeterminate = on > 0 && on < types.length;
      };
      const inner = h("div", { className: "types", hidden: true }, ...boxes);
      const opener = h("button", { type: "button", className: "opener", "aria-expanded": "false", "aria-label": `Types of ${family}` }, "›");
      opener.addEventListener("click", () => {
        inner.hidden = !inner.hidden;
        opener.setAttribute("aria-expanded", String(!inner.hidden));
      });
      return h("div", { className: "family" }, h("div", { className: "row" }, all, opener), inner);
    });
  }

  statuses(counts, reported) {
    const rows = STATUSES.filter((status) => counts.has(status)).map((status) => {
      const mark = sample({ ...plain, status }, "#5b6774", this.theme);
      return this.box(status, counts.get(status), true, (on) => {
        set(this.off.status, status, !on);
        this.onChange();
      }, mark);
    });
    if (!reported) return rows;
    return [...rows, this.box("on someone’s word", reported, true, (on) => {
      this.reported = on;
      this.onChange();
    }, sample({ ...plain, reported: true }, "#5b6774", this.theme))];
  }

  chooser(kind, things, counts) {
    const order = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one) || one - other);
    if (!order.length) return [];
    const rows = h("div");
    const fill = (wanted = "") => {
      const found = order.filter((key) => things[key].name.toLowerCase().includes(wanted.toLowerCase()));
      const chosen = found.filter((key) => this.only[kind].has(key));
      const rest = found.filter((key) => !this.only[kind].has(key)).slice(0, Math.max(0, FEW - chosen.length));
      rows.replaceChildren(...[...chosen, ...rest].map((key) =>
        this.box(things[key].name, counts.get(key), this.only[kind].has(key), (on) => {
          set(this.only[kind], key, on);
          this.onChange();
        })));
    };
    const find = h("input", { type: "search", placeholder: `find ${kind}`, "aria-label": `Find ${kind}`, spellcheck: false });
    find.addEventListener("input", () => fill(find.value));
    this[`refill_${kind}`] = () => fill(find.value);
    fill();
    return order.length > FEW ? [find, rows] : [rows];
  }

  /** Show only the events of this actor or place. */
  choose(kind, key) {
    this.only[kind] = new Set([key]);
    this[`refill_${kind}`]();
    this.onChange();
  }

  legend() {
    return SHAPES.map(([shape, means]) => {
      const ends = { first: 0, last: shape === "open" ? null : 3 };
      const mark = sample({ ...plain, shape, ...ends }, "#5b6774", this.theme, 30);
      return h("div", { className: "key" }, h("span", { className: "keymark" }, mark), means);
    });
  }

  box(name, count, checked, onSet, mark) {
    const input = h("input", { type: "checkbox", checked });
    input.addEventListener("change", () => onSet(input.checked));
    return h("label", { className: "box" }, input, mark ?? null, h("span", { className: "name" }, name),
      h("span", { className: "count" }, count.toLocaleString("en")));
  }
}

function section(title, children) {
  return h("details", { open: true, hidden: !children.length }, h("summary", {}, title), ...children);
}

function set(of, key, on) {
  if (on) of.add(key);
  else of.delete(key);
}
