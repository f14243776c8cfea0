// The page: it holds the view, lets what changes in it take effect, and tells the parts what to show.

const LABELLED_CROWD = 300;
const MARGIN = 24;
const SHARES = [0.97, 0.94, 0.9, 0.85, 0.8];
const REST = 140;
/** Okabe and Ito (2008), made for readers with any kind of colour vision. */
const SAFE_COLOURS = ["#d55e00", "#0072b2", "#e69f00", "#cc79a7", "#009e73", "#7f7f7f", "#56b4e9", "#4a3b2a"];

class Page {
  constructor(data, notes) {
    Object.assign(this, { data, notes, scales: {}, waiting: false, about: null });
    this.theme = readTheme(by("probe"));
    this.colours = data.colours;
    this.filter = new Filter(data);
    this.facetNames = [...this.filter.facets.keys()];
    this.weights = weigh(data);
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
    this.paths = new PathPanel(by("pathpanel"), data, this);
    this.parts = {};
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
    this.view.search = text;
    this.seek();
    this.refresh();
  }

  seek() {
    const sought = this.view.search.toLowerCase().split(/\s+/).filter(Boolean);
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
    for (const name of this.facetNames) this.choose_(name, []);
    this.view.search = by("search").value = "";
    this.about = null;
    this.seek();
    this.refresh();
    this.fitTo(this.wholeRange(this.passing));
    this.view.window = this.timeline.range;
    this.settle();
    this.changed();
  }

  choose_(name, ids) {
    this.view.chosen[name] = ids;
    this.filter.choose(name, []);
  }

  /** What passes has changed. */
  refresh() {
    this.gather();
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
    this.timeline.take(lanesOf(data, this.view.lanes, this.passing, scale, this.weights), scale);
    const events = this.dated.length ? this.dated : scale.order;
    this.overview.show(this.dated, scale, this.mainRange(events), this.wholeRange(events));
  }

