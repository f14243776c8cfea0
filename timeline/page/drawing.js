// The drawing: vis-network paints the events where the layout puts them; lanes, axis and counts are painted around them.

const MOST_LINKS = 24;
const NEAREST = 420;
const LEAST_LABEL = 28;
const LEAST_ROOM = 64;
const SHELF_TITLE = "No date in the text";
const NARROW_TITLE = "Undated";

class Drawing {
  constructor({ container, network, events, theme }) {
    Object.assign(this, { container, events, theme, lanes: [], packs: new Map(), items: new Map(), picked: null, scroll: 0 });
    this.source = network.nodes;
    this.links = linksOf(network, events);
    this.view = { from: 0, perDay: 1, offset: 0 };
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    const still = { dragView: false, zoomView: false, selectable: false, hover: false };
    const options = {
      ...network.options,
      autoResize: false,
      interaction: { ...network.options.interaction, ...still },
      edges: { ...network.options.edges, chosen: false, width: 1 },
    };
    this.network = new vis.Network(container, { nodes: this.nodes, edges: this.edges }, options);
    this.network.on("beforeDrawing", (ctx) => this.paintGround(ctx));
    this.network.on("afterDrawing", (ctx) => this.paintFrame(ctx));
    this.resize();
  }

  resize() {
    this.size = { width: this.container.clientWidth, height: this.container.clientHeight };
    this.network.setSize("100%", "100%");
    this.network.redraw();
    const position = { x: this.size.width / 2, y: this.size.height / 2 };
    this.network.moveTo({ position, scale: 1, animation: false });
  }

  /** Show these lanes: `{ key, name, colour, events, undated }`, the events in order of time. */
  show(lanes) {
    this.lanes = lanes;
    this.packs.clear();
  }

  look(from, perDay) {
    const held = Math.min(perDay, NEAREST);
    if (held !== this.view.perDay) this.packs.clear();
    this.view = { from, perDay: held, offset: from * held };
  }

  get plotLeft() {
    return this.lanes.some((lane) => lane.undated.length) ? (this.size.width < 640 ? NARROW_SHELF : SHELF) : 0;
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
    const packed = (lane, style) => {
      const key = `${lane.key}\n${style.name}`;
      if (!this.packs.has(key)) this.packs.set(key, pack(lane.events, this.view.perDay, style));
      return this.packs.get(key);
    };
    this.plan = arrange(this.lanes, this.view, this.size, packed);
    for (const lane of this.plan.lanes) {
      if (lane.style) continue;
      const width = this.size.width - lane.shelf;
      lane.bins = bins(lane.events, { from: this.dayAt(lane.shelf) }, this.view.perDay, width);
    }
    this.scroll = Math.max(0, Math.min(this.scroll, this.plan.height - this.size.height));
    const items = this.plan.lanes.flatMap((lane) => [...lane.items, ...lane.shelved, ...this.standIn(lane)]);
    for (const item of items) item.y = item.middle - this.scroll;
    this.items = new Map(items.filter((item) => item.y > AXIS - ROW && item.y < this.size.height + ROW).map((i) => [i.key, i]));
    this.sync();
    this.network.redraw();
  }

  /** The picked event in a lane that shows only counts. */
  standIn(lane) {
    const event = this.picked === null ? null : this.events[this.picked];
    if (!event || !dated(event) || lane.style || !lane.events.includes(event)) return [];
    const { left, right } = extent(event, this.view.perDay);
    if (left > this.view.offset + this.size.width || right < this.view.offset + lane.shelf) return [];
    return [placeBox({ event, left, right, row: 0 }, lane, this.view, SHELF_DOTS)];
  }

