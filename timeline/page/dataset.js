// What the page knows of the events: columns of numbers for all of them, and the passages of each, read when they are asked for.
// An event is known by its number; they stand in order of time, undated ones last. Days are counted from 1 January 1970.

const NONE = -2147483648;
const SHAPES = ["day", "span", "within", "open", "undated"];
const STATUSES = ["occurred", "ongoing", "planned", "possible", "negated"];
const ROLES = ["agent", "target", "participant"];
const REPORTED = 1;
const MAIN = 2;
const DISPUTED = 4;
const CHUNK = 256;

class Dataset {
  constructor(element, passages) {
    const told = JSON.parse(element.textContent);
    const { events, network } = told;
    this.title = told.title;
    this.read = told.read;
    this.options = network.options;
    this.families = told.families.map(([name]) => name);
    this.colours = told.families.map(([, colour]) => colour);
    this.types = told.types.map(([name, family]) => ({ name, family }));
    this.actors = told.actors;
    this.places = told.places;
    this.articles = Object.fromEntries(Object.entries(told.articles).map(([name, column]) => [name, column.length ? column : told.articles.id.map(() => null)]));
    this.id = events.id;
    this.label = network.label;
    this.around = events.words;
    this.size = events.id.length;
    this.first = days(network.x);
    this.last = days(events.last);
    this.family = Uint8Array.from(network.group);
    this.type = Uint16Array.from(events.type);
    this.shape = Uint8Array.from(events.shape);
    this.status = Uint8Array.from(events.status);
    this.flags = Uint8Array.from(events.flags);
    this.independent = Uint16Array.from(events.independent);
    this.weight = Int8Array.from(events.weight);
    this.cast = new Lists(events.actors);
    this.where = new Lists(events.places);
    this.told = new Lists(events.articles);
    this.links = told.links;
    this.nameSources();
    this.published = this.firstPublished();
    this.chunks = [...passages].map((script) => ({ script, read: null }));
    this.numbers = null;
  }

  /** The outlets by number, and the number of the outlet of each article. */
  nameSources() {
    const numbers = new Map();
    const { source, id } = this.articles;
    this.sourceOf = Int32Array.from(id, (_, article) => {
      const name = source[article] || "no source named";
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return numbers.get(name);
    });
    this.sources = [...numbers.keys()];
  }

  /** The day on which the first article that tells of each event came out. */
  firstPublished() {
    const { date } = this.articles;
    return Int32Array.from({ length: this.size }, (_, event) => {
      let least = NONE;
      for (let at = this.told.from[event]; at < this.told.from[event + 1]; at += 1) {
        const day = date[this.told.held[at]];
        if (day !== null && (least === NONE || day < least)) least = day;
      }
      return least;
    });
  }

  /** The label, and words of the text where it says no more than what kind of event it is. */
  caption(event) {
    return this.around[event] ? `${this.label[event]}: “${this.around[event]}”` : this.label[event];
  }

  dated(event) {
    return this.first[event] !== NONE || this.last[event] !== NONE;
  }

  is(event, flag) {
    return (this.flags[event] & flag) !== 0;
  }

  actorsOf(event) {
    return this.cast.of(event).map((code) => ({ actor: code >> 3, role: ROLES[(code >> 1) & 3], sure: (code & 1) === 1 }));
  }

  placesOf(event) {
    return this.where.of(event).map((code) => ({ place: code >> 1, sure: (code & 1) === 1 }));
  }

  articlesOf(event) {
    return this.told.of(event);
  }

  /** "Kestrel Bay" is within "Arvenia": the name of the next larger place, else the code of the country. */
  within(place) {
    const larger = this.places.within[place];
    return larger === null ? this.places.country[place] : this.places.name[larger];
  }

  /** Events that this one carries out, is part of, or is carried out by or made up of. */
  linksOf(event) {
    const words = [["planned before", "what came of it"], ["counted in", "one of them"]];
    return this.links.flatMap(([from, kind, to]) => [
      ...(from === event ? [{ event: to, words: words[kind][0] }] : []),
      ...(to === event ? [{ event: from, words: words[kind][1] }] : []),
    ]);
  }

  chunk(number) {
    const chunk = this.chunks[number];
    if (!chunk.read) {
      chunk.read = JSON.parse(chunk.script.textContent);
    }
    return chunk.read;
  }

  /** Days in words, dating and every passage of an event. */
  passages(event) {
    const { sentences, events } = this.chunk(Math.floor(event / CHUNK));
    const [days, edtf, mentions = [], dating = null, bounds = "", count = null, conflicts = []] = events[event % CHUNK];
    return {
      days,
      edtf,
      bounds,
      count,
      dating: dating && { phrase: dating[0], article: dating[1], how: dating[2], narrowed: dating[3], rule: dating[4] },
      mentions: mentions.map(([article, sentence, from, to]) => {
        const text = sentences[sentence];
        return { article, before: text.slice(0, from), trigger: text.slice(from, to), after: text.slice(to) };
      }),
      conflicts: conflicts.map(([field, values]) => ({ field, values: values.map(([value, articles]) => ({ value, articles })) })),
    };
  }

  /** All that a search looks through, in lower case. */
  words(event) {
    const { sentences, events } = this.chunk(Math.floor(event / CHUNK));
    const type = this.types[this.type[event]].name;
    return [
      this.label[event], type, this.families[this.family[event]], events[event % CHUNK][0], events[event % CHUNK][1],
      ...this.actorsOf(event).map(({ actor }) => this.actors.name[actor]),
      ...this.placesOf(event).map(({ place }) => this.places.name[place]),
      ...(events[event % CHUNK][2] ?? []).map(([, sentence]) => sentences[sentence]),
    ].join("\n").toLowerCase();
  }

  /** The number of the event with this id, or null. */
  numberOf(id) {
    this.numbers ??= new Map(this.id.map((key, number) => [key, number]));
    return this.numbers.get(id) ?? null;
  }
}

/** A list of numbers for each event, all in one array: those of event `e` stand from `from[e]` to `from[e + 1]`. */
class Lists {
  constructor({ count, held }) {
    this.held = Int32Array.from(held);
    this.from = new Int32Array(count.length + 1);
    count.forEach((length, event) => { this.from[event + 1] = this.from[event] + length; });
  }

  of(event) {
    return Array.from(this.held.subarray(this.from[event], this.from[event + 1]));
  }
}

function days(column) {
  return Int32Array.from(column, (day) => day ?? NONE);
}

const titleOf = (data, article) => data.articles.title[article] || data.articles.id[article];
