// The list of events, and the side panel that tells all about one of them.

const PAGE = 200;
const ROLE_ORDER = ["agent", "target", "participant"];
const STATUS_WORDS = {
  occurred: "occurred",
  ongoing: "ongoing",
  planned: "planned, still ahead of its source",
  possible: "possible: threatened, suspected or conditional",
  negated: "did not happen, says the text",
};

const LINK_WORDS = {
  follows: "planned before",
  outcomes: "what came of it",
  part_of: "counted in",
  parts: "one of them",
};

class List {
  constructor(root, data, theme, onPick) {
    Object.assign(this, { root, data, theme, onPick, shown: [], rows: new Map(), picked: null });
    this.items = h("ol", { className: "items" });
    this.more = h("button", { type: "button", className: "wide", onclick: () => this.extend(this.rows.size + PAGE) });
    root.replaceChildren(this.items, this.more);
  }

  show(events) {
    this.shown = events;
    this.rows.clear();
    this.items.replaceChildren();
    this.heading = null;
    this.extend(PAGE);
  }

  extend(until) {
    for (const event of this.shown.slice(this.rows.size, until)) {
      const heading = headingOf(event);
      if (heading !== this.heading) this.items.append(h("li", { className: "heading" }, heading));
      this.heading = heading;
      const row = this.row(event);
      this.rows.set(event.number, row);
      this.items.append(h("li", {}, row));
    }
    const rest = this.shown.length - this.rows.size;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${Math.min(PAGE, rest)} of ${rest.toLocaleString("en")} more`;
  }

  row(event) {
    const mark = sample({ ...event, shape: "day" }, this.data.families[event.family], this.theme);
    const status = event.status === "occurred" ? "" : ` · ${event.status}`;
    return h("button", { type: "button", className: event.main ? "item main" : "item", onclick: () => this.onPick(event.number) },
      mark, h("span", { className: "what" }, h("span", { className: "label" }, event.label),
        h("span", { className: "about" }, `${event.shape === "undated" ? "" : `${event.days} · `}${event.type}${status}`)));
  }

  mark(number) {
    this.rows.get(this.picked)?.removeAttribute("aria-current");
    this.picked = number;
    if (number === null) return;
    const place = this.shown.findIndex((event) => event.number === number);
    if (place >= this.rows.size) this.extend(place + PAGE / 2);
    const row = this.rows.get(number);
    row?.setAttribute("aria-current", "true");
    row?.scrollIntoView({ block: "nearest" });
  }
}

function headingOf(event) {
  if (event.shape === "undated") return SHELF_TITLE;
  const { year, month } = calendar(dayFor(event));
  return `${MONTHS[month]} ${year}`;
}

class EventPanel {
  constructor(root, data, theme, actions) {
    Object.assign(this, { root, data, theme, actions });
  }

  show(event) {
    const { data } = this;
    const close = h("button", { type: "button", className: "close", title: "Back to the list (Esc)", "aria-label": "Close", onclick: this.actions.close }, "×");
    const step = (by, sign, name) => h("button", { type: "button", className: "step", title: name, "aria-label": name, onclick: () => this.actions.step(by) }, sign);
    const tags = [event.type, event.status, event.reported ? "on someone’s word" : null, event.main ? "main event" : null];
    this.root.replaceChildren(
      h("div", { className: "top" },
        h("div", { className: "tags" }, sample({ ...plain, status: event.status }, data.families[event.family], this.theme), h("span", {}, event.family)),
        step(-1, "‹", "Previous event (←)"), step(1, "›", "Next event (→)"), close),
      h("h2", {}, event.label),
      h("p", { className: "tags" }, ...tags.filter(Boolean).map((tag) => h("span", { className: "tag" }, tag))),
      ...this.when(event),
      ...this.who(event),
      ...this.where(event),
      ...this.sure(event),
      ...this.conflicts(event),
      ...this.linked(event),
      ...this.evidence(event),
    );
    this.root.hidden = false;
    this.root.scrollTop = 0;
  }

  hide() {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  when(event) {
    const { dating } = event;
    const article = dating && dating.article !== null ? this.data.articles[dating.article] : null;
    const how = dating ? [
      h("q", {}, dating.phrase),
      dating.how ? ` ${dating.how}` : null,
      dating.narrowed ? ", narrowed by what others tell" : null,
      article ? ` (${titleOf(article)})` : null,
      dating.rule ? h("span", { className: "rule" }, ` rule: ${dating.rule}`) : null,
    ] : [];
    return block("When",
      h("p", { className: "days" }, event.days, event.edtf ? h("code", { title: "Extended Date/Time Format, ISO 8601-2" }, event.edtf) : null),
      dating ? h("p", { className: "how" }, ...how.filter(Boolean)) : null,
      event.bounds ? h("p", { className: "how" }, event.bounds) : null);
  }

  who(event) {
    if (!event.actors.length) return [];
    const cast = [...event.actors].sort((one, other) => ROLE_ORDER.indexOf(one[1]) - ROLE_ORDER.indexOf(other[1]));
    return block("Who", ...cast.map(([number, role, sure]) => this.chip("actor", number, this.data.actors[number].name, sure ? role : `perhaps ${role}`)));
  }

  where(event) {
    if (!event.places.length) return [];
    return block("Where", ...event.places.map(([number, sure]) => {
      const { name, within } = this.data.places[number];
      return this.chip("place", number, name, [sure ? null : "perhaps", within].filter(Boolean).join(" · "));
    }));
  }

  chip(kind, number, name, note) {
    const title = `Show only the events of ${name}`;
    return h("button", { type: "button", className: "chip", title, onclick: () => this.actions.choose(kind, number) },
      h("span", {}, name), h("span", { className: "note" }, note));
  }

  sure(event) {
    const said = [STATUS_WORDS[event.status], event.reported ? "given only on someone’s word" : null];
    const count = event.count === null ? null : `${event.count.toLocaleString("en")} together`;
    return block("How sure", h("p", {}, [...said, count].filter(Boolean).join("; ")));
  }

  conflicts(event) {
    if (!event.conflicts.length) return [];
    return block("Where they disagree", ...event.conflicts.map(([field, values]) => h("dl", { className: "conflict" },
      h("dt", {}, field),
      ...values.map(([value, articles]) => h("dd", {}, h("b", {}, value), " ",
        h("span", { className: "note" }, ...articles.flatMap((number, at) => [at ? ", " : "", this.source(number)])))))));
  }

  /** The name of an article's source, linked as its title is. */
  source(number) {
    const article = this.data.articles[number];
    return link(article, article.source || titleOf(article));
  }

  linked(event) {
    const lines = Object.entries(LINK_WORDS).flatMap(([kind, words]) => event[kind].map((number) => this.leading(words, number)));
    return lines.length ? block("Linked events", ...lines) : [];
  }

  leading(words, number) {
    const { label, days } = this.data.events[number];
    return h("button", { type: "button", className: "chip", title: "Show this event", onclick: () => this.actions.pick(number) },
      h("span", {}, label), h("span", { className: "note" }, `${words} · ${days}`));
  }

  evidence(event) {
    const byArticle = new Map();
    for (const [article, ...parts] of event.mentions) byArticle.set(article, [...(byArticle.get(article) ?? []), parts]);
    const alone = event.independent < byArticle.size ? `, ${event.independent} independent,` : "";
    const count = byArticle.size === 1 ? "1 article" : `${byArticle.size} articles${alone}`;
    const colour = this.data.families[event.family];
    return block(`What ${count} say${byArticle.size === 1 ? "s" : ""}`, ...[...byArticle].map(([number, quotes]) => {
      const article = this.data.articles[number];
      const copied = article.copy === null ? null : `copy of ${titleOf(this.data.articles[article.copy])}`;
      const about = [article.source, article.date, copied].filter(Boolean).join(" · ");
      return h("figure", {},
        h("figcaption", {}, link(article), about ? h("span", { className: "note" }, about) : null),
        ...quotes.map(([before, trigger, after]) => {
          const quote = h("blockquote", {}, h("span", {}, before), h("mark", {}, trigger), h("span", {}, after));
          quote.style.borderColor = shade(colour, this.theme.dark);
          return quote;
        }));
    }));
  }
}

function block(title, ...children) {
  return [h("h3", {}, title), ...children.filter(Boolean)];
}

const titleOf = (article) => article.title || article.id;

/** The title of an article (or other words), linked where its address is one of the web; nothing is asked of it before a click. */
function link(article, words = titleOf(article)) {
  if (!/^https?:\/\//i.test(article.url ?? "")) return h("span", { className: "title" }, words);
  return h("a", { className: "title", href: article.url, target: "_blank", rel: "noopener noreferrer" }, words);
}
