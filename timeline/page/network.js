// The selection as a network, through vis-network: the same painter draws it on the screen and in a file.

const DIMMED = 0.12;
const LABEL_PIXELS = 12;
const LABEL_WIDTHS = { event: 200, actor: 260, place: 260 };
const EVENT_LABELS = 1.3;
const ALWAYS_LABELLED = 12;
const SURELY_LABELLED = 40;
const SMALLEST = 0.7;
const NEAREST_LOOK = 1.6;
const LOOKS = [0.02, 8];
const BORDER = { x: 46, top: 50, bottom: 64 };
const STILL = 250;
const THINGS = ["person", "group", "organisation", "country", "place"];

class NetworkView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, hovered: null, aimed: null, moved: false, withPlaces: true });
    Object.assign(this, { keys: [], places: new Map(), stood: new Map(), widths: new Map() });
    this.graph = { nodes: [], edges: [], faint: [] };
    this.holder = h("div", { className: "vis" });
    this.about = h("p", { className: "about networkabout" });
    this.toggle = h("input", { type: "checkbox", checked: true, onchange: () => this.showPlaces(this.toggle.checked) });
    container.append(this.holder, h("div", { className: "networkbar" }, h("label", {}, this.toggle, " places"), this.about));
    this.set = new vis.DataSet();
    const interaction = { ...data.options.interaction, dragNodes: true, hover: true, selectable: false, tooltipDelay: 1e6 };
    this.network = new vis.Network(this.holder, { nodes: this.set, edges: new vis.DataSet() }, { ...data.options, autoResize: false, interaction });
    this.network.on("beforeDrawing", (ctx) => this.paintEdges(ctx));
    this.network.on("afterDrawing", (ctx) => this.paintWords(ctx));
    this.network.on("hoverNode", ({ node, pointer }) => this.hover(node, pointer.DOM));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("click", ({ pointer }) => this.open(this.network.getNodeAt(pointer.DOM)));
    this.network.on("doubleClick", ({ pointer }) => this.choose(this.network.getNodeAt(pointer.DOM)));
    this.network.on("dragEnd", () => this.dragged());
    this.network.on("zoom", () => this.looked());
  }

  get nodes() {
    return this.graph.nodes;
  }

  get edges() {
    return this.graph.edges;
  }

  show(selection) {
    this.selection = selection;
    this.way = this.page.paths?.way ?? null;
    this.graph = new SelectionGraph(this.data, selection, this);
    const { byKey, honest, nodes } = this.graph;
    const keys = nodes.map(({ key }) => key);
    const same = String(keys) === String(this.keys);
    this.keys = keys;
    if (!byKey.has(this.hovered)) this.hovered = null;
    if (!byKey.has(this.aimed)) this.aimed = null;
    this.about.textContent = honest;
    this.container.setAttribute("aria-label", this.describe());
    if (same) this.place();
    else this.layOut();
  }

  showPlaces(on) {
    this.withPlaces = on;
    this.toggle.checked = on;
    this.show(this.selection);
    this.page.changed();
  }

  /* Where it stands */

  layOut() {
    const at = new Map(this.keys.map((key, position) => [key, position]));
    const joined = this.edges.map(({ from, to, weight }) => [at.get(from), at.get(to), weight]);
    const layout = new GraphLayout(this.keys, this.nodes.map(({ radius }) => radius), joined, this.stood);
    this.layout = layout;
    const go = () => {
      if (this.layout !== layout) return;
      layout.work();
      this.places = layout.places();
      this.settled = layout.done;
      if (layout.done) this.stood = this.places;
      else requestAnimationFrame(go);
      this.place();
    };
    this.settled = false;
    this.set.clear();
    const look = (key) => ({ shape: "custom", physics: false, ctxRenderer: ({ ctx }) => this.custom(ctx, this.graph.byKey.get(key)) });
    this.set.add(this.keys.map((key) => ({ id: key, x: 0, y: 0, ...look(key) })));
    go();
  }

  custom(ctx, node) {
    const scale = this.network.getScale();
    const wide = 2 * radiusOn(node, scale);
    return { drawNode: () => paintNode(ctx, this, node, scale), nodeDimensions: { width: wide, height: wide } };
  }

  place() {
    for (const [key, { x, y }] of this.places) {
      const node = this.network.body.nodes[key];
      if (node) Object.assign(node, { x, y });
    }
    if (this.wanted && this.settled) {
      this.network.moveTo({ position: this.wanted, scale: this.wanted.scale, animation: false });
      this.wanted = null;
    } else if (!this.moved || (this.settled && !this.keys.some((key) => this.inView(key)))) this.lookAtAll();
    this.network.redraw();
  }

  inView(key) {
    const { x, y } = this.network.canvasToDOM(this.places.get(key));
    const { width, height } = this.size;
    return x > 0 && y > 0 && x < width && y < height;
  }

  /** Show all nodes, with room for labels at the sides and for the line of words below. */
  lookAtAll() {
    this.moved = false;
    const { width, height } = this.size;
    if (!this.keys.length || !width || !height) return;
    const ends = (along) => {
      const all = this.nodes.map((node) => [this.places.get(node.key)[along] - node.radius, this.places.get(node.key)[along] + node.radius]);
      return [all.reduce((least, [low]) => Math.min(least, low), Infinity), all.reduce((most, [, high]) => Math.max(most, high), -Infinity)];
    };
    const [[left, right], [top, bottom]] = [ends("x"), ends("y")];
    const scale = Math.max(LOOKS[0], Math.min(NEAREST_LOOK, (width - 2 * BORDER.x) / (right - left), (height - BORDER.top - BORDER.bottom) / (bottom - top)));
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + (BORDER.bottom - BORDER.top) / 2 / scale }, scale, animation: false });
  }

  dragged() {
    if (!this.settled) return;
    for (const key of this.keys) {
      const { x, y } = this.network.body.nodes[key];
      this.places.set(key, { x, y });
    }
    this.looked();
  }

  /** The reader has moved or zoomed: the address follows when it rests. */
  looked() {
    this.moved = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.page.changed("move"), STILL);
  }

  /** Also called where the path between two actors may be another. */
  draw() {
    if (this.selection && String(this.page.paths?.way?.events) !== String(this.way?.events)) this.show(this.selection);
    else this.network.redraw();
  }

  /* How it looks */

  /** The keys that stand out: the neighbours of what is pointed at, or those of a path; null where all are alike. */
  get bright() {
    const { way, graph } = this;
    if (this.hovered) return graph.around(this.hovered);
    return way ? new Set([...way.actors.map((actor) => `a${actor}`), ...way.events.map((event) => `e${event}`)]) : null;
  }

  /** Whether an edge stands out: it touches what is pointed at or one of its events, or is one of the path. */
  isLit({ from, to }, bright) {
    if (!bright.has(from) || !bright.has(to)) return false;
    const near = this.hovered && this.graph.neighbours.get(this.hovered);
    const event = from[0] === "e" ? from : to[0] === "e" ? to : null;
    return event ? !near || near.has(event) : from === this.hovered || to === this.hovered;
  }

  get size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  paint(ctx, size) {
    const { theme } = this.page;
    const { width, height } = size;
    const [{ x, y }, scale] = [this.network.getViewPosition(), this.network.getScale()];
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.save();
    ctx.translate(width / 2 - x * scale, height / 2 - y * scale);
    ctx.scale(scale, scale);
    this.paintEdges(ctx, scale);
    for (const node of this.nodes) paintNode(ctx, this, node, scale);
    this.paintWords(ctx, scale, size);
    ctx.restore();
    Object.assign(ctx, { font: `11.5px ${theme.font}`, fillStyle: theme.soft, textBaseline: "middle", textAlign: "left" });
    ctx.fillText(shorten(ctx, this.graph.honest, width - 32), 16, height - 18);
  }

  /* What one does with it */

  hover(key, at = null) {
    this.hovered = key;
    this.holder.classList.toggle("pointing", key !== null);
    const node = key && this.graph.byKey.get(key);
    if (!node) this.page.tip(null);
    else if (node.kind === "event") this.page.tip(at.x, at.y, node.label, [this.data.passages(node.number).days]);
    else this.page.tip(at.x, at.y, node.label, [node.kind === "actor" ? this.data.actors.kind[node.number] : "place", `${plural(node.count, "event")} of the selection`]);
    this.network.redraw();
  }

  open(key) {
    const node = key && this.graph.byKey.get(key);
    if (!node) {
      if (this.page.picked !== null) this.page.pick(null);
    } else if (node.kind === "event") this.page.pick(node.number);
    else this.page.listOf(node.kind, node.number);
  }

  choose(key) {
    const node = key && this.graph.byKey.get(key);
    if (node && node.kind !== "event") this.page.choose(node.kind, [node.number]);
  }

  /** Arrows, Home and End go through the nodes, the largest first; Enter opens one; Escape lets go of it. */
  key({ key }) {
    const at = this.keys.indexOf(this.aimed);
    const last = this.keys.length - 1;
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? last : at - 1, ArrowUp: at < 0 ? last : at - 1, Home: 0, End: last }[key];
    if (next !== undefined && last >= 0) this.aim((next + last + 1) % (last + 1));
    else if (key === "Enter" && at >= 0) this.open(this.aimed);
    else if (key === "Escape" && at >= 0 && this.page.picked === null) this.aimed = this.hovered = null;
    else return false;
    this.network.redraw();
    return true;
  }

  aim(at) {
    const node = this.nodes[at];
    this.aimed = this.hovered = node.key;
    this.page.tell(node.kind === "event" ? node.label : `${node.label}: ${plural(node.count, "event")}`);
    if (this.inView(node.key)) return;
    this.network.moveTo({ position: this.places.get(node.key), animation: false });
    this.looked();
  }

  zoomBy(factor) {
    const scale = Math.max(LOOKS[0], Math.min(LOOKS[1], this.network.getScale() * factor));
    this.network.moveTo({ scale, animation: false });
    this.looked();
  }

  fit() {
    this.lookAtAll();
    this.network.redraw();
    this.page.changed("move");
  }

  mark() {
    this.network.redraw();
  }

  resize() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
    if (!this.moved) this.lookAtAll();
  }

  retheme() {
    this.widths.clear();
    this.network.redraw();
  }

  /** Whether places are shown; scale and middle, where the reader has moved them. */
  get state() {
    const look = this.wanted ?? { ...this.network.getViewPosition(), scale: this.network.getScale() };
    const numbers = this.moved ? [look.scale.toFixed(3), Math.round(look.x), Math.round(look.y)] : [];
    return [...(this.withPlaces ? [] : ["no-places"]), ...numbers].join("_");
  }

  set state(text) {
    this.withPlaces = !text.startsWith("no-places");
    this.toggle.checked = this.withPlaces;
    const [scale, x, y] = text.replace(/^no-places_?/, "").split("_").map(Number);
    this.moved = scale >= LOOKS[0] && scale <= LOOKS[1] && [x, y].every(Number.isFinite);
    this.wanted = this.moved ? { scale, x, y } : null;
  }

  describe() {
    const first = this.nodes.filter(({ kind }) => kind === "actor").slice(0, 5).map(({ label, count }) => `${label} ${count}`);
    return `Network of ${plural(this.nodes.length, "node")} and ${plural(this.edges.length, "line")}; actors with most events: ${first.join(", ")}`;
  }
}

/** As large as it is, and never too small on the screen. */
const radiusOn = (node, scale) => node.radius * Math.max(1, SMALLEST / scale);
