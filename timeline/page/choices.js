// The column of filters. Families and states are the legend, too. Each count follows all other filters and the window of time.

const FEW = 8;
const MORE = 60;
const KINDS_OF_DATE = [
  ["day", "on one day"],
  ["span", "on all these days"],
  ["within", "some time in these days"],
  ["open", "one end not known"],
];
const GREY = "#5b6774";

class Choices {
  constructor(root, data, page) {
    Object.assign(this, { root, data, page, sections: [] });
    this.build();
  }

  build() {
    const { filter } = this.page;
    if (!this.data.size) return;
    const [types, status, said, weight, actors, places, sources] = [...filter.facets];
    this.sections = [
      this.types(types),
      this.short(status, (key) => sample({ ...plainLook, status: STATUSES[key] }, GREY, this.page.theme)),
      this.short(said, (key) => sample({ ...plainLook, reported: key === 1 }, GREY, this.page.theme)),
      this.short(weight),
      this.long(actors),
      this.long(places),
      this.long(sources),
    ];
    const again = h("button", { type: "button", className: "wide", onclick: () => this.page.clear() }, "Show everything again");
    const spread = [...this.root.querySelectorAll(".opener[aria-expanded=true]")].map((opener) => opener.getAttribute("aria-label"));
    const open = new Map([...this.root.querySelectorAll("details")].map((part) => [part.dataset.name, part.open]));
    this.root.replaceChildren(...this.sections.map(({ element }) => element), this.legend(), again);
    for (const part of this.root.querySelectorAll("details")) part.open = open.get(part.dataset.name) ?? part.open;
    for (const opener of this.root.querySelectorAll(".opener")) if (spread.includes(opener.getAttribute("aria-label"))) opener.click();
  }

  /** Show the counts and what is chosen. */
  show() {
    for (const section of this.sections) section.refresh();
  }

  chosen(name) {
    return new Set(this.page.chosen(name));
  }

  /** Of a facet with few keys all are listed, and all are on while none is chosen. */
  toggle(name, keys, on) {
    const all = [...this.page.filter.facets.get(name).ids.keys()];
    const chosen = this.chosen(name);
    const next = new Set(chosen.size ? chosen : all);
    for (const key of keys) (on ? next.add(key) : next.delete(key));
    this.page.choose(name, next.size === all.length ? [] : [...next]);
  }

  types([name, facet]) {
    const rows = this.data.families.map((family, number) => {
      const types = facet.ids.map((_, key) => key).filter((key) => this.data.types[key].family === number);
      const boxes = types.map((key) => this.box(facet.names[key], (on) => this.toggle(name, [key], on), () => this.page.choose(name, [key])));
      const all = this.box(family, (on) => this.toggle(name, types, on), () => this.page.choose(name, types),
        sample(plainLook, this.page.colours[number], this.page.theme));
      const inner = h("div", { className: "types", hidden: true }, ...boxes.map((box) => box.element));
      const opener = h("button", { type: "button", className: "opener", "aria-expanded": "false", "aria-label": `Types of ${family}` }, "›");
      opener.addEventListener("click", () => {
        inner.hidden = !inner.hidden;
        opener.setAttribute("aria-expanded", String(!inner.hidden));
      });
      const refresh = (counts, chosen) => {
        const on = types.map((key) => !chosen.size || chosen.has(key));
        boxes.forEach((box, at) => box.set(on[at], counts[types[at]]));
        all.set(on.some(Boolean), types.reduce((sum, key) => sum + counts[key], 0), on.some(Boolean) && !on.every(Boolean));
      };
      return { element: h("div", { className: "family" }, h("div", { className: "row" }, all.element, opener), inner), refresh };
    });
    const refresh = () => {
      const [counts, chosen] = [this.page.filter.counts(name), this.chosen(name)];
      for (const row of rows) row.refresh(counts, chosen);
    };
    return { element: part(name, facet.title, rows.map(({ element }) => element)), refresh };
  }

