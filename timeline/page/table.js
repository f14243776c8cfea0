// The selection as a real table: to read, to sort, and for those who do not see the drawing.

const TABLE_STEP = 200;

class TableView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, sort: { column: "date", down: false }, shown: TABLE_STEP });
    this.columns = tableColumns(data);
    this.body = h("tbody");
    this.heads = this.columns.map((column) => {
      const head = h("th", { scope: "col" }, h("button", { type: "button", onclick: () => this.sortBy(column.name) }, column.title));
      return [column.name, head];
    });
    this.caption = h("caption");
    this.more = h("button", { type: "button", className: "wide", onclick: () => this.extend(this.shown + TABLE_STEP) });
    container.append(h("table", { className: "events" }, this.caption, h("thead", {}, h("tr", {}, ...this.heads.map(([, head]) => head))), this.body), this.more);
  }

  show(selection) {
    this.selection = selection;
    this.fill();
  }

  sortBy(name) {
    this.sort = { column: name, down: this.sort.column === name && !this.sort.down };
    this.fill();
    this.page.changed();
  }

  fill() {
    const { column: name, down } = this.sort;
    const column = this.columns.find((one) => one.name === name);
    const keys = new Map(Array.from(this.selection, (event) => [event, column.key(event)]));
    const compare = (one, other) => (typeof one === "string" ? one.localeCompare(other, "en") : one - other);
    this.sorted = Array.from(this.selection).sort((one, other) => (down ? -1 : 1) * compare(keys.get(one), keys.get(other)) || one - other);
    for (const [head, element] of this.heads) element.setAttribute("aria-sort", head === name ? (down ? "descending" : "ascending") : "none");
    this.body.replaceChildren();
    this.caption.textContent = this.describe();
    this.extend(TABLE_STEP);
  }

  extend(until) {
    for (const event of this.sorted.slice(this.body.rows.length, until)) this.body.append(this.row(event));
    this.shown = this.body.rows.length;
    const rest = this.sorted.length - this.shown;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${Math.min(TABLE_STEP, rest)} of ${grouped(rest)} more`;
    this.mark();
  }

  row(event) {
    const cells = this.columns.map((column) => (column.name === "label"
      ? h("th", { scope: "row" }, h("button", { type: "button", className: "open", onclick: () => this.page.pick(event) }, this.data.caption(event)))
      : h("td", {}, column.text(event))));
    const row = h("tr", {}, ...cells);
    row.dataset.event = event;
    return row;
  }

  mark() {
    for (const row of this.body.rows) {
      if (Number(row.dataset.event) === this.page.picked) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  resize() {}

  retheme() {}

  get state() {
    return this.sort.column === "date" && !this.sort.down ? "" : `${this.sort.column}${this.sort.down ? "-down" : ""}`;
  }

  set state(text) {
    const [name, down] = text.split("-");
    this.sort = this.columns.some((column) => column.name === name) ? { column: name, down: down === "down" } : { column: "date", down: false };
    if (this.selection) this.fill();
  }

  key() {
    return false;
  }

  describe() {
    return `${plural(this.selection.length, "event")}, sorted by ${this.columns.find(({ name }) => name === this.sort.column).title.toLowerCase()}`;
  }
}

function tableColumns(data) {
  const text = (name, title, of) => ({ name, title, key: of, text: of });
  const actors = (role) => (event) => data.actorsOf(event).filter((part_) => part_.role === role)
    .map(({ actor, sure }) => (sure ? data.actors.name[actor] : `${data.actors.name[actor]} (?)`)).join(", ");
  const start = (event) => (data.first[event] !== NONE ? data.first[event] : data.last[event] !== NONE ? data.last[event] : Infinity);
  return [
    { name: "date", title: "Date", key: start, text: (event) => data.passages(event).days },
    text("label", "Event", (event) => data.label[event]),
    text("type", "Type", (event) => data.types[data.type[event]].name),
    text("status", "Status", (event) => STATUSES[data.status[event]] + (data.is(event, REPORTED) ? ", on someone’s word" : "")),
    text("agent", "Agent", actors("agent")),
    text("target", "Target", actors("target")),
    text("participant", "Participant", actors("participant")),
    text("place", "Place", (event) => data.placesOf(event).map(({ place, sure }) => (sure ? data.places.name[place] : `${data.places.name[place]} (?)`)).join(", ")),
    { name: "sources", title: "Sources", key: (event) => data.independent[event], text: (event) => String(data.independent[event]) },
    text("disputed", "Disputed", (event) => (data.is(event, DISPUTED) ? data.passages(event).conflicts.map(({ field }) => field).join(", ") : "")),
  ];
}
