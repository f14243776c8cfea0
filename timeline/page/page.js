// The page: it holds the view, lets what changes in it take effect, and tells the parts what to show.

const LABELLED_CROWD = 300;
const MARGIN = 24;
/** What of the width the days keep where labels need room behind the last of them, by whether there are few events. */
const [SHARE_OF_FEW, SHARE_OF_MANY] = [0.65, 0.85];
const FEW_ENOUGH = 30;
const SHARES = [[0.97, 3], [0.94, 3], [0.9, 3], [0.85, 3], [0.8, 3], [0.7, 5], [0.6, 6]];
const REST = 140;
const PLAYED_LIST = 700;
const PLAYED_STEP = 90;
/** Okabe and Ito (2008), made for readers with any kind of colour vision. */
const SAFE_COLOURS = ["#d55e00", "#0072b2", "#e69f00", "#cc79a7", "#009e73", "#7f7f7f", "#56b4e9", "#4a3b2a"];

class Page {
  constructor(data, notes) {
    Object.assign(this, { data, notes, scales: {}, waiting: false, about: null });
    this.theme = readTheme(by("probe"));
    this.colours = data.colours;
    this.filter = new Filter(data);
    this.facetNames = [...this.filter.facets.keys()];
    this.view = freshView(this.facetNames);
    this.trail = new Trail("");
    this.selection = this.passing = new Int32Array(0);
  }

  start() {
    const { data } = this;
    by("title").textContent = data.title;
    this.timeline = new TimelineView(by("vis"), data, this);
    this.overview = new Overview(by("overview"), data, this, (from, to) => this.look(from, to));
    this.choices = new Choices(by("filters"), data, this);
    this.list = new EventList(by("list"), data, this);
    this.panel = new EventPanel(by("event"), data, this);
    this.playback = new Playback(this, by("ticker"), by("play"), by("speed"));
    this.parts = {};
    this.paths = new PathPanel(by("pathpanel"), data, this);
    this.restore(location.hash);
    this.trail = new Trail(encodeView(this.view, this.facetNames));
  }

  get scale() {
    this.scales[this.view.axis] ??= new Scale(this.data, this.view.axis);
    return this.scales[this.view.axis];
  }

  get picked() {
    return this.timeline.picked;
  }

  colourOf(event) {
    return shade(this.colours[this.data.family[event]], this.theme.dark);
  }

  isNoted(event) {
    return this.notes.has(this.data.id[event]);
  }

  noteEditor(id) {
    return this.notes.editor(id);
  }

  /* The view */

  /** Take this address as the view, whatever it was before. */
  restore(address) {
    this.playback.end();
    this.about = null;
    this.view = decodeView(address, this.facetNames);
    const { view } = this;
    by("lanes").value = view.lanes;
    by("axis").value = view.axis;
    by("search").value = view.search;
    for (const name of this.facetNames) {
      const facet = this.filter.facets.get(name);
      view.chosen[name] = view.chosen[name].filter((id) => facet.number(id) !== undefined);
      this.filter.choose(name, view.chosen[name].map((id) => facet.number(id)));
    }
    this.seek();
    this.gather();
    if (view.window) this.lookAt(...view.window);
    else this.fitTo(this.mainRange(this.passing));
    this.showMode();
    for (const mode of MODES) if (this.parts[mode]) this.parts[mode].state = view.parts[mode] ?? "";
    this.paths.state = view.path;
    this.mark(view.picked === null ? null : this.data.numberOf(view.picked));
    this.settle();
  }

  /** Something in the view has changed: tell the address, and remember it to undo. `kind`: "move" for what goes on and on. */
  changed(kind = "step") {
    const { view } = this;
    for (const [mode, part_] of Object.entries(this.parts)) view.parts[mode] = part_.state;
    view.picked = this.picked === null ? null : this.data.id[this.picked];
    const address = encodeView(view, this.facetNames);
    this.trail.note(address, kind);
    this.tellAddress(address);
  }

  tellAddress(address) {
    by("undo").disabled = !this.trail.canUndo;
    by("redo").disabled = !this.trail.canRedo;
    try {
      history.replaceState(null, "", address ? `#${address}` : "#");
    } catch {
      // A sandboxed frame has no address of its own.
    }
  }

  travel(by_) {
    const address = this.trail.step(by_);
    this.restore(address);
    this.tellAddress(address);
  }

  /* What passes */

