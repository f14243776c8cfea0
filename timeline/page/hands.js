// Mouse, touch, keys and buttons.

const CLICK = 4;
const ZOOM = 1.5;
const plot = by("vis");
const data = new Dataset(by("data"), document.querySelectorAll("script.passages"));
const page = new Page(data, new Notes(data));
const pointers = new Map();
let dragged = false;

// A copy that the browser saved brings along what was drawn then.
for (const id of ["vis", "overview", "filters", "list", "event", "pathpanel", "network-view", "map-view", "table-view", "address"]) by(id).replaceChildren();
page.start();

function pointOf(event) {
  const box = plot.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

plot.addEventListener("pointerdown", (event) => {
  if (event.button > 0) return;
  pointers.set(event.pointerId, pointOf(event));
  if (pointers.size === 1) dragged = false;
});

window.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  const here = pointOf(event);
  if (!before) {
    if (plot.contains(event.target)) hover(here);
    else if (page.view.mode === "timeline") page.tip(null);
    return;
  }
  if (!dragged && Math.hypot(here.x - before.x, here.y - before.y) < CLICK) return;
  dragged = true;
  page.tip(null);
  plot.classList.add("dragging");
  if (pointers.size === 2) pinch(event.pointerId, here);
  else page.pan(here.x - before.x, here.y - before.y);
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
  page.zoom(apart(here) / apart(before), (here.x + other.x) / 2);
}

plot.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { x } = pointOf(event);
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) page.pan(-(event.deltaX || event.deltaY));
  else if (x < page.timeline.plotLeft && !event.ctrlKey) page.pan(0, -event.deltaY);
  else page.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), x);
}, { passive: false });

plot.addEventListener("dblclick", (event) => {
  if (!page.timeline.at(pointOf(event).x, pointOf(event).y).item) page.zoom(2, pointOf(event).x);
});

function click({ x, y }) {
  const { item, bin, rest } = page.timeline.at(x, y);
  page.tip(null);
  if (item) page.pick(item.event);
  else if (bin) page.look(bin.day - (bin.until - bin.day), bin.until + (bin.until - bin.day));
  else if (rest) page.listEvents(`${rest.name}: no date in the text`, rest.lane.undated);
  else if (page.picked !== null) page.pick(null);
}

function hover({ x, y }) {
  const { item, bin, box, rest } = page.timeline.at(x, y);
  plot.classList.toggle("pointing", Boolean(item || bin || rest));
  if (item) {
    const look = lookOf(data, item.event);
    const { days } = data.passages(item.event);
    const notes = [days, look.status === "occurred" ? null : look.status, look.reported ? "on someone’s word" : null];
    page.tip(x, y, data.caption(item.event), [notes.filter(Boolean).join(" · ")]);
  } else if (bin) page.tip(x, y, `${plural(bin.count, "event")}: ${box.name}`, [`from ${dayInWords(bin.day)}`]);
  else page.tip(null);
}

plot.addEventListener("pointerleave", () => page.tip(null));

by("scroller").addEventListener("scroll", () => {
  if (Math.abs(by("scroller").scrollTop - page.timeline.scroll) < 1) return;
  page.timeline.scroll = by("scroller").scrollTop;
  page.draw();
});

/* Keys: what each does, as the help tells it */

const wide = () => (page.timeline.range[1] - page.timeline.range[0]) * page.timeline.view.perDay;
const KEYS = [
  ["→ ↓", "next event", ["ArrowRight", "ArrowDown"], () => page.step(1)],
  ["← ↑", "event before", ["ArrowLeft", "ArrowUp"], () => page.step(-1)],
  ["Esc", "close what is open; end the playback", ["Escape"], () => escape()],
  ["/", "search", ["/"], () => by("search").focus()],
  ["+ −", "zoom in, zoom out", ["+", "="], () => page.zoom(ZOOM)],
  [null, null, ["-"], () => page.zoom(1 / ZOOM)],
  [", .", "earlier, later", [","], () => page.pan(wide() / 4)],
  [null, null, ["."], () => page.pan(-wide() / 4)],
  ["f", "show most events, then all", ["f"], () => page.fit()],
  ["1 2 3 4", "timeline, network, map, table", ["1", "2", "3", "4"], (key) => page.setMode(MODES[Number(key) - 1])],
  ["l", "other lanes: family, type, actor, place", ["l"], () => turnSelect("lanes", LANES)],
  ["r", "happened, reported, both", ["r"], () => turnSelect("axis", AXES)],
  ["Space", "play, pause", [" "], () => page.view.mode === "timeline" && page.playback.toggle()],
  ["p", "path between two actors", ["p"], () => openPaths()],
  ["n", "note on the event", ["n"], () => by("event").querySelector("textarea")?.focus()],
  ["s", "star on the event", ["s"], () => by("event").querySelector(".star")?.click()],
  ["u, Ctrl+Z", "undo", ["u"], () => page.travel(-1)],
  ["Shift+U, Ctrl+Y", "redo", ["U"], () => page.travel(1)],
  ["t", "light or dark", ["t"], () => turnTheme()],
  ["?", "this help", ["?"], () => by("help").showModal()],
];
const KEY = new Map(KEYS.flatMap(([, , keys, act]) => keys.map((key) => [key, act])));

