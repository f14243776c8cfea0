// The shortest chains of events that join two actors: who was in one event with whom, who was in another with ...

const MOST_WAYS = 5;

/** Actor to actor through shared events of the selection, breadth first. Each way: the actors and the events between them. */
function waysBetween(data, selection, start, goal, most = MOST_WAYS) {
  const eventsOf = new Map();
  for (const event of selection) {
    for (const { actor } of data.actorsOf(event)) {
      if (!eventsOf.has(actor)) eventsOf.set(actor, []);
      if (eventsOf.get(actor).at(-1) !== event) eventsOf.get(actor).push(event);
    }
  }
  const depth = new Map([[start, 0]]);
  let edge = [start];
  while (edge.length && !depth.has(goal)) {
    const next = [];
    for (const actor of edge) {
      for (const event of eventsOf.get(actor) ?? []) {
        for (const { actor: other } of data.actorsOf(event)) {
          if (depth.has(other)) continue;
          depth.set(other, depth.get(actor) + 1);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  if (!depth.has(goal) || start === goal) return [];
  const ways = [];
  const walk = (actor, actors, events) => {
    if (ways.length >= 40 * most) return;
    if (actor === start) {
      ways.push({ actors: [...actors].reverse(), events: [...events].reverse() });
      return;
    }
    const steps = [];
    for (const event of eventsOf.get(actor) ?? []) {
      for (const { actor: other } of data.actorsOf(event)) {
        if (depth.get(other) === depth.get(actor) - 1) steps.push([event, other]);
      }
    }
    steps.sort(([one], [other]) => doubtOf(data, one) - doubtOf(data, other) || heavier(data)(one, other));
    for (const [event, other] of steps.slice(0, 6)) walk(other, [...actors, other], [...events, event]);
  };
  walk(goal, [goal], []);
  const doubt = ({ events }) => events.reduce((sum, event) => sum + doubtOf(data, event), 0);
  const weight = ({ events }) => events.reduce((sum, event) => sum + data.weight[event], 0);
  return ways.sort((one, other) => doubt(one) - doubt(other) || weight(other) - weight(one)).slice(0, most);
}

/** How many of those who take part in an event are not sure to. */
const doubtOf = (data, event) => data.actorsOf(event).filter(({ sure }) => !sure).length;

class PathPanel {
  constructor(root, data, page) {
    Object.assign(this, { root, data, page, open: false, ends: [null, null], way: null, selection: new Int32Array(0) });
    this.fields = ["From", "To"].map((title, side) => {
      const list = h("datalist", { id: `actors-${side}` });
      const field = h("input", { type: "text", autocomplete: "off", spellcheck: false, onchange: () => this.choose(side, field.value) });
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
    this.fields.forEach(({ field }, side) => { field.value = this.ends[side] === null ? "" : this.data.actors.name[this.ends[side]]; });
    this.find();
  }

  show(selection) {
    this.selection = selection;
    const counts = this.page.filter.counts("actor");
    const offered = [...counts.keys()].filter((actor) => counts[actor]).sort((one, other) => counts[other] - counts[one] || one - other).slice(0, 400);
    for (const { list } of this.fields) list.replaceChildren(...offered.map((actor) => h("option", { value: this.data.actors.name[actor] }, plural(counts[actor], "event"))));
    this.find();
  }

  choose(side, name) {
    const { name: names } = this.data.actors;
    const wanted = name.trim().toLowerCase();
    const exact = names.findIndex((known) => known.toLowerCase() === wanted);
    const found = exact >= 0 || !wanted ? exact : names.findIndex((known) => known.toLowerCase().includes(wanted));
    this.ends[side] = found < 0 ? null : found;
    if (found >= 0) this.fields[side].field.value = names[found];
    this.tell();
  }

  turn() {
    this.ends.reverse();
    this.fields.forEach(({ field }, side) => { field.value = this.ends[side] === null ? "" : this.data.actors.name[this.ends[side]]; });
    this.tell();
  }

  tell() {
    this.page.view.path = this.state;
    this.find();
    this.page.changed();
  }

  find() {
    const [start, goal] = this.ends;
    this.way = null;
    const missing = this.fields.find(({ field }, side) => field.value && this.ends[side] === null);
    if (start === null || goal === null || start === goal) {
      this.result.replaceChildren(h("p", { className: "how" }, missing ? `Nobody is called ${missing.field.value}.` : "Choose two actors: the shortest chains of events between them are shown."));
      this.page.showWay();
      return;
    }
    const ways = waysBetween(this.data, this.selection, start, goal);
    [this.way] = ways.length ? ways : [null];
    this.result.replaceChildren(...(ways.length ? ways.map((way, at) => this.tellWay(way, at, ways.length)) : [this.noWay(start, goal)]));
    this.page.showWay();
  }

  noWay(start, goal) {
    const counts = this.page.filter.counts("actor");
    const { name } = this.data.actors;
    return h("p", { className: "how" }, `No chain of events of the selection joins ${name[start]} (${plural(counts[start], "event")}) and ${name[goal]} (${plural(counts[goal], "event")}).`);
  }

  tellWay(way, at, all) {
    const { data } = this;
    const steps = way.events.flatMap((event, position) => [
      h("li", {}, this.step(event)),
      h("li", { className: "who" }, this.part(event, way.actors[position]), h("strong", {}, data.actors.name[way.actors[position + 1]]), this.part(event, way.actors[position + 1])),
    ]);
    const title = all === 1 ? plural(way.events.length, "event") : `${at + 1} of ${all}: ${plural(way.events.length, "event")}`;
    return h("div", { className: "way" }, h("h3", {}, title),
      h("ol", { className: "steps" }, h("li", { className: "who" }, h("strong", {}, data.actors.name[way.actors[0]]), this.part(way.events[0], way.actors[0])), ...steps));
  }

  part(event, actor) {
    const { role, sure } = this.data.actorsOf(event).find((part_) => part_.actor === actor);
    return h("span", { className: "note" }, ` ${sure ? "" : "perhaps "}${role} `);
  }

  step(event) {
    const { data } = this;
    const { days, mentions: [first] } = data.passages(event);
    return h("button", { type: "button", className: "chip step-event", onclick: () => this.page.pick(event) },
      h("span", {}, h("span", { className: "label" }, data.label[event]), h("span", { className: "about" }, data.dated(event) ? days : "no date in the text"),
        first ? h("span", { className: "words" }, `“${(first.before + first.trigger + first.after).trim()}”`) : null));
  }
}
