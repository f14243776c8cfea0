// Mouse, touch, keys and buttons.

const CLICK = 4;
const ZOOM = 1.5;
const plot = by("plot");
const tip = by("tip");
const pointers = new Map();
let dragged = false;

function pointOf(event) {
  const box = plot.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

const onDrawing = (event) => by("vis").contains(event.target);

plot.addEventListener("pointerdown", (event) => {
  if (!onDrawing(event) || event.button > 0) return;
  pointers.set(event.pointerId, pointOf(event));
  if (pointers.size === 1) dragged = false;
});

window.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  const here = pointOf(event);
  if (!before) {
    if (onDrawing(event)) hover(here);
    else tip.hidden = true;
    return;
  }
  if (!dragged && Math.hypot(here.x - before.x, here.y - before.y) < CLICK) return;
  dragged = true;
  tip.hidden = true;
  plot.classList.add("dragging");
  if (pointers.size === 2) pinch(event.pointerId, here);
  else pan(here.x - before.x, here.y - before.y);
  pointers.set(event.pointerId, here);
});

for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, (event) => {
    if (!pointers.delete(event.pointerId)) return;
    plot.classList.remove("dragging");
    if (!dragged && end === "pointerup") click(pointOf(event));
  });
}

function pinch(id, here) {
  const [other] = [...pointers].filter(([key]) => key !== id).map(([, point]) => point);
  const before = pointers.get(id);
  const apart = (point) => Math.max(20, Math.abs(point.x - other.x));
  zoom(apart(here) / apart(before), (here.x + other.x) / 2);
}

plot.addEventListener("wheel", (event) => {
  if (!onDrawing(event)) return;
  event.preventDefault();
  const { x } = pointOf(event);
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(-(event.deltaX || event.deltaY));
  else if (x < drawing.plotLeft && !event.ctrlKey) pan(0, -event.deltaY);
  else zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), x);
}, { passive: false });

plot.addEventListener("dblclick", (event) => {
  if (onDrawing(event) && !drawing.at(pointOf(event).x, pointOf(event).y).item) zoom(2, pointOf(event).x);
});

function click({ x, y }) {
  const { item, bin, rest } = drawing.at(x, y);
  tip.hidden = true;
  if (item) pick(item.event.number);
  else if (bin) show(bin.day - (bin.until - bin.day), bin.until + (bin.until - bin.day));
  else if (rest) showUndated(rest);
  else pick(null);
}

/** Lead to the undated events of a lane in the list. */
function showUndated(lane) {
  pick(null);
  const [first] = lane.undated;
  list.mark(first.number);
  list.rows.get(first.number).focus();
}

function hover({ x, y }) {
  const { item, bin, lane, rest } = drawing.at(x, y);
  plot.classList.toggle("pointing", Boolean(item || bin || rest));
  tip.hidden = !(item || bin);
  if (tip.hidden) return;
  if (item) {
    const { event } = item;
    const notes = [event.days, event.status === "occurred" ? null : event.status, event.reported ? "on someone’s word" : null];
    tip.replaceChildren(h("strong", {}, event.label), h("span", {}, notes.filter(Boolean).join(" · ")));
  } else {
    const { year, month, date } = calendar(bin.day);
    tip.replaceChildren(h("strong", {}, `${plural(bin.count, "event")}: ${lane.name}`), h("span", {}, `from ${date} ${MONTHS[month]} ${year}`));
  }
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, drawing.size.width - width - 6))}px`;
  tip.style.top = `${y + 18 + height > drawing.size.height ? y - height - 12 : y + 18}px`;
}

plot.addEventListener("pointerleave", () => { tip.hidden = true; });

by("scroller").addEventListener("scroll", () => {
  if (Math.abs(by("scroller").scrollTop - drawing.scroll) < 1) return;
  drawing.scroll = by("scroller").scrollTop;
  draw();
});

const KEYS = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  Escape: () => pick(null),
  "/": () => by("search").focus(),
  "+": () => zoom(ZOOM),
  "=": () => zoom(ZOOM),
  "-": () => zoom(1 / ZOOM),
  f: () => fit(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=search], select");
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  if (typing && event.key !== "Escape") return;
  if (typing) event.target.blur();
  event.preventDefault();
  KEYS[event.key]();
});

/* Buttons */

let typing = 0;
by("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    state.search = by("search").value;
    refresh();
  }, 120);
});
by("lanes").addEventListener("change", () => {
  drawing.scroll = 0;
  refresh();
});
by("main-only").addEventListener("change", () => {
  state.mainOnly = by("main-only").checked;
  refresh();
});
by("fit").addEventListener("click", () => fit());
by("zoom-in").addEventListener("click", () => zoom(ZOOM));
by("zoom-out").addEventListener("click", () => zoom(1 / ZOOM));
by("earlier").addEventListener("click", () => turnTo("earlier"));
by("later").addEventListener("click", () => turnTo("later"));
by("png").addEventListener("click", () => {
  by("vis").querySelector("canvas").toBlob((picture) => save(picture, "timeline.png"));
});
by("csv").addEventListener("click", () => {
  save(new Blob([table()], { type: "text/csv" }), "events.csv");
});
by("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = theme.dark ? "light" : "dark";
  retheme();
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => retheme());

function retheme() {
  Object.assign(theme, readTheme(by("probe")));
  filters.build();
  list.show(state.shown);
  pick(state.picked, { moved: true });
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function isoDay(day) {
  return day === null ? "" : new Date(day * 864e5).toISOString().slice(0, 10);
}

/** Id, day of publication and address of the article that the quotation is from. */
function source({ mentions }) {
  const { id, date, url } = mentions.length ? data.articles[mentions[0][0]] : {};
  return [id, date, url];
}

/** The events shown as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function table() {
  const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const cell = (value) => `"${safe(String(value ?? "")).replaceAll('"', '""')}"`;
  const named = (event, role) => event.actors.filter(([, its]) => its === role).map(([number]) => data.actors[number].name).join("; ");
  const head = ["id", "label", "type", "family", "days", "start", "end", "edtf", "status", "reported", "main",
    "agents", "targets", "participants", "unsure", "places", "quote", "article", "published", "url", "articles"];
  const rows = state.shown.map((event) => [
    event.id, event.label, event.type, event.family, event.shape === "undated" ? "" : event.days, isoDay(event.first), isoDay(event.last), event.edtf, event.status,
    event.reported, event.main, ...ROLE_ORDER.map((role) => named(event, role)),
    [...event.actors.filter(([, , sure]) => !sure).map(([number]) => data.actors[number].name),
      ...event.places.filter(([, sure]) => !sure).map(([number]) => data.places[number].name)].join("; "),
    event.places.map(([number]) => data.places[number].name).join("; "), (event.mentions[0] ?? []).slice(1).join(""),
    ...source(event), new Set(event.mentions.map(([article]) => article)).size,
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/* Start */

new ResizeObserver(() => {
  const [from, to] = drawing.range;
  drawing.resize();
  if (to > from) show(from, to);
}).observe(by("vis"));

refresh();
fit();

/** For pages around this one, and for tests: find an event on the screen by its id, and pick it. */
window.timelinePage = {
  locate(id) {
    const box = plot.getBoundingClientRect();
    const item = [...drawing.items.values()].find((candidate) => candidate.event.id === id);
    return item ? { x: box.left + Math.min(item.left + RADIUS, drawing.size.width), y: box.top + item.y } : null;
  },
  select: (id) => pick(data.events.find((event) => event.id === id)?.number ?? null),
  fit: () => fit(),
};
