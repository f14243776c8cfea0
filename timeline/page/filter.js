// Which events pass. Each dimension (a facet, the search, the window of time) has a bit, and an event has the bits of those that
// it fails. So the counts of a facet can follow all other dimensions at once.

class Filter {
  constructor(data) {
    this.data = data;
    this.facets = facetsOf(data);
    this.fails = new Uint16Array(data.size);
    const names = [...this.facets.keys(), "search", "window", "cursor"];
    this.bits = new Map(names.map((name, position) => [name, 1 << position]));
  }

  /** Let the dimension pass what `passes` says; all, where that is null. */
  set(dimension, passes) {
    const bit = this.bits.get(dimension);
    const { fails } = this;
    for (let event = 0; event < fails.length; event += 1) {
      if (!passes || passes(event)) fails[event] &= ~bit;
      else fails[event] |= bit;
    }
  }

  /** Let a facet pass the events that have one of these keys; all, where there is none. */
  choose(name, keys) {
    const facet = this.facets.get(name);
    if (!keys.length) return this.set(name, null);
    const wanted = new Uint8Array(facet.ids.length);
    for (const key of keys) wanted[key] = 1;
    return this.set(name, (event) => facet.some(event, (key) => wanted[key] === 1));
  }

  /** The events that pass, setting aside these dimensions. */
  passing(...aside) {
    const mask = ~aside.reduce((bits, name) => bits | this.bits.get(name), 0);
    const found = new Int32Array(this.fails.length);
    let count = 0;
    for (let event = 0; event < found.length; event += 1) if (!(this.fails[event] & mask)) found[count++] = event;
    return found.slice(0, count);
  }

  /** How many events with each key of the facet pass all other dimensions. */
  counts(name) {
    const facet = this.facets.get(name);
    const mask = ~this.bits.get(name);
    const counts = new Int32Array(facet.ids.length);
    const { fails } = this;
    for (let event = 0; event < fails.length; event += 1) {
      if (!(fails[event] & mask)) facet.some(event, (key) => { counts[key] += 1; });
    }
    return counts;
  }
}

/** What an event is sorted by: one key an event (`column`) or several (`lists`, each code shifted by `shift`). */
class Facet {
  constructor(title, ids, names, { column, lists, shift = 0 }) {
    Object.assign(this, { title, ids, names, column, lists, shift });
  }

  /** Whether `wanted` holds for a key of the event. A key that an event has twice is asked once. */
  some(event, wanted) {
    if (this.column) return wanted(this.column[event]);
    const { held, from } = this.lists;
    for (let at = from[event]; at < from[event + 1]; at += 1) {
      const key = held[at] >> this.shift;
      let before = from[event];
      while (held[before] >> this.shift !== key) before += 1;
      if (before === at && wanted(key)) return true;
    }
    return false;
  }

  /** The number of an id; undefined where there is none such. */
  number(id) {
    this.numbers ??= new Map(this.ids.map((key, number) => [key, number]));
    return this.numbers.get(id);
  }
}

const SAID = ["text", "someone"];
const SAID_WORDS = ["the text’s own", "someone’s word"];
const WEIGHTS = ["main", "disputed", "several"];
const WEIGHT_WORDS = ["main events", "sources disagree", "several sources"];

function facetsOf(data) {
  const { size } = data;
  const said = Uint8Array.from({ length: size }, (_, event) => (data.is(event, REPORTED) ? 1 : 0));
  const weights = Array.from({ length: size }, (_, event) => [
    ...(data.is(event, MAIN) ? [0] : []), ...(data.is(event, DISPUTED) ? [1] : []), ...(data.independent[event] > 1 ? [2] : []),
  ]);
  const sources = Array.from({ length: size }, (_, event) => data.articlesOf(event).map((article) => data.sourceOf[article]));
  const packed = (rows) => new Lists({ count: rows.map((row) => row.length), held: rows.flat() });
  const names = data.types.map(({ name }) => name);
  const types = data.types.map(({ name, family }) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${data.families[family]}/${name}`));
  const places = placesWithContainers(data);
  return new Map([
    ["type", new Facet("Types", types, names, { column: data.type })],
    ["status", new Facet("Status", STATUSES, STATUSES, { column: data.status })],
    ["said", new Facet("Whose word", SAID, SAID_WORDS, { column: said })],
    ["weight", new Facet("Weight", WEIGHTS, WEIGHT_WORDS, { lists: packed(weights) })],
    ["actor", new Facet("Actors", data.actors.id, data.actors.name, { lists: data.cast, shift: 3 })],
    ["place", new Facet("Places", data.places.id, data.places.name, { lists: packed(places) })],
    ["source", new Facet("Sources", data.sources, data.sources, { lists: packed(sources) })],
  ]);
}

/** The places of each event and those that they lie within: whoever chooses a country means its towns, too. */
function placesWithContainers(data) {
  return Array.from({ length: data.size }, (_, event) => {
    const found = new Set();
    for (const { place } of data.placesOf(event)) {
      for (let here = place; here !== null && !found.has(here); here = data.places.within[here]) found.add(here);
    }
    return [...found];
  });
}