  /** The window has come to rest: let lists, counts and the other views follow it. */
  settle() {
    clearTimeout(this.resting);
    const { scale } = this;
    const [from, to] = this.timeline.range;
    this.filter.set("window", (event) => !scale.dated(event) || scale.meets(event, from, to));
    this.selection = this.filter.passing();
    this.choices.show();
    this.showList();
    if (this.picked !== null && !this.passing.includes(this.picked)) this.mark(null);
    const part_ = this.parts[this.view.mode];
    if (part_) part_.show(this.selection);
    this.paths.show(this.selection);
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

  pickActor(actor) {
    this.listOf("actor", actor);
  }

  pickPlace(place) {
    this.listOf("place", place);
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
    if (more) {
      const { scale } = this;
      this.filter.set("cursor", day === null ? null : (event) => !scale.dated(event) || scale.start(event) < day);
      this.gather();
    }
    const [from, to] = this.timeline.range;
    if (day !== null && day > to - 0.08 * (to - from)) this.lookAt(from + 0.5 * (to - from), to + 0.5 * (to - from));
    if (day === null) this.settle();
    this.draw();
  }

  latest(day, most) {
    const { scale } = this;
    const end = search(this.dated.length, (at) => scale.start(this.dated[at]) >= day);
    return [...this.dated.slice(Math.max(0, end - 60), end)].sort((one, other) => scale.start(other) - scale.start(one)
      || this.weights[other] - this.weights[one]).slice(0, most);
  }

  lastDay() {
    const { order } = this.scale;
    return order.length ? this.scale.start(order[order.length - 1]) : 0;
  }

  /* Where one looks */

  wholeRange(events) {
    const { scale } = this;
    const today = Math.floor(Date.now() / 864e5);
    let [first, last] = [Infinity, -Infinity];
    for (const event of events) {
      if (!scale.dated(event)) continue;
      first = Math.min(first, scale.start(event));
      last = Math.max(last, scale.end(event));
    }
    return first === Infinity ? [today - 30, today + 1] : [first, last + 1];
  }

  /** The range without the few events that stand far off: leaving out a fifth at most must make it far shorter. */
  mainRange(events) {
    const { scale } = this;
    const days = Float64Array.from(events.filter((event) => scale.dated(event)), (event) => scale.start(event)).sort();
    let range = this.wholeRange(events);
    for (const share of SHARES) {
      const count = Math.ceil(share * days.length);
      if (count < 2) break;
      let best = 0;
      for (let at = 1; at + count <= days.length; at += 1) if (days[at + count - 1] - days[at] < days[best + count - 1] - days[best]) best = at;
      const length = days[best + count - 1] - days[best];
      if (length + 1 < (range[1] - range[0]) / 3) range = [days[best], days[best + count - 1] + 1];
    }
    return range;
  }

  /** Let the plot show these days. */
  lookAt(from, to) {
    const { timeline } = this;
    const left = timeline.plotLeft;
    const width = Math.max(80, timeline.size.width - left);
    const perDay = width / Math.max(0.5, to - from);
    timeline.look(from - left / perDay, perDay);
    if (timeline.view.perDay < perDay) timeline.look((from + to) / 2 - (left + width / 2) / timeline.view.perDay, timeline.view.perDay);
  }

  /** The same, as a step of the reader's: it goes into the address, and what follows the window follows when it rests. */
  look(from, to) {
    this.lookAt(from, to);
    this.moved();
  }

  moved() {
    this.view.window = this.timeline.range;
    this.draw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.settle();
      this.changed("move");
    }, REST);
  }

  /** Show most events; if that is what is shown already, all of them. */
  fit() {
    const part_ = this.parts[this.view.mode];
    if (part_?.fit) return part_.fit();
    const near = this.timeline.range;
    this.fitTo(this.mainRange(this.dated));
    const { range, view } = this.timeline;
    if (range.every((day, side) => Math.abs(day - near[side]) * view.perDay < 1)) this.fitTo(this.wholeRange(this.dated));
    return this.moved();
  }

  /** Show these days, with room for the labels behind the last events unless there is a crowd. */
  fitTo([from, to]) {
    const { timeline, scale } = this;
    const width = Math.max(80, timeline.size.width - timeline.plotLeft);
    const length = Math.max(3, to - from);
    const widest = (width - 2 * MARGIN) / length;
    let perDay = widest;
    for (const event of this.dated.length > LABELLED_CROWD ? [] : this.dated) {
      const ahead = scale.end(event) + 1 - from;
      if (ahead > 0 && ahead <= length) perDay = Math.min(perDay, (width - 2 * MARGIN - timeline.faces.of(event).labelWidth - 3 * GAP) / ahead);
    }
    perDay = Math.max(perDay, 0.7 * widest);
    this.lookAt(from - MARGIN / perDay, from + (width - MARGIN) / perDay);
  }

  zoom(factor, x = (this.timeline.plotLeft + this.timeline.size.width) / 2) {
    const { timeline } = this;
    const [first, last] = this.wholeRange(this.scale.order);
    const least = (timeline.size.width - timeline.plotLeft) / Math.max(30, 4 * (last - first));
    const day = timeline.dayAt(x);
    const perDay = Math.max(least, Math.min(NEAREST, timeline.view.perDay * factor));
    timeline.look(day - x / perDay, perDay);
    this.moved();
  }

  pan(dx, dy = 0) {
    const { timeline } = this;
    timeline.look(timeline.view.from - dx / timeline.view.perDay, timeline.view.perDay);
    timeline.scroll -= dy;
    this.moved();
  }

  reveal(event) {
    const { scale, timeline } = this;
    if (!scale.dated(event)) return;
    const [from, to] = timeline.range;
    const [first, last] = [scale.start(event), scale.end(event) + 1];
    const margin = 0.04 * (to - from);
    if (last > from + margin && first < to - margin) return;
    const middle = (first + Math.min(last, first + (to - from))) / 2;
    this.look(middle - (to - from) / 2, middle + (to - from) / 2);
  }

  /** Move on to the nearest event that is out of view on this side. */
  turnTo(side) {
    const { scale } = this;
    const [from, to] = this.timeline.range;
    const wide = to - from;
    let [before, after] = [-Infinity, Infinity];
    for (const event of this.dated) {
      if (scale.end(event) + 1 <= from) before = Math.max(before, scale.end(event) + 1);
      if (scale.start(event) >= to) after = Math.min(after, scale.start(event));
    }
    if (side === "earlier") this.look(before - 0.8 * wide, before + 0.2 * wide);
    else this.look(after - 0.2 * wide, after + 0.8 * wide);
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
    const { data, timeline, scale } = this;
    const [from, to] = timeline.range;
    const counts = { earlier: 0, later: 0 };
    for (const event of this.dated) {
      if (scale.finish[event] !== NONE && scale.finish[event] + 1 <= from) counts.earlier += 1;
      else if (scale.begin[event] !== NONE && scale.begin[event] >= to) counts.later += 1;
    }
    const inView = this.passing.length - counts.earlier - counts.later;
    const notes = [`${inView.toLocaleString("en")} of ${plural(data.size, "event")}`, plural(data.read, "article")];
    if (this.view.mode === "timeline" && timeline.plan.lanes.some((box) => !box.style)) notes.push("full lanes show counts: zoom in");
    if (timeline.lanesLeft) notes.push(`${timeline.lanesLeft.toLocaleString("en")} more lanes`);
    const words = notes.join(" · ");
    if (by("shown").textContent !== words) by("shown").textContent = words;
    for (const [side, count] of Object.entries(counts)) {
      by(side).hidden = !count;
      by(side).textContent = side === "earlier" ? `‹ ${count.toLocaleString("en")} earlier` : `${count.toLocaleString("en")} later ›`;
    }
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
    if (mode === "timeline" || this.parts[mode]) return;
    const kinds = { network: NetworkView, map: MapView, table: TableView };
    this.parts[mode] = new kinds[mode](by(`${mode}-view`), this.data, this);
    this.parts[mode].state = this.view.parts[mode] ?? "";
  }

  /** The view whose picture is to be saved. */
  get drawn() {
    return this.view.mode === "timeline" || this.view.mode === "table" ? this.timeline : this.parts[this.view.mode];
  }

  /* What is picked */

  pick(event) {
    this.mark(event);
    if (event !== null) this.reveal(event);
    this.changed();
  }

  /** Show the event as picked, without moving to it. */
  mark(event) {
    const before = this.picked;
    const [fromList, fromPanel] = ["list", "event"].map((id) => by(id).contains(document.activeElement));
    this.timeline.picked = event;
    document.body.classList.toggle("picked", event !== null);
    if (event === null) this.panel.hide();
    else this.panel.show(event);
    this.showSide(event === null ? (this.paths.open ? "paths" : "list") : "event");
    this.list.mark(event);
    for (const part_ of Object.values(this.parts)) part_.mark?.();
    if (fromList && event !== null) by("event").focus();
    if (fromPanel && event === null) this.list.rows.get(before)?.focus();
    this.draw();
  }

  showSide(id) {
    for (const name of ["list", "event", "paths"]) by(name).hidden = name !== id;
  }

  /** The event before or after the picked one, of those that are selected. */
  step(direction) {
    const { selection } = this;
    if (!selection.length) return;
    const here = selection.indexOf(this.picked);
    const next = here < 0 ? (direction > 0 ? 0 : selection.length - 1) : here + direction;
    if (next >= 0 && next < selection.length) this.pick(selection[next]);
  }

  /** From an event to the one before or after it that the actor takes part in. */
  follow(event, actor, direction) {
    const facet = this.filter.facets.get("actor");
    const events = this.passing.filter((one) => facet.some(one, (key) => key === actor));
    const next = events[events.indexOf(event) + direction];
    if (next !== undefined) this.pick(next);
    else this.tell(`${this.data.actors.name[actor]} takes part in none ${direction < 0 ? "before" : "after"} it that passes the filters`);
  }

  /** One line for the reader, read out too. */
  tell(line_) {
    by("said").textContent = line_;
    by("said").hidden = false;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { by("said").hidden = true; }, 4000);
  }

  tip(x, y, title, lines = []) {
    const tip = by("tip");
    tip.hidden = x === null;
    if (x === null) return;
    tip.replaceChildren(h("strong", {}, title), ...lines.filter(Boolean).map((text) => h("span", {}, text)));
    const { width, height } = tip.getBoundingClientRect();
    const { clientWidth, clientHeight } = by("plot");
    tip.style.left = `${Math.max(4, Math.min(x + 14, clientWidth - width - 6))}px`;
    tip.style.top = `${y + 18 + height > clientHeight ? Math.max(2, y - height - 12) : y + 18}px`;
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
