// The page: what is shown, picked and looked at, and the hands that change it.

const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const MOST_LANES = 40;
const LABEL_ROOM = 210;
const CROWD = 300;
const MARGIN = 24;
const SHARES = [0.97, 0.94, 0.9, 0.85, 0.8];

data.events.forEach((event, number) => { event.number = number; });
let theme = readTheme(by("probe"));
const pen = document.createElement("canvas").getContext("2d");
for (const event of data.events) {
  pen.font = labelFont(event, theme);
  event.shown = shorten(pen, event.label, LABEL_ROOM);
  event.labelWidth = Math.ceil(pen.measureText(event.shown).width);
}
by("title").textContent = data.title;

const state = { shown: data.events, picked: null, search: "", mainOnly: false };
const drawing = new Drawing({ container: by("vis"), network: data.network, events: data.events, theme });
const overview = new Overview(by("overview"), (from, to) => show(from, to));
const filters = new Filters(by("filters"), data, theme, (what) => (what === "reset" ? resetAll() : refresh()));
const list = new List(by("list"), data, theme, pick);
const panel = new EventPanel(by("event"), data, theme, {
  close: () => pick(null),
  pick: (number) => pick(number),
  step,
  choose: (kind, number) => filters.choose(kind, number),
});

/* What is shown */

function words(event) {
  event.words ??= [
    event.label, event.type, event.family, event.days, event.edtf,
    ...event.actors.map(([number]) => data.actors[number].name),
    ...event.places.map(([number]) => data.places[number].name),
    ...event.mentions.map(([, ...parts]) => parts.join("")),
  ].join("\n").toLowerCase();
  return event.words;
}

function refresh() {
  const sought = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  state.shown = data.events.filter((event) => (event.main || !state.mainOnly) && filters.passes(event)
    && sought.every((word) => words(event).includes(word)));
  drawing.show(lanes(state.shown));
  const days = state.shown.filter(dated).map(dayFor);
  const events = state.shown.length ? state.shown : data.events;
  overview.show(days, mainRange(events), wholeRange(events));
  list.show(state.shown);
  if (state.picked !== null && !state.shown.some((event) => event.number === state.picked)) pick(null);
  else list.mark(state.picked);
  by("nothing").hidden = state.shown.length > 0;
  by("nothing").textContent = data.events.length ? "No event matches. Loosen the search or the filters."
    : data.read ? `No event was found in ${plural(data.read, "article")}.` : "There are no articles, and so no events.";
  draw();
}

/** The lanes of the drawing; an event with several actors or places stands in the lane of each. */
function lanes(events) {
  const kind = by("lanes").value;
  const keysOf = {
    family: (event) => [event.family],
    type: (event) => [event.type],
    actor: (event) => event.actors.map(([number]) => number),
    place: (event) => event.places.map(([number]) => number),
  }[kind];
  const none = `no ${kind}`;
  const buckets = new Map();
  for (const event of events) {
    const keys = new Set(keysOf(event));
    for (const key of keys.size ? keys : [none]) {
      if (!buckets.has(key)) buckets.set(key, []);
      buckets.get(key).push(event);
    }
  }
  const names = { actor: data.actors, place: data.places }[kind];
  return laneOrder(kind, buckets, none).slice(0, MOST_LANES).map((key) => ({
    key,
    name: names && key !== none ? names[key].name : key,
    colour: names ? null : data.families[buckets.get(key)[0].family],
    events: buckets.get(key).filter(dated),
    undated: buckets.get(key).filter((event) => !dated(event)),
  }));
}

function laneOrder(kind, buckets, none) {
  const families = Object.keys(data.families);
  if (kind === "family") return families.filter((family) => buckets.has(family));
  const rank = (key) => (kind === "type" ? families.indexOf(buckets.get(key)[0].family) : key === none ? 1 : 0);
  const size = (key) => (kind === "type" ? 0 : -buckets.get(key).length);
  return [...buckets.keys()].sort((one, other) => rank(one) - rank(other) || size(one) - size(other)
    || (kind === "type" ? one.localeCompare(other) : 0));
}

function resetAll() {
  filters.reset();
  Object.assign(state, { search: "", mainOnly: false });
  by("search").value = "";
  by("main-only").checked = false;
  refresh();
}

/* Where one looks */

function wholeRange(events) {
  const when = events.filter(dated);
  const today = Math.floor(Date.now() / 864e5);
  if (!when.length) return [today - 30, today + 1];
  const first = when.reduce((least, event) => Math.min(least, event.first ?? event.last), Infinity);
  const last = when.reduce((most, event) => Math.max(most, event.last ?? event.first), -Infinity);
  return [first, last + 1];
}

/** The range without the few events that stand far off: leaving out a fifth at most must make it far shorter. */
function mainRange(events) {
  const days = events.filter(dated).map(dayFor).sort((one, other) => one - other);
  let range = wholeRange(events);
  for (const share of SHARES) {
    const count = Math.ceil(share * days.length);
    if (count < 2) break;
    const starts = days.slice(0, days.length - count + 1);
    const length = (index) => days[index + count - 1] - days[index];
    const best = starts.reduce((least, _, index) => (length(index) < length(least) ? index : least), 0);
    if (length(best) + 1 < (range[1] - range[0]) / 3) range = [days[best], days[best + count - 1] + 1];
  }
  return range;
}

