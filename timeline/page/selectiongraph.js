// The selection as a graph: actors, places and events; in a crowd, actors and places joined directly.

const MOST_EVENTS = 400;
const MOST_ACTORS = 250;
const MOST_PLACES = 60;
const STRONGEST = 3;

/** Nodes and edges of the selection, the largest nodes first; `way`, a path between actors, is in it whatever else is left out. */
class SelectionGraph {
  constructor(data, selection, { withPlaces, way }) {
    Object.assign(this, { data, selection, way, withPlaces, crowd: selection.length > MOST_EVENTS, nodes: [], edges: [], faint: [] });
    const actors = this.most((event) => data.actorsOf(event).map(({ actor }) => actor), MOST_ACTORS, way?.actors);
    const places = withPlaces ? this.most((event) => data.placesOf(event).map(({ place }) => place), MOST_PLACES) : { kept: new Map(), all: 0 };
    this.addThings("actor", actors.kept);
    this.addThings("place", places.kept);
    if (this.crowd) this.joinDirectly(actors.kept, places.kept);
    else this.joinThroughEvents(selection, actors.kept, places.kept);
    if (this.crowd && way) this.joinThroughEvents(way.events, new Set(way.actors.filter((actor) => actors.kept.has(actor))), new Set());
    this.nodes.sort((one, other) => other.count - one.count || other.weight - one.weight || one.kind.localeCompare(other.kind) || one.number - other.number);
    this.byKey = new Map(this.nodes.map((node) => [node.key, node]));
    this.neighbours = new Map(this.nodes.map(({ key }) => [key, new Set([key])]));
    for (const { from, to } of [...this.edges, ...this.faint]) {
      this.neighbours.get(from).add(to);
      this.neighbours.get(to).add(from);
    }
    this.honest = this.tell({ actors, places });
  }

  /** The keys with most events, and how many there are in all. */
  most(keysOf, limit, also = []) {
    const counts = new Map();
    for (const event of this.selection) for (const key of new Set(keysOf(event))) counts.set(key, (counts.get(key) ?? 0) + 1);
    const sorted = [...counts].sort(([one, some], [other, more]) => more - some || one - other);
    const kept = new Map(sorted.slice(0, limit));
    for (const key of also) if (counts.has(key)) kept.set(key, counts.get(key));
    return { kept, all: sorted.length };
  }

  addThings(kind, counts) {
    const most = Math.max(1, ...counts.values());
    const { name } = this.data[`${kind}s`];
    for (const [number, count] of counts) {
      const radius = 5 + Math.min(2 * Math.sqrt(count), (kind === "actor" ? 19 : 15) * Math.sqrt(count / most));
      const thing = kind === "place" ? kind : this.data.actors.kind[number];
      this.nodes.push({ key: `${kind[0]}${number}`, kind, number, count, weight: 0, radius, label: name[number], thing });
    }
  }

  joinThroughEvents(events, actors, places) {
    const { data } = this;
    this.alone = 0;
    for (const event of events) {
      const key = `e${event}`;
      const parts = data.actorsOf(event).filter(({ actor }) => actors.has(actor));
      const where = data.placesOf(event).filter(({ place }) => places.has(place));
      if (!parts.length && !where.length) {
        this.alone += 1;
        continue;
      }
      const [weight, radius] = [data.weight[event], data.is(event, MAIN) ? 6 : 4.5];
      this.nodes.push({ key, kind: "event", number: event, count: 0, weight, radius, label: data.caption(event) });
      for (const { actor, role, sure } of parts) {
        const [from, to] = role === "target" ? [key, `a${actor}`] : [`a${actor}`, key];
        this.edges.push({ from, to, weight: 1, sure, arrow: role !== "participant" });
      }
      for (const { place, sure } of where) this.edges.push({ from: key, to: `p${place}`, weight: 0.6, sure, arrow: false, quiet: true });
    }
  }

  /** One line for two that share events; it is not sure where in none of them both are surely there. */
  joinDirectly(actors, places) {
    const { data } = this;
    const pairs = new Map();
    for (const event of this.selection) {
      const sure = new Map();
      for (const part of data.actorsOf(event)) if (actors.has(part.actor)) sure.set(`a${part.actor}`, part.sure || sure.get(`a${part.actor}`));
      for (const part of data.placesOf(event)) if (places.has(part.place)) sure.set(`p${part.place}`, part.sure || sure.get(`p${part.place}`));
      const keys = [...sure.keys()].sort();
      keys.forEach((from, at) => {
        for (const to of keys.slice(at + 1)) {
          if (from[0] === "p") continue;
          const pair = `${from} ${to}`;
          if (!pairs.has(pair)) pairs.set(pair, { from, to, weight: 0, sure: false, arrow: false, quiet: to[0] === "p" });
          const edge = pairs.get(pair);
          edge.weight += 1;
          edge.sure ||= sure.get(from) && sure.get(to);
        }
      });
    }
    const edges = [...pairs.values()].sort((one, other) => other.weight - one.weight || (one.from + one.to < other.from + other.to ? -1 : 1));
    this.heaviest = edges[0]?.weight ?? 1;
    const held = new Map();
    for (const edge of edges) {
      const ends = [edge.from, edge.to];
      const strong = ends.some((key) => (held.get(key) ?? 0) < STRONGEST);
      (strong ? this.edges : this.faint).push(edge);
      if (strong) for (const key of ends) held.set(key, (held.get(key) ?? 0) + 1);
    }
  }

  /** What is drawn and what is left out, in one line. */
  tell({ actors, places }) {
    const left = ({ kept, all }, noun) => (all > kept.size ? `the ${kept.size} ${noun} with most events, of ${grouped(all)}` : null);
    const weaker = this.faint.length ? `; ${plural(this.faint.length, "weaker line")} only where you point` : "";
    const how = this.crowd ? `The thicker a line, the more events in common${weaker}` : "Arrows lead from the agent to the event, and on to its target; dashed: not sure";
    const alone = !this.crowd && this.alone ? `${plural(this.alone, "event")} without actor${this.withPlaces ? " or place" : ""} not shown` : null;
    return [how, left(actors, "actors"), left(places, "places"), alone].filter(Boolean).join(" · ");
  }

  /** What stands out when a node is pointed at: its neighbours, and who else is in its events. */
  around(key) {
    const near = new Set(this.neighbours.get(key));
    if (key[0] !== "e") for (const event of this.neighbours.get(key)) if (event[0] === "e") for (const other of this.neighbours.get(event)) near.add(other);
    return near;
  }
}
