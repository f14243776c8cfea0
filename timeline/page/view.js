// The view: all that a reader has chosen, as one plain object. It stands in the address, and is undone and redone.

const MODES = ["timeline", "network", "map", "table"];
const LANES = ["family", "type", "actor", "place"];
const AXES = ["happened", "reported", "both"];
const SAME_MOVE = 700;

/** The view that a page opens with. Facets hold the ids that are chosen; none chosen is all. */
function freshView(facets) {
  return {
    mode: "timeline", lanes: "family", axis: "happened", window: null, picked: null, search: "", path: null,
    chosen: Object.fromEntries(facets.map((facet) => [facet, []])), parts: {},
  };
}

/** A day as the address tells it: 2026-01-06T12:00, in UTC. */
const momentOf = (day) => new Date(Math.round(day * 1440) * 6e4).toISOString().replace(/(T00:00)?:00\.000Z$/, "");

function dayOfMoment(text) {
  const time = Date.parse(/T/.test(text) ? `${text}Z` : `${text}T00:00Z`);
  return Math.abs(time) < 864e5 * FARTHEST ? time / 864e5 : null;
}

function encodeView(view, facets) {
  const fresh = freshView(facets);
  const words = new URLSearchParams();
  for (const name of ["mode", "lanes", "axis", "search"]) if (view[name] !== fresh[name]) words.set(name, view[name]);
  if (view.window) view.window.forEach((day, side) => words.set(side ? "to" : "from", momentOf(day)));
  if (view.picked !== null) words.set("event", view.picked);
  if (view.path) view.path.forEach((actor) => words.append("path", actor));
  for (const facet of facets) for (const id of view.chosen[facet]) words.append(facet, id);
  for (const [part, state] of Object.entries(view.parts)) if (state) words.set(`${part}-view`, state);
  return words.toString();
}

/** The view of an address. What it does not know, or what makes no sense, is left as it is on opening. */
function decodeView(hash, facets) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const view = freshView(facets);
  const among = (name, known) => (known.includes(words.get(name)) ? words.get(name) : view[name]);
  Object.assign(view, { mode: among("mode", MODES), lanes: among("lanes", LANES), axis: among("axis", AXES) });
  view.search = words.get("search") ?? "";
  const [from, to] = ["from", "to"].map((side) => (words.has(side) ? dayOfMoment(words.get(side)) : null));
  if (from !== null && to !== null && to > from) view.window = [from, to];
  view.picked = words.get("event");
  if (words.getAll("path").length === 2) view.path = words.getAll("path");
  for (const facet of facets) view.chosen[facet] = words.getAll(facet);
  for (const part of MODES) if (words.get(`${part}-view`)) view.parts[part] = words.get(`${part}-view`);
  return view;
}

/** Views gone through, each as its address. Moves that follow quickly on each other are one. */
class Trail {
  constructor(first) {
    Object.assign(this, { steps: [first], at: 0, kind: "", time: 0 });
  }

  note(address, kind) {
    if (address === this.steps[this.at]) return;
    const now = Date.now();
    const goesOn = kind === "move" && this.kind === "move" && now - this.time < SAME_MOVE && this.at > 0;
    this.steps.length = this.at + 1;
    if (goesOn) this.steps[this.at] = address;
    else this.at = this.steps.push(address) - 1;
    Object.assign(this, { kind, time: now });
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.steps.length - 1;
  }

  /** The address one step back (-1) or on (1). */
  step(by) {
    this.at = Math.max(0, Math.min(this.steps.length - 1, this.at + by));
    this.kind = "";
    return this.steps[this.at];
  }
}