  /** A facet with few keys; `mark`: what stands before the name of a key. */
  short([name, facet], mark = () => null) {
    const exclusive = name === "weight";
    const boxes = facet.ids.map((_, key) => this.box(facet.names[key], (on) => {
      if (exclusive) this.page.choose(name, on ? [...this.chosen(name), key] : [...this.chosen(name)].filter((one) => one !== key));
      else this.toggle(name, [key], on);
    }, () => this.page.choose(name, [key]), mark(key)));
    const refresh = () => {
      const [counts, chosen] = [this.page.filter.counts(name), this.chosen(name)];
      boxes.forEach((box, key) => box.set(exclusive ? chosen.has(key) : !chosen.size || chosen.has(key), counts[key]));
    };
    const element = part(name, facet.title, boxes.map((box) => box.element));
    boxes.forEach((box, key) => { box.element.hidden = !this.everUsed(facet, key); });
    return { element, refresh };
  }

  everUsed(facet, key) {
    for (let event = 0; event < this.data.size; event += 1) if (facet.some(event, (one) => one === key)) return true;
    return false;
  }

  /** A facet with many keys: those that are chosen, then those with most events, and a search for the others. */
  long([name, facet]) {
    const rows = h("div");
    const find = h("input", { type: "search", placeholder: `find ${name}`, "aria-label": `Find ${name}`, spellcheck: false, autocomplete: "off" });
    const more = h("button", { type: "button", className: "plain" });
    let most = FEW;
    const refresh = () => {
      const [counts, chosen] = [this.page.filter.counts(name), this.chosen(name)];
      const wanted = find.value.trim().toLowerCase();
      const fits = (key) => !wanted || facet.names[key].toLowerCase().includes(wanted);
      const found = [...counts.keys()].filter((key) => !chosen.has(key) && counts[key] && fits(key));
      found.sort((one, other) => counts[other] - counts[one] || one - other);
      const held = rows.contains(document.activeElement) ? document.activeElement : null;
      const [focused, kind] = [held?.closest(".choice")?.dataset.key, held?.tagName];
      rows.replaceChildren(...[...chosen, ...found.slice(0, most)].map((key) => {
        const box = this.box(facet.names[key], (on) => {
          this.page.choose(name, on ? [...this.chosen(name), key] : [...this.chosen(name)].filter((one) => one !== key));
        }, () => this.page.choose(name, [key]));
        box.set(chosen.has(key), counts[key]);
        box.element.dataset.key = key;
        return box.element;
      }));
      if (focused) [...rows.children].find((row) => row.dataset.key === focused)?.querySelector(kind.toLowerCase())?.focus();
      more.hidden = found.length <= most;
      more.textContent = `${grouped(found.length - most)} more`;
      find.hidden = facet.ids.length <= FEW;
    };
    find.addEventListener("input", refresh);
    more.addEventListener("click", () => {
      most += MORE;
      refresh();
    });
    return { element: part(name, facet.title, [find, rows, more]), refresh };
  }

  legend() {
    const marks = KINDS_OF_DATE.map(([shape, means]) => [sample({ ...plainLook, shape, open: shape === "open" ? "end" : "" }, GREY, this.page.theme, 30), means]);
    return part("legend", "How dates are drawn", marks.map(([mark, means]) => h("div", { className: "key" }, h("span", { className: "keymark" }, mark), means)));
  }

  /** A box to tick, with its count. A click on the count leaves only this one. */
  box(name, onTick, onOnly, mark = null) {
    const input = h("input", { type: "checkbox" });
    const count = h("button", { type: "button", className: "count", title: `Only ${name}`, onclick: onOnly });
    input.addEventListener("change", () => onTick(input.checked));
    const label = h("label", { className: "box" }, input, mark, h("span", { className: "name", title: name }, name));
    const element = h("div", { className: "choice" }, label, count);
    const set = (checked, number, some = false) => {
      Object.assign(input, { checked, indeterminate: some });
      count.textContent = grouped(number);
      count.setAttribute("aria-label", `${plural(number, "event")}: only ${name}`);
      element.classList.toggle("none", number === 0);
    };
    return { element, set };
  }
}

function part(name, title, children) {
  const element = h("details", { open: name !== "legend", hidden: !children.length }, h("summary", {}, title), ...children);
  element.dataset.name = name;
  return element;
}