  /** Tell vis-network which nodes and edges there are. It paints after each change: all paints but the last are empty. */
  sync() {
    this.quiet = true;
    const gone = this.nodes.getIds().filter((key) => !this.items.has(key));
    const nodes = [...this.items.values()].map((item) => {
      item.x = (Math.max(item.left, 0) + Math.min(item.right, this.size.width)) / 2;
      const fresh = this.nodes.get(item.key) === null;
      return fresh ? { ...this.source[item.event.number], ...this.nodeFor(item) } : { id: item.key, x: item.x, y: item.y };
    });
    if (this.edges.length) this.edges.clear();
    if (gone.length) this.nodes.remove(gone);
    if (nodes.length) this.nodes.update(nodes);
    const links = this.linksInView();
    if (links.length) this.edges.add(links);
    this.quiet = false;
  }

  nodeFor({ key, x, y }) {
    return { id: key, x, y, label: undefined, shape: "custom", ctxRenderer: ({ ctx }) => this.node(ctx, this.items.get(key)) };
  }

  linksInView() {
    if (this.picked === null) return [];
    const items = [...this.items.values()];
    const from = items.find((item) => item.event.number === this.picked);
    if (!from) return [];
    const day = dayFor(this.events[this.picked]) ?? 0;
    const near = items.filter((item) => this.links(this.picked).has(item.event.number));
    near.sort((one, other) => Math.abs((dayFor(one.event) ?? day) - day) - Math.abs((dayFor(other.event) ?? day) - day));
    const color = { color: withAlpha(this.theme.accent, 0.5), inherit: false };
    return near.slice(0, MOST_LINKS).map((to) => ({ from: from.key, to: to.key, color, arrows: "" }));
  }

  node(ctx, item) {
    return {
      drawNode: () => item && !this.quiet && this.paintItem(ctx, item),
      nodeDimensions: item ? { width: item.right - item.left, height: 12 } : { width: 0, height: 0 },
    };
  }

  colourOf(event) {
    return shade(this.source[event.number].color, this.theme.dark);
  }

  paintItem(ctx, item) {
    const { event, left, right, y } = item;
    const { theme } = this;
    const isPicked = event.number === this.picked;
    if (!item.shelf) {
      ctx.beginPath();
      ctx.rect(this.plan.shelf, AXIS, this.size.width, this.size.height);
      ctx.clip();
    }
    if (isPicked) this.paintHalo(ctx, item);
    const colour = this.colourOf(event);
    drawMark(ctx, event, { left, right, y, colour, theme, style: item.style, tall: item.inside });
    if (!isPicked && (item.style.labelled || item.room > LEAST_ROOM)) this.paintLabel(ctx, item, event.shown);
  }

  paintHalo(ctx, { left, right, y }) {
    ctx.beginPath();
    ctx.roundRect(left - 5, y - 11, right - left + 10, 22, 11);
    ctx.fillStyle = withAlpha(this.theme.accent, 0.22);
    ctx.strokeStyle = this.theme.accent;
    ctx.lineWidth = 1.5;
    ctx.fill();
    ctx.stroke();
  }

  /** The label behind the mark, or on it: there it stays in view as long as its bar does. */
  paintLabel(ctx, { event, left, right, y, inside, shelf, room: behindIt }, text, chip = false) {
    ctx.font = labelFont(event, this.theme, behindIt ? 10.5 : 11.5);
    const seen = inside ? Math.min(right, this.size.width) - Math.max(left, this.plotLeft) - 20 : Infinity;
    const room = shelf ? shelf - right - 14 : behindIt ?? seen;
    if (seen < LEAST_LABEL) return;
    const shown = shorten(ctx, inside ? event.label : text, room);
    const width = ctx.measureText(shown).width;
    const behind = right + GAP + (event.reported ? 6 : 0);
    const x = inside ? Math.min(Math.max(left, this.plotLeft) + 10, right - width - 8) : behind;
    if (chip) {
      ctx.fillStyle = withAlpha(this.theme.panel, 0.9);
      ctx.beginPath();
      ctx.roundRect(x - 4, y - 9, width + 8, 18, 4);
      ctx.fill();
    }
    const solid = inside && event.shape === "span" && !HOLLOW.has(event.status);
    const plainInk = event.status === "negated" ? this.theme.soft : this.theme.ink;
    ctx.fillStyle = solid ? readable(this.colourOf(event)) : plainInk;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.fillText(shown, x, y + 0.5);
  }

