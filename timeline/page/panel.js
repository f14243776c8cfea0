// The side panel that tells all about one event.

const STATUS_WORDS = {
  occurred: "The text tells it as a fact",
  ongoing: "It goes on",
  planned: "It was planned; its sources are from before it",
  possible: "It is possible: threatened, suspected or conditional",
  negated: "It did not happen, says the text",
};

class EventPanel {
  constructor(root, data, page) {
    Object.assign(this, { root, data, page });
  }

  show(event) {
    const { data, page } = this;
    const look = lookOf(data, event);
    const told = data.passages(event);
    const close = h("button", { type: "button", className: "close", title: "Back to the list (Esc)", "aria-label": "Close", onclick: () => page.pick(null) }, "×");
    const step = (by_, sign, name) => h("button", { type: "button", className: "step", title: name, "aria-label": name, onclick: () => page.step(by_) }, sign);
    const type = data.types[data.type[event]].name;
    const tags = [type, look.status === "occurred" ? null : look.status, look.reported ? "on someone’s word" : null, look.main ? "main event" : null,
      told.conflicts.length ? "sources disagree" : null];
    this.root.replaceChildren(
      h("div", { className: "top" },
        h("div", { className: "tags" }, sample({ ...look, shape: "day" }, page.colours[data.family[event]], page.theme), h("span", {}, data.families[data.family[event]])),
        step(-1, "‹", "Previous event (←)"), step(1, "›", "Next event (→)"), close),
      h("h2", {}, data.label[event]),
      h("p", { className: "tags" }, ...tags.filter(Boolean).map((tag) => h("span", { className: "tag" }, tag))),
      ...this.when(event, told),
      ...this.who(event),
      ...this.where(event),
      ...block("How sure", h("p", {}, `${STATUS_WORDS[look.status]}${look.reported ? "; the text gives it only on someone’s word" : ""}.`),
        told.count === null ? null : h("p", {}, `${grouped(told.count)} together.`)),
      ...this.conflicts(told),
      ...this.linked(event),
      ...this.evidence(event, told),
      ...block("Your note", page.noteEditor(data.id[event])),
    );
    this.root.hidden = false;
    this.root.scrollTop = 0;
  }

  hide() {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  when(event, { days, edtf, bounds, dating }) {
    const { data } = this;
    const published = data.published[event];
    const reported = published === NONE ? null : `First reported ${dayInWords(published)}`;
    const how = dating ? [
      h("q", {}, dating.phrase),
      dating.how ? ` ${dating.how}` : null,
      dating.narrowed ? ", narrowed by what others tell" : null,
      dating.article !== null ? ` (${titleOf(data, dating.article)})` : null,
    ] : [];
    return block("When",
      h("p", { className: "days" }, days, edtf ? h("code", { title: "Extended Date/Time Format, ISO 8601-2" }, edtf) : null),
      dating ? h("p", { className: "how" }, ...how) : null,
      bounds ? h("p", { className: "how" }, bounds) : null,
      reported ? h("p", { className: "how" }, reported) : null);
  }

  who(event) {
    const cast = this.data.actorsOf(event);
    if (!cast.length) return [];
    cast.sort((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
    return block("Who", ...cast.map(({ actor, role, sure }) => {
      const name = this.data.actors.name[actor];
      const turn = (by_, sign, words) => h("button", { type: "button", className: "turn", title: words, "aria-label": words, onclick: () => this.page.follow(event, actor, by_) }, sign);
      return h("div", { className: "cast" }, this.chip("actor", actor, name, sure ? role : `perhaps ${role}`),
        turn(-1, "‹", `Event of ${name} before`), turn(1, "›", `Event of ${name} after`));
    }));
  }

  where(event) {
    const places = this.data.placesOf(event);
    if (!places.length) return [];
    return block("Where", ...places.map(({ place, sure }) =>
      this.chip("place", place, this.data.places.name[place], [sure ? null : "perhaps", this.data.within(place)].filter(Boolean).join(" · "))));
  }

  chip(kind, number, name, note) {
    const title = `Show only the events of ${name}`;
    return h("button", { type: "button", className: "chip", title, onclick: () => this.page.choose(kind, [number]) },
      h("span", {}, name), h("span", { className: "note" }, note));
  }

  conflicts({ conflicts }) {
    if (!conflicts.length) return [];
    return block("Where they disagree", ...conflicts.map(({ field, values }) => h("dl", { className: "conflict" },
      h("dt", {}, field),
      ...values.map(({ value, articles }) => h("dd", {}, h("b", {}, value), " ",
        h("span", { className: "note" }, ...articles.flatMap((article, at) => [at ? ", " : "", this.source(article)])))))));
  }

  /** The name of an article's source, linked as its title is. */
  source(article) {
    return articleLink(this.data, article, this.data.articles.source[article] || titleOf(this.data, article));
  }

  linked(event) {
    const links = this.data.linksOf(event);
    if (!links.length) return [];
    return block("Linked events", ...links.map(({ event: other, words }) => h("button", { type: "button", className: "chip", title: "Show this event", onclick: () => this.page.pick(other) },
      h("span", {}, this.data.label[other]), h("span", { className: "note" }, `${words} · ${this.data.passages(other).days}`))));
  }

  evidence(event, { mentions }) {
    const { data } = this;
    const byArticle = new Map();
    for (const mention of mentions) byArticle.set(mention.article, [...(byArticle.get(mention.article) ?? []), mention]);
    const alone = data.independent[event] < byArticle.size ? `, ${data.independent[event]} independent,` : "";
    const count = byArticle.size === 1 ? "1 article" : `${byArticle.size} articles${alone}`;
    const colour = this.page.colourOf(event);
    return block(`What ${count} say${byArticle.size === 1 ? "s" : ""}`, ...[...byArticle].map(([article, quotes]) => {
      const copy = data.articles.copy[article];
      const day = data.articles.date[article];
      const about = [data.articles.source[article], day === null ? null : dayInWords(day), copy === null ? null : `copy of ${titleOf(data, copy)}`];
      return h("figure", {},
        h("figcaption", {}, articleLink(data, article), h("span", { className: "note" }, about.filter(Boolean).join(" · "))),
        ...sentencesOf(quotes).map(([sentence, marks]) => {
          const quote = h("blockquote", {}, ...marked(sentence, marks));
          quote.style.borderColor = colour;
          return quote;
        }));
    }));
  }
}

/** Each sentence once, with the places in it that tell of the event, from first to last. */
function sentencesOf(quotes) {
  const found = new Map();
  for (const { before, trigger, after } of quotes) {
    const sentence = before + trigger + after;
    found.set(sentence, [...(found.get(sentence) ?? []), [before.length, before.length + trigger.length]]);
  }
  for (const marks of found.values()) marks.sort(([one], [other]) => one - other);
  return [...found];
}

function marked(sentence, marks) {
  let end = 0;
  const parts = marks.flatMap(([from, to]) => {
    const start = Math.max(from, end);
    const plain = h("span", {}, sentence.slice(end, start));
    end = Math.max(end, to);
    return start < to ? [plain, h("mark", {}, sentence.slice(start, to))] : [plain];
  });
  return [...parts, h("span", {}, sentence.slice(end))];
}

function block(title, ...children) {
  return [h("h3", {}, title), ...children.filter(Boolean)];
}
