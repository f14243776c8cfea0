// Files to take away: the view as a picture or a drawing, the selection as a table or as data. The same selection gives the same bytes.

const CSV_COLUMNS = ["id", "label", "type", "family", "days", "start", "end", "edtf", "status", "reported", "main", "agents", "targets",
  "participants", "unsure_actors", "places", "unsure_places", "quote", "doc", "date", "url", "articles", "independent", "conflicts", "note",
  "starred"];
/** By this mark spreadsheets know that a file is UTF-8. */
const BOM = "\uFEFF";

const isoDay = (day) => (day === NONE || day === null ? null : new Date(day * 864e5).toISOString().replace(/T.*/, ""));

/** The view as it is drawn now, as PNG. `ratio`: pixels of the picture for each of the screen. Raises where the browser cannot. */
async function pngOf(view, size, ratio = 2) {
  const canvas = h("canvas", { width: Math.round(ratio * size.width), height: Math.round(ratio * size.height) });
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  view.paint(ctx, size);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  if (!blob) throw new Error("This browser cannot make so large a picture");
  return blob;
}

/** The view as it is drawn now, as SVG that stands alone. */
function svgOf(view, size, title, description) {
  const pen = new SvgPen(size, title, description);
  view.paint(pen, size);
  return pen.toString();
}

/** The events as CSV (RFC 4180), a row for each; its columns are called as those of the exports. */
function csvOf(data, events, notes) {
  const rows = [CSV_COLUMNS, ...Array.from(events, (event) => csvRow(data, event, notes))];
  return BOM + rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** What a spreadsheet would take for a formula gets an apostrophe before it. */
function csvCell(value) {
  const text = allowedText(value ?? "");
  const formula = typeof value === "string" && /^[\s\p{Cc}\p{Cf}\uFFFD]*[=+\-@＝＋－＠]|^[\t\r]/u.test(text);
  return `"${formula ? "'" : ""}${text.replaceAll('"', '""')}"`;
}

function csvRow(data, event, notes) {
  const { articles } = data;
  const { days, edtf, mentions: [first], conflicts } = data.passages(event);
  const [cast, places, note] = [actorsIn(data, event), placesIn(data, event), notes.of(data.id[event])];
  const names = (some) => some.map(({ name }) => name).join("; ");
  const unsure = (some) => some.filter(({ sure }) => !sure);
  return [
    data.id[event], data.label[event], data.types[data.type[event]].name, data.families[data.family[event]],
    data.dated(event) ? days : "", isoDay(data.first[event]), isoDay(data.last[event]), edtf,
    STATUSES[data.status[event]], data.is(event, REPORTED), data.is(event, MAIN),
    ...ROLES.map((wanted) => names(cast.filter(({ role }) => role === wanted))), names(unsure(cast)), names(places), names(unsure(places)),
    first && first.before + first.trigger + first.after, first && articles.id[first.article],
    first && isoDay(articles.date[first.article]), first && articles.url[first.article],
    data.articlesOf(event).length, data.independent[event],
    conflicts.map(({ field, values }) => `${field}: ${values.map(({ value }) => value).join(" or ")}`).join("; "),
    note.text, note.star,
  ];
}

/** The events as JSON, in the words of events.jsonl and articles.jsonl. `address`: that of the view. */
function jsonOf(data, events, notes, address) {
  const links = linksByEvent(data);
  const told = new Set(Array.from(events, (event) => data.passages(event).mentions.map(({ article }) => article)).flat());
  const plain = {
    title: data.title,
    view: address,
    events: Array.from(events, (event) => ({ ...plainEvent(data, event), ...links.get(event), note: notes.has(data.id[event]) ? notes.of(data.id[event]) : null })),
    articles: [...told].sort((one, other) => one - other).map((article) => plainArticle(data, article)),
  };
  return `${JSON.stringify(plain, null, 1)}\n`;
}

function plainEvent(data, event) {
  const { days, edtf, bounds, dating, count, mentions, conflicts } = data.passages(event);
  const idOf = (article) => data.articles.id[article] ?? null;
  return {
    id: data.id[event],
    type: data.types[data.type[event]].name,
    family: data.families[data.family[event]],
    label: data.label[event],
    start: isoDay(data.first[event]),
    end: isoDay(data.last[event]),
    edtf: edtf || null,
    days,
    bounds: bounds || null,
    when: dating && { phrase: dating.phrase, doc: idOf(dating.article), how: dating.how, rule: dating.rule, narrowed: dating.narrowed },
    status: STATUSES[data.status[event]],
    reported: data.is(event, REPORTED),
    count,
    main: data.is(event, MAIN),
    actors: actorsIn(data, event),
    places: placesIn(data, event),
    mentions: mentions.map(({ article, before, trigger, after }) => ({ doc: idOf(article), text: trigger, sentence: before + trigger + after })),
    sources: data.articlesOf(event).map(idOf),
    independent: data.independent[event],
    conflicts: conflicts.map(({ field, values }) => ({ field, values: values.map(({ value, articles }) => ({ value, sources: articles.map(idOf) })) })),
  };
}

function plainArticle({ articles }, article) {
  const copy = articles.copy[article];
  return {
    id: articles.id[article], date: isoDay(articles.date[article]), title: articles.title[article], url: articles.url[article],
    source: articles.source[article], copy_of: copy === null ? null : articles.id[copy],
  };
}

function actorsIn(data, event) {
  const { id, name } = data.actors;
  return data.actorsOf(event).map(({ actor, role, sure }) => ({ id: id[actor], name: name[actor], role, sure }));
}

function placesIn(data, event) {
  const { id, name, country, lat, lon } = data.places;
  return data.placesOf(event).map(({ place, sure }) => ({ id: id[place], name: name[place], country: country[place], lat: lat[place], lon: lon[place], sure }));
}

/** The ids of the plans that each event carries out, and of those that count it in. */
function linksByEvent(data) {
  const links = new Map(Array.from(data.id, (_, event) => [event, { follows: [], part_of: [] }]));
  for (const [from, kind, to] of data.links) links.get(from)[kind ? "part_of" : "follows"].push(data.id[to]);
  return links;
}