const TYPED = "input[type=search], input[type=text], input[list], textarea";

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.target.matches(TYPED)) {
    const back = event.key === "z" && !event.shiftKey;
    const on = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!back && !on) return;
    event.preventDefault();
    page.travel(back ? -1 : 1);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || by("help").open) return;
  const typing = event.target.matches(`${TYPED}, select`);
  if (typing && event.key !== "Escape") return;
  if (event.key === " " && event.target.matches("button, summary, input, a")) return;
  if (!typing && event.target.closest(".view") && page.parts[page.view.mode]?.key(event)) {
    event.preventDefault();
    return;
  }
  if (event.key.startsWith("Arrow") && event.target.matches("#table-view, #filters, #list, #event")) return;
  if (!KEY.has(event.key)) return;
  event.preventDefault();
  if (typing) event.target.blur();
  else KEY.get(event.key)(event.key);
});

function escape() {
  if (page.playback.on) return page.playback.stop();
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  openFilters(false);
  if (page.picked !== null) return page.pick(null);
  if (page.paths.open) return closePaths();
  return page.listAll();
}

function turnSelect(id, values) {
  const select = by(id);
  select.value = values[(values.indexOf(select.value) + 1) % values.length];
  select.dispatchEvent(new Event("change"));
}

/** On a narrow screen the filters lie over the drawing, when they are asked for. */
function openFilters(open) {
  by("filters").classList.toggle("asked", open);
  by("open-filters").setAttribute("aria-expanded", String(open));
}

function openPaths() {
  if (page.picked !== null) page.pick(null);
  page.paths.show(page.selection);
  page.paths.open = true;
  page.showSide("paths");
  by("paths").querySelector("input")?.focus();
}

function closePaths() {
  page.paths.state = null;
  page.paths.open = false;
  page.view.path = null;
  page.showSide("list");
  page.changed();
}

/* Buttons and fields */

let typing = 0;
by("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => page.search(by("search").value), 120);
});
const onClick = {
  fit: () => page.fit(),
  "zoom-in": () => page.zoom(ZOOM),
  "zoom-out": () => page.zoom(1 / ZOOM),
  earlier: () => page.turnTo("earlier"),
  later: () => page.turnTo("later"),
  undo: () => page.travel(-1),
  redo: () => page.travel(1),
  "open-paths": () => openPaths(),
  "close-paths": () => closePaths(),
  "open-filters": () => openFilters(!by("filters").classList.contains("asked")),
  "open-help": () => by("help").showModal(),
  "close-help": () => by("help").close(),
  "copy-address": () => copyAddress(),
  ...Object.fromEntries(MODES.map((mode) => [`mode-${mode}`, () => page.setMode(mode)])),
};
for (const [id, act] of Object.entries(onClick)) by(id).addEventListener("click", act);
by("lanes").addEventListener("change", () => page.setLanes(by("lanes").value));
by("axis").addEventListener("change", () => page.setAxis(by("axis").value));

/* Files */

const nameOfFile = (ending) => `${page.data.title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim().replaceAll(" ", "-").slice(0, 60) || "timeline"}.${ending}`;
const files = {
  png: async () => save(await pngOf(page.drawn, page.drawn.size), nameOfFile("png")),
  svg: () => save(new Blob([svgOf(page.drawn, page.drawn.size, page.data.title, by("shown").textContent)], { type: "image/svg+xml" }), nameOfFile("svg")),
  csv: () => save(new Blob([csvOf(data, page.selection, page.notes)], { type: "text/csv" }), nameOfFile("csv")),
  json: () => save(new Blob([jsonOf(data, page.selection, page.notes, encodeView(page.view, page.facetNames))], { type: "application/json" }), nameOfFile("json")),
  notes: () => save(new Blob([page.notes.file()], { type: "application/json" }), nameOfFile("notes.json")),
};
for (const [name, give] of Object.entries(files)) by(`save-${name}`).addEventListener("click", async () => {
  try {
    await give();
  } catch (fault) {
    page.tell(fault.message);
  }
});
by("read-notes").addEventListener("change", async () => {
  const [file] = by("read-notes").files;
  if (!file) return;
  page.tell(page.notes.read(await file.text()));
  by("read-notes").value = "";
  if (page.picked !== null) page.panel.show(page.picked);
});