  chosen(name) {
    const facet = this.filter.facets.get(name);
    return this.view.chosen[name].map((id) => facet.number(id));
  }

  choose(name, keys) {
    const numbers = Array.isArray(keys) ? keys : [keys];
    const facet = this.filter.facets.get(name);
    this.view.chosen[name] = numbers.map((key) => facet.ids[key]);
    this.filter.choose(name, numbers);
    this.about = null;
    this.refresh();
  }

  search(text) {
    this.about = null;
    this.view.search = text;
    this.seek();
    this.refresh();
  }

  seek() {
    const sought = soughtWords(this.view.search);
    this.filter.set("search", sought.length ? (event) => {
      const words = this.data.words(event);
      return sought.every((word) => words.includes(word));
    } : null);
  }

  setLanes(lanes) {
    this.view.lanes = lanes;
    this.timeline.scroll = 0;
    this.refresh();
  }

  setAxis(axis) {
    this.view.axis = axis;
    this.refresh();
  }

  clear() {
    this.playback.stop();
    for (const name of this.facetNames) {
      this.view.chosen[name] = [];
      this.filter.choose(name, []);
    }
    this.view.search = by("search").value = "";
    this.about = null;
    this.seek();
    this.view.window = null;
    this.refresh();
  }

  /** What passes has changed. The window follows it until the reader has chosen one. */
  refresh() {
    this.gather();
    if (this.view.window) this.lookAt(...this.view.window);
    else this.fitTo(this.dated.length > FEW_ENOUGH ? this.mainRange(this.dated) : this.wholeRange(this.dated));
    this.settle();
    this.changed();
  }

  /** Find what passes all but the window, and lay the lanes out. */
  gather() {
    const { data, scale } = this;
    this.passing = this.filter.passing("window");
    const passes = new Uint8Array(data.size);
    for (const event of this.passing) passes[event] = 1;
    this.dated = scale.order.filter((event) => passes[event]);
    const sorted = (days) => Float64Array.from(this.dated, (event) => days[event]).filter((day) => day !== NONE).sort();
    [this.begins, this.finishes] = [sorted(scale.begin), sorted(scale.finish)];
    this.timeline.take(lanesOf(data, this.view.lanes, this.passing, scale), scale);
    scale.reach ??= [this.mainRange(scale.order), this.wholeRange(scale.order)];
    this.overview.show(this.dated, scale, ...scale.reach);
  }

  /** The window has come to rest: let lists, counts and the other views follow it. */
  settle() {
    clearTimeout(this.resting);
    this.settled = performance.now();
    const { scale } = this;
    const [from, to] = this.timeline.range;
    this.filter.set("window", (event) => !scale.dated(event) || scale.meets(event, from, to));
    this.selection = this.filter.passing();
    this.choices.show();
    this.showList();
    const part_ = this.parts[this.view.mode];
    if (part_) part_.show(this.selection);
    if (this.paths.open) this.paths.show(this.selection);
    by("nothing").hidden = this.passing.length > 0 || this.view.mode !== "timeline";
    by("nothing").textContent = this.data.size ? "No event matches. Loosen the search or the filters."
      : this.data.read ? `No event was found in ${plural(this.data.read, "article")}.` : "There are no articles, and so no events.";
    this.draw();
  }

  showList() {
    const { about } = this;
    if (!about) this.list.show(this.selection);
    else this.list.show(this.selection.filter(about.holds), about);
  }

  listAll() {
    this.about = null;
    this.showList();
  }

  /** List the events of one actor or place. */
  listOf(kind, number) {
    const facet = this.filter.facets.get(kind);
    this.mark(null);
    this.about = { title: facet.names[number], holds: (event) => facet.some(event, (key) => key === number), only: () => this.choose(kind, [number]) };
    this.showList();
    this.showSide("list");
  }

  listEvents(title, events) {
    const wanted = new Set(events);
    this.mark(null);
    this.about = { title, holds: (event) => wanted.has(event) };
    this.showList();
    this.showSide("list");
  }

  /* Playback */

