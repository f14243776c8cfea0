// The shortest chains of events between two actors.

const MOST_WAYS = 5;
const MOST_OFFERED = 400;
const UNSURE_STEP = 3;
const STATUS_DOUBT = { occurred: 0, ongoing: 0, planned: 2, possible: 2, negated: 6 };

/** For each event, who takes part: their roles, and whether they surely do. */
function castOf(data, event) {
  const cast = new Map();
  for (const { actor, role, sure } of data.actorsOf(event)) {
    if (!cast.has(actor)) cast.set(actor, { roles: [], sure: false });
    const part = cast.get(actor);
    if (!part.roles.includes(role)) part.roles.push(role);
    part.sure ||= sure;
  }
  return cast;
}

/** The shortest chains from actor to actor through shared events, breadth first; of these the surest `ways` (both surely take part, it is
 *  told to have happened, several sources tell of it), each as `{actors, events}`, and the `count` of all. */
function waysBetween(data, selection, start, goal, most = MOST_WAYS) {
  const eventsOf = new Map();
  for (const event of selection) {
    for (const actor of new Set(data.cast.of(event).map((code) => code >> 3))) {
      if (!eventsOf.has(actor)) eventsOf.set(actor, []);
      eventsOf.get(actor).push(event);
    }
  }
  const casts = new Map();
  const castIn = (event) => casts.get(event) ?? casts.set(event, castOf(data, event)).get(event);
  let edge = new Map([[start, { count: 1, best: [{ actors: [start], events: [], doubt: 0 }] }]]);
  const reached = new Set([start]);
  while (start !== goal && edge.size && !edge.has(goal)) {
    const next = new Map();
    for (const [actor, { count, best }] of edge) {
      for (const event of eventsOf.get(actor) ?? []) {
        const cast = castIn(event);
        for (const other of cast.keys()) {
          if (reached.has(other)) continue;
          if (!next.has(other)) next.set(other, { count: 0, best: [] });
          const there = next.get(other);
          there.count += count;
          const doubt = doubtOf(data, event, cast.get(actor), cast.get(other));
          for (const way of best) keepBest(there.best, way, { event, other, doubt }, most);
        }
      }
    }
    for (const actor of next.keys()) reached.add(actor);
    edge = next;
  }
  return start !== goal && edge.has(goal) ? { ways: edge.get(goal).best, count: edge.get(goal).count } : { ways: [], count: 0 };
}

/** Keep the way with one more step, if it is among the best: the surest, and of equals that of the earlier events. */
function keepBest(best, way, { event, other, doubt }, most) {
  const total = way.doubt + doubt;
  if (best.length === most && total > best.at(-1).doubt) return;
  best.push({ actors: [...way.actors, other], events: [...way.events, event], doubt: total });
  best.sort((one, two) => one.doubt - two.doubt || one.events.map((number, at) => number - two.events[at]).find(Boolean) || 0);
  best.length = Math.min(best.length, most);
}

/** How little one may trust that these two were in this event: less than one for a sure step that one source tells of. */
function doubtOf(data, event, one, other) {
  const parts = UNSURE_STEP * (Number(!one.sure) + Number(!other.sure));
  return parts + STATUS_DOUBT[STATUSES[data.status[event]]] + (data.is(event, REPORTED) ? 0.5 : 0) + 0.4 / Math.max(1, data.independent[event]);
}

class PathPanel {
  constructor(root, data, page) {
    Object.assign(this, { root, data, page, open: false, ends: [null, null], way: null, selection: new Int32Array(0) });
    this.fields = ["From", "To"].map((title, side) => {
      const list = h("datalist", { id: `actors-${side}` });
      const field = h("input", { type: "text", autocomplete: "off", spellcheck: false, onfocus: () => this.offer(), onchange: () => this.choose(side, field.value) });
      field.setAttribute("list", list.id);
      return { field, list, element: h("label", { className: "end" }, h("span", {}, title), field, list) };
    });
    this.result = h("div", { role: "status" });
    const turn = h("button", { type: "button", onclick: () => this.turn() }, "Swap");
    root.append(...this.fields.map(({ element }) => element), h("div", { className: "buttons" }, turn), this.result);
  }

  /** Two ids of actors, or null. */
  get state() {
    return this.ends.every((actor) => actor !== null) ? this.ends.map((actor) => this.data.actors.id[actor]) : null;
  }

  set state(ids) {
    const facet = this.page.filter.facets.get("actor");
    this.ends = ids ? ids.map((id) => facet.number(id) ?? null) : [null, null];
    this.open = this.ends.every((actor) => actor !== null);
    this.fillFields();
    this.find();
  }

  show(selection) {
    this.selection = selection;
    this.counts = null;
    if (this.open) this.find();
  }

  /** How many events of the selection each actor takes part in. */
  count(actor) {
    if (!this.counts) {
      this.counts = new Int32Array(this.data.actors.id.length);
      for (const event of this.selection) for (const one of castOf(this.data, event).keys()) this.counts[one] += 1;
    }
    return this.counts[actor];
  }

  /** All actors, those with most events in the selection first. */
  ranked() {
    return [...this.data.actors.id.keys()].sort((one, other) => this.count(other) - this.count(one) || one - other);
  }

  offer() {
    const offered = this.ranked().slice(0, MOST_OFFERED).filter((actor) => this.count(actor));
    for (const { list } of this.fields) list.replaceChildren(...offered.map((actor) => h("option", { value: this.title(actor) }, plural(this.count(actor), "event"))));
  }