  paintGround(ctx) {
    if (!this.plan || this.quiet) return;
    const { theme, size, plan } = this;
    const [from, to] = this.range;
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, size.width, size.height);
    this.marks = ticks(from, to, this.view.perDay);
    for (const lane of plan.lanes) {
      if (lane.index % 2 === 0) continue;
      ctx.fillStyle = theme.band;
      ctx.fillRect(0, lane.top - this.scroll, size.width, lane.height);
    }
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    const coarse = new Set(this.marks.coarse.map((mark) => mark.day));
    for (const { day } of [...this.marks.fine, ...this.marks.coarse]) {
      const x = Math.round(this.xOf(day)) + 0.5;
      if (x < plan.shelf) continue;
      ctx.globalAlpha = coarse.has(day) ? 1 : 0.55;
      line(ctx, x, AXIS, x, size.height);
    }
    ctx.globalAlpha = 1;
    for (const lane of plan.lanes) if (!lane.style) this.paintCounts(ctx, lane);
  }

  paintCounts(ctx, lane) {
    const most = Math.max(1, ...lane.bins.map((bin) => bin.count));
    const tall = lane.height - HEAD - FOOT;
    ctx.fillStyle = shade(lane.colour ?? "#7a8491", this.theme.dark);
    for (const bin of lane.bins) {
      const [left, right] = [Math.max(this.xOf(bin.day), lane.shelf), this.xOf(bin.until)];
      const height = bin.count ? Math.max(2, (tall * bin.count) / most) : 0;
      ctx.fillRect(left + 0.5, lane.top + HEAD + tall - height - this.scroll, Math.max(1, right - left - 1), height);
    }
  }

  paintFrame(ctx) {
    if (!this.plan || this.quiet) return;
    const { theme, size, plan } = this;
    ctx.textAlign = "left";
    for (const lane of plan.lanes) this.paintName(ctx, lane);
    this.paintPicked(ctx);
    if (plan.shelf) {
      ctx.strokeStyle = theme.line;
      ctx.lineWidth = 1;
      line(ctx, plan.shelf - 0.5, AXIS, plan.shelf - 0.5, size.height);
    }
    this.paintAxis(ctx);
  }

  /** The whole label of the picked event, over all else. */
  paintPicked(ctx) {
    const item = [...this.items.values()].find((candidate) => candidate.event.number === this.picked);
    if (!item) return;
    ctx.font = labelFont(item.event, this.theme);
    const width = ctx.measureText(item.event.label).width + 2 * GAP + 8;
    const over = !item.inside && item.right + width > this.size.width;
    const place = { ...item, shelf: 0, room: undefined };
    if (over && item.left - width > this.plan.shelf) place.right = item.left - width;
    else if (over) Object.assign(place, { right: this.size.width - width, y: item.y + ROW });
    this.paintLabel(ctx, place, item.event.label, !item.inside);
  }

  paintName(ctx, lane) {
    const { theme } = this;
    const y = lane.top - this.scroll + 13;
    const count = (lane.events.length + lane.undated.length).toLocaleString("en");
    const narrow = lane.shelf === NARROW_SHELF;
    const most = lane.shelf ? lane.shelf - (narrow ? 16 : 46) : 220;
    ctx.font = `600 12px ${theme.font}`;
    ctx.textBaseline = "middle";
    const name = shorten(ctx, lane.name, most);
    const wide = ctx.measureText(name).width;
    ctx.fillStyle = withAlpha(lane.index % 2 ? theme.band : theme.ground, 0.85);
    if (!lane.shelf) ctx.fillRect(6, y - 9, wide + 36, 18);
    ctx.fillStyle = theme.ink;
    ctx.fillText(name, 10, y);
    ctx.font = `12px ${theme.font}`;
    ctx.fillStyle = theme.soft;
    if (!narrow) ctx.fillText(count, 16 + wide, y);
    if (lane.unshelved) ctx.fillText(`+ ${lane.unshelved.toLocaleString("en")} more`, 12, lane.top + lane.height - this.scroll - 12);
  }

  paintAxis(ctx) {
    const { theme, size, plan } = this;
    ctx.fillStyle = theme.panel;
    ctx.fillRect(0, 0, size.width, AXIS);
    ctx.textBaseline = "middle";
    const { fine, coarse } = this.marks;
    this.paintTicks(ctx, coarse, 13, `600 12px ${theme.font}`, theme.ink);
    this.paintTicks(ctx, fine, coarse.length ? 32 : 26, `11.5px ${theme.font}`, coarse.length ? theme.soft : theme.ink);
    ctx.fillStyle = theme.panel;
    ctx.fillRect(0, 0, plan.shelf, AXIS - 1);
    ctx.strokeStyle = theme.soft;
    ctx.lineWidth = 1;
    line(ctx, 0, AXIS - 0.5, size.width, AXIS - 0.5);
    if (!plan.shelf) return;
    ctx.font = `11.5px ${theme.font}`;
    ctx.fillStyle = theme.soft;
    ctx.fillText(plan.shelf === SHELF ? SHELF_TITLE : NARROW_TITLE, 10, 32);
    ctx.strokeStyle = theme.line;
    line(ctx, plan.shelf - 0.5, 8, plan.shelf - 0.5, AXIS);
  }

  /** A label stands behind its line; the first one in view stays until the next pushes it out. */
  paintTicks(ctx, marks, y, font, colour) {
    ctx.font = font;
    ctx.fillStyle = colour;
    marks.forEach(({ day, label }, index) => {
      const width = ctx.measureText(label).width;
      const next = index + 1 < marks.length ? this.xOf(marks[index + 1].day) : Infinity;
      const x = Math.max(this.xOf(day), this.plan.shelf) + 6;
      const pushed = this.xOf(day) < this.plan.shelf && index + 1 < marks.length && marks === this.marks.coarse;
      if (x + width <= next || pushed) ctx.fillText(label, Math.min(x, next - width - 6), y);
    });
  }

  /** What is at a point of the plot: an event, a bar of counts, the rest of a shelf, or nothing. */
  at(x, y) {
    if (y < AXIS || !this.plan) return {};
    const lane = this.plan.lanes.find((candidate) => y >= candidate.top - this.scroll && y < candidate.top - this.scroll + candidate.height);
    if (!lane) return {};
    let best = null;
    for (const item of this.items.values()) {
      const roomy = item.room > LEAST_ROOM ? Math.min(item.room, item.event.labelWidth) + GAP : 0;
      const label = item.style.labelled && !item.inside ? item.event.labelWidth + GAP : roomy;
      const end = item.shelf ? Math.min(item.right + label, item.shelf) : item.right + label;
      if (Math.abs(y - item.y) > item.style.row / 2 + 0.5 || x < item.left - 3 || x > end + 3) continue;
      const far = Math.max(0, item.left - x, x - item.right);
      if (!best || far < best.far) best = { item, far };
    }
    if (best) return { item: best.item };
    if (x < lane.shelf) return lane.unshelved && y > lane.top + lane.height - this.scroll - 24 ? { rest: lane } : {};
    const bin = !lane.style ? lane.bins?.find((one) => one.count && x >= this.xOf(one.day) && x < this.xOf(one.until)) : null;
    return bin ? { bin, lane } : {};
  }
}

function line(ctx, x, y, toX, toY) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

/** Of an event's number, the numbers of the others that an actor of it takes part in. */
function linksOf(network, events) {
  const eventsOf = new Map();
  const actorsOf = events.map(() => []);
  for (const { from, to } of network.edges) {
    eventsOf.set(from, [...(eventsOf.get(from) ?? []), to]);
    actorsOf[to].push(from);
  }
  return (number) => {
    const others = new Set(actorsOf[number].flatMap((actor) => eventsOf.get(actor)));
    others.delete(number);
    return others;
  };
}
