// The list beside the drawing: first the events that weigh most, then all that are selected, in order of time.

const LIST_STEP = 80;
const KEY_EVENTS = 6;
const KEY_LEAST = 12;

class EventList {
  constructor(root, data, page) {
    Object.assign(this, { root, data, page, shown: [], rows: new Map(), picked: null });
    this.head = h("div", { className: "listhead" });
    this.key = h("ol", { className: "items keyevents" });
    this.items = h("ol", { className: "items" });
    this.more = h("button", { type: "button", className: "wide", onclick: () => this.extend(this.rows.size + LIST_STEP) });
    root.replaceChildren(this.head, this.key, this.items, this.more);
  }

  /** `about`: { title, only } where it is the list of one actor or place. */
  show(events, about = null) {
    this.shown = events;
    this.rows.clear();
    this.items.replaceChildren();
    this.heading = null;
    this.showHead(about);
    this.showKeyEvents(about ? [] : events);
    this.extend(LIST_STEP);
    this.mark(this.picked);
  }

  showHead(about) {
    this.head.hidden = !about;
    if (!about) return;
    this.head.replaceChildren(
      h("strong", {}, about.title), h("span", { className: "note" }, ` ${plural(this.shown.length, "event")} in the selection`),
      h("div", { className: "buttons" },
        about.only ? h("button", { type: "button", onclick: about.only }, "Show only these") : null,
        h("button", { type: "button", onclick: () => this.page.listAll() }, "Back to all")));
  }

  showKeyEvents(events) {
    const best = events.length < KEY_LEAST ? [] : [...events].sort(heavier(this.data)).slice(0, KEY_EVENTS);
    best.sort((one, other) => one - other);
    this.key.replaceChildren(...(best.length ? [h("li", { className: "heading" }, "Key events"), h("li", { className: "caution" }, "Read by a program, about one in three wrongly: look at the sentence."), ...best.map((event) => h("li", {}, this.row(event)))] : []));
  }

  extend(until) {
    for (const event of this.shown.slice(this.rows.size, until)) {
      const heading = this.headingOf(event);
      if (heading !== this.heading) this.items.append(h("li", { className: "heading" }, heading));
      this.heading = heading;
      const row = this.row(event);
      this.rows.set(event, row);
      this.items.append(h("li", {}, row));
    }
    const rest = this.shown.length - this.rows.size;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${Math.min(LIST_STEP, rest)} of ${grouped(rest)} more`;
  }

  row(event) {
    const { data } = this;
    const look = lookOf(data, event);
    const { days } = data.passages(event);
    const several = data.independent[event] > 1 ? `${data.independent[event]} sources` : null;
    const disputed = data.is(event, DISPUTED) ? "disputed" : null;
    const notes = [data.dated(event) ? days : null, data.types[data.type[event]].name, look.status === "occurred" ? null : look.status, several, disputed];
    return h("button", { type: "button", className: look.main ? "item main" : "item", onclick: () => this.page.pick(event) },
      sample({ ...look, shape: "day" }, this.page.colours[data.family[event]], this.page.theme),
      h("span", { className: "what" }, h("span", { className: "label" }, data.label[event]),
        data.around[event] ? h("span", { className: "words" }, `“${data.around[event]}”`) : null,
        h("span", { className: "about" }, notes.filter(Boolean).join(" · "))));
  }

  headingOf(event) {
    if (!this.data.dated(event)) return SHELF_TITLE;
    const day = this.data.first[event] !== NONE ? this.data.first[event] : this.data.last[event];
    const { year, month } = calendar(day);
    return `${MONTHS[month]} ${year}`;
  }

  mark(event) {
    this.rows.get(this.picked)?.removeAttribute("aria-current");
    this.picked = event;
    if (event === null) return;
    const place = this.shown.indexOf(event);
    if (place >= this.rows.size) this.extend(place + LIST_STEP / 2);
    const row = this.rows.get(event);
    row?.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "nearest" });
  }
}