  /** The name, and the id where others have the same name. */
  title(actor) {
    const { name, id } = this.data.actors;
    if (!this.shared) {
      const seen = new Set();
      this.shared = new Set(name.filter((one) => seen.has(one) || !seen.add(one)));
    }
    return this.shared.has(name[actor]) ? `${name[actor]} (${id[actor]})` : name[actor];
  }

  fillFields() {
    this.fields.forEach(({ field }, side) => { field.value = this.ends[side] === null ? "" : this.title(this.ends[side]); });
  }

  choose(side, words) {
    const wanted = words.trim().toLowerCase();
    const ranked = wanted ? this.ranked() : [];
    const titled = (fits) => ranked.find((actor) => fits(this.title(actor).toLowerCase()));
    this.ends[side] = titled((title) => title === wanted) ?? titled((title) => title.includes(wanted)) ?? null;
    if (this.ends[side] !== null) this.fields[side].field.value = this.title(this.ends[side]);
    this.tell();
  }

  turn() {
    this.ends.reverse();
    this.fillFields();
    this.tell();
  }

  tell() {
    this.page.view.path = this.state;
    this.find();
    this.page.changed();
  }

  find() {
    const [start, goal] = this.ends;
    const before = this.way;
    this.way = null;
    if (start === null || goal === null || start === goal) this.result.replaceChildren(h("p", { className: "how" }, this.hint()));
    else {
      const { ways, count } = waysBetween(this.data, this.selection, start, goal);
      this.marks = [];
      this.way = ways.find(({ events }) => String(events) === String(before?.events)) ?? ways[0] ?? null;
      this.result.replaceChildren(...(ways.length ? this.tellWays(ways, count) : [this.noWay(start, goal)]));
      this.showMarks();
    }
    this.page.showWay();
  }

  hint() {
    const [start, goal] = this.ends;
    const missing = this.fields.find(({ field }, side) => field.value && this.ends[side] === null);
    if (missing) return `Nobody is called ${missing.field.value}.`;
    if (start !== null && start === goal) return `Both ends are ${this.title(start)}: choose two actors.`;
    return "Choose two actors: the shortest chains of events between them are shown.";
  }

  noWay(start, goal) {
    const told = (actor) => `${this.title(actor)} (${plural(this.count(actor), "event")})`;
    const { ways: [wider] } = waysBetween(this.data, this.data.label.keys(), start, goal, 1);
    const beyond = wider ? ` With all events, without filters, there is one of ${plural(wider.events.length, "event")}.` : " Nor does any of all events.";
    return h("p", { className: "how" }, `No chain of events of the selection joins ${told(start)} and ${told(goal)}.${beyond}`);
  }

  tellWays(ways, count) {
    const sum = `The surest ${ways.length} of ${grouped(count)} shortest chains, each of ${plural(ways[0].events.length, "event")}.`;
    const more = count > ways.length && h("p", { className: "how" }, sum);
    return [more, ...ways.map((way, at) => this.tellWay(way, at, ways.length))].filter(Boolean);
  }

  tellWay(way, at, all) {
    const title = all === 1 ? plural(way.events.length, "event") : `${at + 1} of ${all}: ${plural(way.events.length, "event")}`;
    const mark = h("button", { type: "button", className: "wide", hidden: all === 1, onclick: () => this.mark(way) });
    this.marks.push({ way, mark });
    const steps = way.actors.flatMap((actor, position) => [
      h("li", { className: "who" }, this.part(way.events[position - 1], actor, (words) => `${words}: `), h("strong", {}, this.data.actors.name[actor]),
        this.part(way.events[position], actor, (words) => ` ${words} ${words.endsWith("participant") ? "in" : "of"}`)),
      ...(position < way.events.length ? [h("li", {}, this.step(way.events[position]))] : []),
    ]);
    return h("div", { className: "way" }, h("h3", {}, title), mark, h("ol", { className: "steps" }, ...steps));
  }

  /** Let the drawings show this way. */
  mark(way) {
    this.way = way;
    this.showMarks();
    this.page.showWay();
  }

  showMarks() {
    for (const { way, mark } of this.marks) {
      mark.setAttribute("aria-pressed", String(way === this.way));
      mark.textContent = way === this.way ? "Shown in the drawing" : "Show in the drawing";
    }
  }

  part(event, actor, told) {
    if (event === undefined) return null;
    const { roles, sure } = castOf(this.data, event).get(actor);
    return h("span", { className: "note" }, told(`${sure ? "" : "perhaps "}${roles.join(" and ")}`));
  }

  step(event) {
    const { data } = this;
    const { days, mentions: [first] } = data.passages(event);
    const { status, reported } = lookOf(data, event);
    const came = { occurred: null, negated: "the text says that it did not happen" };
    const about = [data.dated(event) ? days : "no date in the text", status in came ? came[status] : status,
      reported ? "on someone’s word" : null, data.independent[event] > 1 ? plural(data.independent[event], "source") : null];
    return h("button", { type: "button", className: "chip step-event", onclick: () => this.page.pick(event) },
      h("span", {}, h("span", { className: "label" }, data.label[event]), h("span", { className: "about" }, about.filter(Boolean).join(" · ")),
        first ? h("span", { className: "words" }, `“${(first.before + first.trigger + first.after).trim()}”`) : null));
  }
}