function show(from, to) {
  const left = drawing.plotLeft;
  const width = Math.max(80, drawing.size.width - left);
  const perDay = width / Math.max(0.5, to - from);
  drawing.look(from - left / perDay, perDay);
  if (drawing.view.perDay < perDay) drawing.look((from + to) / 2 - (left + width / 2) / drawing.view.perDay, drawing.view.perDay);
  draw();
}

/** Show most events; if that is what is shown already, all of them. */
function fit() {
  const near = drawing.range;
  fitTo(mainRange(state.shown));
  const same = drawing.range.every((day, side) => Math.abs(day - near[side]) * drawing.view.perDay < 1);
  if (same) fitTo(wholeRange(state.shown));
}

/** Show these days, with room for the labels behind the last events unless there is a crowd. */
function fitTo([from, to]) {
  const width = Math.max(80, drawing.size.width - drawing.plotLeft);
  const days = Math.max(3, to - from);
  const widest = (width - 2 * MARGIN) / days;
  let perDay = widest;
  for (const event of state.shown.length > CROWD ? [] : state.shown.filter(dated)) {
    const ahead = (event.last ?? event.first) + 1 - from;
    if (ahead > 0 && ahead <= days) perDay = Math.min(perDay, (width - 2 * MARGIN - event.labelWidth - 3 * GAP) / ahead);
  }
  perDay = Math.max(perDay, 0.7 * widest);
  show(from - MARGIN / perDay, from + (width - MARGIN) / perDay);
}

function zoom(factor, x = (drawing.plotLeft + drawing.size.width) / 2) {
  const [first, last] = wholeRange(data.events);
  const least = (drawing.size.width - drawing.plotLeft) / Math.max(30, 4 * (last - first));
  const day = drawing.dayAt(x);
  const perDay = Math.max(least, Math.min(NEAREST, drawing.view.perDay * factor));
  drawing.look(day - x / perDay, perDay);
  draw();
}

function pan(dx, dy = 0) {
  drawing.look(drawing.view.from - dx / drawing.view.perDay, drawing.view.perDay);
  drawing.scroll -= dy;
  draw();
}

function reveal(event) {
  if (!dated(event)) return;
  const [from, to] = drawing.range;
  const [first, last] = [event.first ?? event.last, (event.last ?? event.first) + 1];
  const margin = 0.04 * (to - from);
  if (last > from + margin && first < to - margin) return;
  const middle = (first + Math.min(last, first + (to - from))) / 2;
  show(middle - (to - from) / 2, middle + (to - from) / 2);
}

let waiting = false;

function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    drawNow();
  });
}

function drawNow() {
  drawing.draw();
  overview.draw(drawing.range, theme);
  const counted = `${state.shown.length.toLocaleString("en")} of ${plural(data.events.length, "event")}`;
  const crowded = drawing.plan.lanes.some((lane) => !lane.style) ? " · full lanes show counts: zoom in" : "";
  by("shown").textContent = `${counted} · ${plural(data.read, "article")}${crowded}`;
  const tall = drawing.plan.height > drawing.size.height + 1;
  by("scroller").hidden = !tall;
  by("scrolled").style.height = `${drawing.plan.height}px`;
  if (tall && by("scroller").scrollTop !== Math.round(drawing.scroll)) by("scroller").scrollTop = drawing.scroll;
  beyond();
}

/** How many of the events shown lie before and behind what is in view. */
function beyond() {
  const [from, to] = drawing.range;
  const when = state.shown.filter(dated);
  const counts = {
    earlier: when.filter((event) => (event.last ?? event.first) + 1 <= from).length,
    later: when.filter((event) => (event.first ?? event.last) >= to).length,
  };
  for (const [side, count] of Object.entries(counts)) {
    by(side).hidden = !count;
    by(side).textContent = side === "earlier" ? `‹ ${count.toLocaleString("en")} earlier` : `${count.toLocaleString("en")} later ›`;
  }
  by("earlier").style.left = `${drawing.plotLeft + 8}px`;
}

/** Move on to the nearest event that is out of view on this side. */
function turnTo(side) {
  const [from, to] = drawing.range;
  const when = state.shown.filter(dated);
  const before = when.map((event) => (event.last ?? event.first) + 1).filter((day) => day <= from);
  const after = when.map((event) => event.first ?? event.last).filter((day) => day >= to);
  const wide = to - from;
  if (side === "earlier") show(Math.max(...before) - 0.8 * wide, Math.max(...before) + 0.2 * wide);
  else show(Math.min(...after) - 0.2 * wide, Math.min(...after) + 0.8 * wide);
}

/* What is picked */

function pick(number, { moved = false } = {}) {
  const before = state.picked;
  const [fromList, fromPanel] = ["list", "event"].map((id) => by(id).contains(document.activeElement));
  state.picked = number;
  drawing.picked = number;
  document.body.classList.toggle("picked", number !== null);
  if (number === null) panel.hide();
  else panel.show(data.events[number]);
  by("list").hidden = number !== null;
  list.mark(number);
  if (fromList && number !== null) by("event").focus();
  if (fromPanel && number === null) list.rows.get(before)?.focus();
  if (number !== null && !moved) reveal(data.events[number]);
  draw();
}

function step(direction) {
  if (!state.shown.length) return;
  const here = state.shown.findIndex((event) => event.number === state.picked);
  const next = here < 0 ? (direction > 0 ? 0 : state.shown.length - 1) : here + direction;
  if (next >= 0 && next < state.shown.length) pick(state.shown[next].number);
}

function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
