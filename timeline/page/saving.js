// Files to take away: the view as a picture or a drawing, the selection as a table or as data.

const CSV_COLUMNS = ["id", "label", "type", "family", "days", "start", "end", "edtf", "status", "reported", "main", "agents", "targets",
  "participants", "unsure", "places", "quote", "article", "published", "url", "articles", "sources", "conflicts", "note"];
const BOM = "\uFEFF";

const isoDay = (day) => (day === NONE || day === null ? "" : new Date(day * 864e5).toISOString().replace(/T.*/, ""));

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
const harmless = (text) => (/^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text);

/** Events as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). */
function csvOf(data, events, notes) {
  const cell = (value) => `"${(typeof value === "string" ? harmless(value) : String(value ?? "")).replaceAll('"', '""')}"`;
  const rows = [CSV_COLUMNS, ...Array.from(events, (event) => csvRow(data, event, notes))];
  return BOM + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function csvRow(data, event, notes) {
  const told = data.passages(event);
  const [first] = told.mentions;
  const { articles } = data;
  const cast = data.actorsOf(event);
  const named = (role) => cast.filter((part_) => part_.role === role).map(({ actor }) => data.actors.name[actor]).join("; ");
  const places = data.placesOf(event);
  const unsure = [...cast.filter(({ sure }) => !sure).map(({ actor }) => data.actors.name[actor]), ...places.filter(({ sure }) => !sure).map(({ place }) => data.places.name[place])];
  return [
    data.id[event], data.label[event], data.types[data.type[event]].name, data.families[data.family[event]], data.dated(event) ? told.days : "",
    isoDay(data.first[event]), isoDay(data.last[event]), told.edtf, STATUSES[data.status[event]], data.is(event, REPORTED), data.is(event, MAIN),
    ...ROLES.map(named), unsure.join("; "), places.map(({ place }) => data.places.name[place]).join("; "),
    first ? first.before + first.trigger + first.after : "", first ? articles.id[first.article] : "", first ? isoDay(articles.date[first.article]) : "",
    first ? articles.url[first.article] : "", data.articlesOf(event).length, data.independent[event],
    told.conflicts.map(({ field, values }) => `${field}: ${values.map(({ value }) => value).join(" or ")}`).join("; "), notes.of(data.id[event]),
  ];
}

/** Events as JSON, with the names of fields that events.jsonl has. */
function jsonOf(data, events, notes, address) {
  return `${JSON.stringify({ title: data.title, view: address, events: Array.from(events, (event) => plainEvent(data, event, notes)) }, null, 1)}\n`;
}

function plainEvent(data, event, notes) {
  const told = data.passages(event);
  const { articles, actors, places } = data;
  const day = (number) => isoDay(number) || null;
  return {
    id: data.id[event],
    type: data.types[data.type[event]].name,
    family: data.families[data.family[event]],
    label: data.label[event],
    start: day(data.first[event]),
    end: day(data.last[event]),
    edtf: told.edtf || null,
    when: told.dating && { phrase: told.dating.phrase, doc: told.dating.article === null ? null : articles.id[told.dating.article], read: told.dating.how, rule: told.dating.rule },
    status: STATUSES[data.status[event]],
    reported: data.is(event, REPORTED),
    count: told.count,
    main: data.is(event, MAIN),
    actors: data.actorsOf(event).map(({ actor, role, sure }) => ({ id: actors.id[actor], name: actors.name[actor], role, sure })),
    places: data.placesOf(event).map(({ place, sure }) => ({
      id: places.id[place], name: places.name[place], country: places.country[place], lat: places.lat[place], lon: places.lon[place], sure,
    })),
    mentions: told.mentions.map(({ article, before, trigger, after }) => ({
      doc: articles.id[article], title: articles.title[article], source: articles.source[article], url: articles.url[article],
      published: day(articles.date[article]), text: trigger, sentence: before + trigger + after,
    })),
    independent: data.independent[event],
    conflicts: told.conflicts.map(({ field, values }) => ({ field, values: values.map(({ value, articles: given }) => ({ value, sources: given.map((article) => articles.id[article]) })) })),
    note: notes.of(data.id[event]) || null,
  };
}

/** The view as it is drawn now, twice as fine. */
function pngOf(view, size) {
  const canvas = h("canvas", { width: 2 * size.width, height: 2 * size.height });
  const ctx = canvas.getContext("2d");
  ctx.scale(2, 2);
  view.paint(ctx, size);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

function svgOf(view, size, title, description) {
  const pen = new SvgPen(size, title, description);
  view.paint(pen, size);
  return pen.toString();
}
