// The timeline: vis-network paints the events where the layout puts them; lanes, axis and counts are painted around them.

const MOST_LINKS = 24;
const NEAREST = 420;
const LEAST_LABEL = 28;
const LEAST_ROOM = 64;
const SHELF_TITLE = "No date in the text";
const NARROW_TITLE = "Undated";
const FAR = -1e6;
const POOL = 100;
const FARTHEST = 5e6;
/** Not all browsers tell when they are idle. */
const whenIdle = (work) => (window.requestIdleCallback ?? ((later) => setTimeout(later, 50)))(work);
const LINK_KINDS = [["actor", "shares an actor", []], ["place", "shares a place", [5, 4]], ["link", "plan, outcome, part", [1.5, 3]]];

class TimelineView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, picked: null, cursor: null, scroll: 0, items: [], slots: [] });
    this.faces = new Faces(data, page.theme);
    this.layout = new Layout(data, this.faces);
    this.layout.take([], new Scale(data, "happened"));
    this.view = { from: 0, perDay: 1, offset: 0 };
    this.nodes = new vis.DataSet();
    const still = { dragView: false, zoomView: false, selectable: false, hover: false };
    const options = { ...data.options, autoResize: false, interaction: { ...data.options.interaction, ...still } };
    this.network = new vis.Network(container, { nodes: this.nodes, edges: new vis.DataSet() }, options);
    this.network.on("beforeDrawing", (ctx) => this.quiet || this.paintGround(ctx));
    this.network.on("afterDrawing", (ctx) => this.quiet || this.paintFrame(ctx));
    this.resize();
  }

  /** Its size is that of the plot, even while another view is shown. */
  resize() {
    const { clientWidth, clientHeight } = by("plot");
    this.size = { width: clientWidth, height: clientHeight };
    this.network.setSize("100%", "100%");
    this.network.redraw();
    const position = { x: this.size.width / 2, y: this.size.height / 2 };
    this.network.moveTo({ position, scale: 1, animation: false });
  }

  /** Show these lanes of `lanesOf` on this scale. */
  take({ lanes, left }, scale) {
    this.lanesLeft = left;
    this.layout.take(lanes, scale);
    this.scale = scale;
  }

  look(from, perDay) {
    const held = Math.min(perDay, NEAREST);
    const start = Math.max(-FARTHEST, Math.min(FARTHEST, from));
    this.view = { from: start, perDay: held, offset: start * held };
  }

  get plotLeft() {
    return this.layout.shelfFor(this.size);
  }

  dayAt(x) {
    return this.view.from + x / this.view.perDay;
  }

  xOf(day) {
    return day * this.view.perDay - this.view.offset;
  }

  get range() {
    return [this.dayAt(this.plotLeft), this.dayAt(this.size.width)];
  }

  draw() {
    this.plan = this.layout.arrange(this.view, this.size);
    for (const box of this.plan.lanes) if (!box.style) box.bins = this.layout.bins(box, this.view, this.size);
    this.scroll = Math.max(0, Math.min(this.scroll, this.plan.height - this.size.height));
    const items = this.plan.lanes.flatMap((box) => [...box.items, ...box.shelved, ...this.standIn(box)]);
    for (const item of items) item.y = item.middle - this.scroll;
    this.items = items.filter((item) => item.y > AXIS - ROW && item.y < this.size.height + ROW);
    this.links = this.linksInView();
    this.fillSlots();
    this.network.redraw();
  }

  /** The picked event in a lane that shows only counts. */
  standIn(box) {
    const event = this.picked;
    if (event === null || !this.scale.dated(event) || box.style || !box.lane.dated.includes(event)) return [];
    if (box.items.some((item) => item.event === event)) return [];
    const one = this.layout.extent(event, this.view.perDay);
    if (one.left > this.view.offset + this.size.width || one.right < this.view.offset + box.shelf) return [];
    return [this.layout.place({ ...one, row: 1 }, box, this.view, STYLES[0])];
  }

  /** vis-network holds at least as many nodes as are in view; each paints the item that stands in its slot. */
  fillSlots() {
    const { slots, items } = this;
    if (items.length > slots.length) this.addSlots(POOL * Math.ceil((items.length - slots.length) / POOL));
    slots.forEach((slot, position) => {
      slot.item = items[position] ?? null;
      const node = this.network.body.nodes[position];
      node.x = slot.item ? (Math.max(slot.item.left, 0) + Math.min(slot.item.right, this.size.width)) / 2 : FAR;
      node.y = slot.item ? slot.item.y : FAR;
    });
    this.addSlotsAhead();
  }

  addSlots(most) {
    const fresh = Array.from({ length: most }, (_, position) => {
      const slot = { item: null };
      return { slot, id: this.slots.length + position, x: FAR, y: FAR, fixed: true, shape: "custom", ctxRenderer: ({ ctx }) => this.node(ctx, slot.item) };
    });
    this.slots.push(...fresh.map(({ slot }) => slot));
    this.quiet = true;
    this.nodes.add(fresh.map(({ slot, ...node }) => node));
    this.quiet = false;
  }

  /** Nodes take long to add: some at a time, while nothing else is to be done, until there are as many as there can be in view. */
  addSlotsAhead() {
    const most = Math.min(MOST_ITEMS, this.data.size);
    if (this.waiting || this.slots.length >= most) return;
    this.waiting = true;
    whenIdle(() => {
      this.waiting = false;
      this.addSlots(POOL);
      this.network.redraw();
      this.addSlotsAhead();
    });
  }

  node(ctx, item) {
    return {
      drawNode: () => item && !this.quiet && this.paintItem(ctx, item),
      nodeDimensions: { width: item ? Math.max(12, item.right - item.left) : 0, height: item ? 12 : 0 },
    };
  }

  /** The events in view that share an actor or a place with the picked one, or are linked to it, nearest first. */
  linksInView() {
    if (this.picked === null) return [];
    const from = this.items.find((item) => item.event === this.picked);
    if (!from) return [];
    const { data } = this;
    const actors = new Set(data.actorsOf(this.picked).map(({ actor }) => actor));
    const places = new Set(data.placesOf(this.picked).map(({ place }) => place));
    const linked = new Set(data.linksOf(this.picked).map(({ event }) => event));
    const found = [];
    for (const to of this.items) {
      if (to.event === this.picked) continue;
      const kind = linked.has(to.event) ? "link" : data.actorsOf(to.event).some(({ actor }) => actors.has(actor)) ? "actor"
        : data.placesOf(to.event).some(({ place }) => places.has(place)) ? "place" : null;
      if (kind) found.push({ from, to, kind, far: Math.abs(to.left - from.left) + (kind === "place" ? 400 : 0) - (kind === "link" ? 1e5 : 0) });
    }
    return found.sort((one, other) => one.far - other.far).slice(0, MOST_LINKS);
  }

  /** Draw what is shown now with this pen, as a picture of its own. */
  paint(ctx) {
    this.paintGround(ctx);
    for (const item of this.items) {
      ctx.save();
      this.paintItem(ctx, item);
      ctx.restore();
    }
    this.paintFrame(ctx);
  }

  paintItem(ctx, item) {
    const { event, look, left, right, y } = item;
    const { theme } = this.page;
    const isPicked = event === this.picked;
    const atEdge = left < this.plan.shelf + ROW || y < AXIS + ROW || this.scale.axis === "both";
    if (!item.shelf && atEdge) {
      ctx.beginPath();
      ctx.rect(this.plan.shelf, AXIS, this.size.width, this.size.height);
      ctx.clip();
    }
    if (isPicked || this.page.paths.way?.events.includes(event)) this.paintHalo(ctx, item);
    if (this.scale.axis === "both") this.paintLag(ctx, item);
    drawMark(ctx, look, { left, right, y, colour: this.page.colourOf(event), theme, style: item.style, tall: item.inside });
    if (this.page.isNoted(event)) paintFlag(ctx, right, y - radiusOf(look, item.style), theme);
    if (!isPicked && (item.style.labelled || item.room > LEAST_ROOM)) this.paintLabel(ctx, item, this.faces.label(event).text);
  }

  /** From the event to the day on which it was first reported. */
  paintLag(ctx, item) {
    const { event, right, y, shelf } = item;
    const day = this.data.published[event];
    if (shelf || day === NONE) return;
    const x = this.xOf(day) + Math.min(this.view.perDay / 2, 11);
    ctx.strokeStyle = withAlpha(this.page.colourOf(event), 0.55);
    ctx.lineWidth = 1;
    if (x > right) line(ctx, (right + Math.max(item.left, this.plan.shelf)) / 2, y + 8, x, y + 8);
    ctx.lineWidth = 2;
    line(ctx, x, y + 5, x, y + 11);
  }

  paintHalo(ctx, { left, right, y }) {
    ctx.beginPath();
    ctx.roundRect(left - 5, y - 11, right - left + 10, 22, 11);
    ctx.fillStyle = withAlpha(this.page.theme.accent, 0.22);
    ctx.strokeStyle = this.page.theme.accent;
    ctx.lineWidth = 1.5;
    ctx.fill();
    ctx.stroke();
  }

  /** The label behind the mark, or on it: there it stays in view as long as its bar does. */
  paintLabel(ctx, { event, look, left, right, y, inside, shelf, room: behindIt }, text, chip = false) {
    const { theme } = this.page;
    ctx.font = labelFont(look.main, theme, behindIt ? 10.5 : 11.5);
    const seen = inside ? Math.min(right, this.size.width) - Math.max(left, this.plan.shelf) - 20 : Infinity;
    const room = shelf ? shelf - right - 14 : behindIt ?? seen;
    if (seen < LEAST_LABEL) return;
    const whole = inside ? this.data.caption(event) : text;
    const shown = room === Infinity || (text === whole && this.faces.label(event).width <= room) ? whole : shorten(ctx, whole, room);
    const width = chip || inside ? ctx.measureText(shown).width : 0;
    const x = inside ? Math.min(Math.max(left, this.plan.shelf) + 10, right - width - 8) : right + GAP;
    if (chip) {
      ctx.fillStyle = withAlpha(theme.panel, 0.92);
      ctx.beginPath();
      ctx.roundRect(x - 4, y - 9, width + 8, 18, 4);
      ctx.fill();
    }
    const solid = inside && look.shape === "span" && !isHollow(look) && look.status !== "possible";
    const plainInk = look.status === "negated" ? theme.soft : theme.ink;
    ctx.fillStyle = solid ? readable(this.page.colourOf(event)) : plainInk;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.fillText(shown, x, y + 0.5);
  }

  paintGround(ctx) {
    if (!this.plan) return;
    const { size, plan } = this;
    const { theme } = this.page;
    const [from, to] = this.range;
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, size.width, size.height);
    this.marks = ticks(from, to, this.view.perDay);
    for (const box of plan.lanes) {
      if (box.index % 2 === 0) continue;
      ctx.fillStyle = theme.band;
      ctx.fillRect(0, box.top - this.scroll, size.width, box.height);
    }
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    for (const { day } of [...this.marks.fine, ...this.marks.coarse]) {
      const x = Math.round(this.xOf(day)) + 0.5;
      if (x > plan.shelf) line(ctx, x, AXIS, x, size.height);
    }
    for (const box of plan.lanes) if (!box.style) this.paintBins(ctx, box);
    this.paintLinks(ctx);
  }

  paintBins(ctx, box) {
    const most = Math.max(1, ...box.bins.map((bin) => bin.count));
    const head = box.items.length ? HEAD + 18 : HEAD;
    const tall = Math.max(8, box.height - head - FOOT);
    const { theme } = this.page;
    const plain = box.lane.family === null ? theme.soft : shade(this.page.colours[box.lane.family], theme.dark);
    ctx.fillStyle = withAlpha(plain, box.lane.family === null ? 0.6 : 0.85);
    for (const bin of box.bins) {
      if (!bin.count) continue;
      const [left, right] = [Math.max(this.xOf(bin.day), box.shelf), this.xOf(bin.until)];
      const height = Math.max(2, (tall * bin.count) / most);
      ctx.fillRect(left + 0.5, box.top + head + tall - height - this.scroll, Math.max(1, right - left - 1), height);
    }
  }

  paintLinks(ctx) {
    if (!this.links.length) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, AXIS, this.size.width, this.size.height);
    ctx.clip();
    const middle = (item) => (item.look.shape === "day" || item.shelf ? (item.left + item.right) / 2 : Math.max(item.left, this.plan.shelf) + 6);
    for (const { from, to, kind } of this.links) {
      const [, , dash] = LINK_KINDS.find(([name]) => name === kind);
      const [x, y, toX, toY] = [middle(from), from.y, middle(to), to.y];
      const bend = Math.abs(y - toY) < 12 ? -28 : 0;
      ctx.setLineDash(dash);
      ctx.strokeStyle = withAlpha(this.page.theme.accent, kind === "place" ? 0.45 : 0.7);
      ctx.lineWidth = kind === "link" ? 2 : 1.25;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.bezierCurveTo(x + (toX - x) * 0.15, y + (toY - y) * 0.6 + bend, x + (toX - x) * 0.85, y + (toY - y) * 0.4 + bend, toX, toY);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.restore();
  }
}

function line(ctx, x, y, toX, toY) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

/** The reader has a note on this event. */
function paintFlag(ctx, x, y, theme) {
  ctx.beginPath();
  ctx.moveTo(x - 2, y + 4);
  ctx.lineTo(x - 2, y - 6);
  ctx.lineTo(x + 6, y - 3.5);
  ctx.lineTo(x - 2, y - 1);
  ctx.closePath();
  ctx.fillStyle = theme.accent;
  ctx.fill();
}