  showUntil(day, more = true) {
    this.timeline.cursor = day;
    const [from, to] = this.timeline.range;
    if (day !== null && day > to - 0.08 * (to - from)) {
      this.lookAt(from + 0.5 * (to - from), to + 0.5 * (to - from));
      this.view.window = this.timeline.range;
    }
    if (more && (day === null || performance.now() - (this.gathered ?? 0) > PLAYED_STEP)) {
      this.gathered = performance.now();
      const { scale } = this;
      this.filter.set("cursor", day === null ? null : (event) => !scale.dated(event) || scale.start(event) < day);
      this.gather();
      this.selection = this.filter.passing();
      if (day === null || performance.now() - (this.settled ?? 0) > PLAYED_LIST) this.settle();
    }
    this.draw();
  }

  latest(day, most) {
    const { scale } = this;
    const end = search(this.dated.length, (at) => scale.start(this.dated[at]) >= day);
    return [...this.dated.slice(Math.max(0, end - 60), end)].sort((one, other) => scale.start(other) - scale.start(one)
      || heavier(this.data)(one, other)).slice(0, most);
  }

  lastDay() {
    const { order } = this.scale;
    return order.length ? this.scale.start(order[order.length - 1]) : 0;
  }

  /* Drawing */

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.drawNow();
    });
  }

  drawNow() {
    const { timeline } = this;
    if (this.view.mode === "timeline") timeline.draw();
    this.overview.draw(timeline.range);
    this.tellCounts();
    const tall = this.view.mode === "timeline" && timeline.plan.height > timeline.size.height + 1;
    by("scroller").hidden = !tall;
    if (!tall) return;
    by("scrolled").style.height = `${timeline.plan.height}px`;
    if (by("scroller").scrollTop !== Math.round(timeline.scroll)) by("scroller").scrollTop = timeline.scroll;
  }

  tellCounts() {
    const { data, timeline, begins, finishes } = this;
    const [from, to] = timeline.range;
    const earlier = search(finishes.length, (at) => finishes[at] + 1 > from);
    const later = begins.length - search(begins.length, (at) => begins[at] >= to);
    const inView = this.passing.length - earlier - later;
    const notes = [`${grouped(inView)} of ${plural(data.size, "event")}`, plural(data.read, "article")];
    if (this.view.mode === "timeline" && timeline.plan.lanes.some((box) => !box.style)) notes.push("full lanes show counts: zoom in");
    if (timeline.lanesLeft) notes.push(`${grouped(timeline.lanesLeft)} more lanes`);
    setWords(by("shown"), notes.join(" · "));
    by("earlier").style.left = `${timeline.plotLeft + 8}px`;
    by("earlier").hidden = !earlier;
    by("later").hidden = !later;
    setWords(by("earlier"), `‹ ${grouped(earlier)} earlier`);
    setWords(by("later"), `${grouped(later)} later ›`);
  }

  /* Ways to look at the selection */

  setMode(mode) {
    this.playback.stop();
    this.view.mode = mode;
    this.showMode();
    this.settle();
    this.changed();
  }

  showMode() {
    const { mode } = this.view;
    for (const name of MODES) {
      by(`mode-${name}`).setAttribute("aria-pressed", String(name === mode));
      by(`${name}-view`).hidden = name !== mode;
    }
    for (const name of ["lanes-field", "axis-field", "play-field"]) by(name).hidden = mode !== "timeline";
    if (mode === "timeline") this.timeline.resize();
    if (mode === "timeline" || this.parts[mode]) return;
    const kinds = { network: NetworkView, map: MapView, table: TableView };
    this.parts[mode] = new kinds[mode](by(`${mode}-view`), this.data, this);
    this.parts[mode].state = this.view.parts[mode] ?? "";
  }

  /** The view whose picture is to be saved. */
  get drawn() {
    if (this.parts[this.view.mode]?.paint) return this.parts[this.view.mode];
    this.timeline.draw();
    return this.timeline;
  }

  /* Colours */

  retheme() {
    Object.assign(this.theme, readTheme(by("probe")));
    this.colours = document.documentElement.dataset.palette === "safe" ? this.data.families.map((_, family) => SAFE_COLOURS[family % SAFE_COLOURS.length]) : this.data.colours;
    this.choices.build();
    for (const part_ of Object.values(this.parts)) part_.retheme();
    if (this.picked !== null) this.panel.show(this.picked);
    this.settle();
  }
}

/** The words of a search in lower case; those in quotation marks stay together. */
function soughtWords(text) {
  return [...text.toLowerCase().matchAll(/["“”]([^"“”]+)["“”]|(\S+)/g)].map(([, phrase, word]) => (phrase ?? word).trim()).filter(Boolean);
}