/** Let the reader copy the address of this very view. */
async function copyAddress() {
  if (location.protocol === "about:") {
    page.tell("Inside another page this one has no address: open timeline.html itself");
    return;
  }
  const field = h("input", { value: location.href, readOnly: true, "aria-label": "Address of this view" });
  by("address").replaceChildren(field);
  field.select();
  try {
    await navigator.clipboard.writeText(location.href);
    page.tell("The address of this view is copied");
  } catch {
    page.tell("Copy the address from the field");
  }
}

document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

/* Theme and palette: kept in the browser, where it lets us */

function remember(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`timeline-${name}`);
    localStorage.setItem(`timeline-${name}`, value);
  } catch {
    // A sandboxed frame keeps nothing.
  }
  return null;
}

function dress() {
  document.documentElement.dataset.theme = by("theme").value;
  document.documentElement.dataset.palette = by("palette").value;
  page.retheme();
}

function turnTheme() {
  by("theme").value = page.theme.dark ? "light" : "dark";
  by("theme").dispatchEvent(new Event("change"));
}

for (const name of ["theme", "palette"]) {
  const kept = remember(name);
  if ([...by(name).options].some((option) => option.value === kept)) by(name).value = kept;
  by(name).addEventListener("change", () => {
    remember(name, by(name).value);
    dress();
  });
}
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => page.retheme());

/* Help */

by("keys").replaceChildren(...KEYS.filter(([keys]) => keys).flatMap(([keys, does]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, does)]));

/* Print: in light colours, the selection as a table below the drawing */

window.addEventListener("beforeprint", () => {
  document.documentElement.dataset.theme = "light";
  page.retheme();
  page.drawNow();
  printTable();
});
window.addEventListener("afterprint", () => {
  by("printed").replaceChildren();
  dress();
});

function printTable() {
  const columns = tableColumns(page.data);
  const { drawn } = page;
  const picture = h("canvas", { width: 2 * drawn.size.width, height: 2 * drawn.size.height });
  const ctx = picture.getContext("2d");
  ctx.scale(2, 2);
  drawn.paint(ctx, drawn.size);
  by("printed").replaceChildren(h("h1", {}, page.data.title), picture, h("table", {}, h("caption", {}, by("shown").textContent),
    h("thead", {}, h("tr", {}, ...columns.map(({ title }) => h("th", {}, title)))),
    h("tbody", {}, ...Array.from(page.selection.slice(0, 2000), (event) => h("tr", {}, ...columns.map(({ text }) => h("td", {}, text(event))))))));
}

/* Start */

new ResizeObserver(() => {
  if (!by("plot").clientWidth) return;
  const [from, to] = page.timeline.range;
  page.timeline.resize();
  if (to > from) page.lookAt(from, to);
  page.parts[page.view.mode]?.resize();
  page.draw();
}).observe(by("plot"));
window.addEventListener("hashchange", () => {
  if (location.hash.slice(1) !== encodeView(page.view, page.facetNames)) {
    page.restore(location.hash);
    page.changed();
  }
});
if (by("theme").value !== "auto" || by("palette").value !== "standard") dress();
page.notes.onchange = () => page.draw();
page.drawNow();

/** For pages around this one, and for tests: find an event on the screen by its id, pick it, ask what is drawn. */
window.timelinePage = {
  locate(id) {
    const box = plot.getBoundingClientRect();
    const number = page.data.numberOf(id);
    const item = page.timeline.items.find((candidate) => candidate.event === number);
    return item ? { x: box.left + Math.min(item.left + RADIUS, page.timeline.size.width), y: box.top + item.y } : null;
  },
  select: (id) => page.pick(page.data.numberOf(id)),
  fit: () => page.fit(),
  drawn: () => ({
    days: page.timeline.range.map(momentOf),
    axis: [...page.timeline.marks.coarse, ...page.timeline.marks.fine].map(({ label }) => label),
    lanes: page.timeline.plan.lanes.map(({ name, style, items, bins }) => ({ name, counts: style ? null : bins.map(({ count }) => count), events: items.map(({ event }) => page.data.id[event]) })),
    links: page.timeline.links.map(({ to, kind }) => ({ to: page.data.id[to.event], kind })),
    selected: Array.from(page.selection, (event) => page.data.id[event]),
  }),
  page,
};
