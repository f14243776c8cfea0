// The selection as a network, through vis-network: actors, places and events; in a crowd, actors and places joined directly.

const MOST_EVENTS = 400;
const MOST_ACTORS = 200;
const MOST_PLACES = 60;
const DIMMED = 0.12;
const LABEL_PIXELS = 12;
const SMALLEST = 0.7;
const STRONGEST = 3;

class NetworkView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, nodes: [], edges: [], places: new Map(), hovered: null, chosen: -1, moved: false, withPlaces: true });
    this.holder = h("div", { className: "vis" });
    this.about = h("p", { className: "about networkabout" });
    this.toggle = h("input", { type: "checkbox", checked: true, onchange: () => this.showPlaces(this.toggle.checked) });
    container.append(this.holder, h("div", { className: "networkbar" }, h("label", {}, this.toggle, " places"), this.about));
    this.set = new vis.DataSet();
    const interaction = { ...data.options.interaction, dragNodes: true, hover: true, selectable: false, tooltipDelay: 1e6 };
    this.network = new vis.Network(this.holder, { nodes: this.set, edges: new vis.DataSet() }, { ...data.options, autoResize: false, interaction });
    this.network.on("beforeDrawing", (ctx) => this.paintEdges(ctx));
    this.network.on("afterDrawing", (ctx) => this.paintLabels(ctx, this.network.getScale()));
    this.network.on("hoverNode", ({ node, pointer }) => this.hover(node, pointer.DOM));
    this.network.on("blurNode", () => this.hover(null));
    this.network.on("click", ({ pointer }) => this.open(this.network.getNodeAt(pointer.DOM)));
    this.network.on("doubleClick", ({ pointer }) => this.choose(this.network.getNodeAt(pointer.DOM)));
    this.network.on("dragEnd", () => this.dragged());
    this.network.on("zoom", () => { this.moved = true; });
  }

  show(selection) {
    this.selection = selection;
    this.gather();
    const keys = this.nodes.map(({ key }) => key);
    const same = String(keys) === String(this.keys);
    this.keys = keys;
    this.byKey = new Map(this.nodes.map((node) => [node.key, node]));
    this.neighbours = new Map(keys.map((key) => [key, new Set([key])]));
    for (const { from, to } of this.edges) {
      this.neighbours.get(from).add(to);
      this.neighbours.get(to).add(from);
    }
    this.about.textContent = this.honest;
    this.container.setAttribute("aria-label", this.describe());
    if (same) this.draw();
    else this.layOut();
  }

  /* What is in it */

  gather() {
    const { data, selection } = this;
    this.crowd = selection.length > MOST_EVENTS;
    const actors = this.most(selection, (event) => data.actorsOf(event).map(({ actor }) => actor), MOST_ACTORS);
    const places = this.withPlaces ? this.most(selection, (event) => data.placesOf(event).map(({ place }) => place), MOST_PLACES) : { kept: new Map(), left: 0 };
    this.nodes = [
      ...[...actors.kept].map(([actor, count]) => ({ key: `a${actor}`, kind: "actor", number: actor, count, radius: Math.min(24, 5 + 2 * Math.sqrt(count)), label: data.actors.name[actor] })),
      ...[...places.kept].map(([place, count]) => ({ key: `p${place}`, kind: "place", number: place, count, radius: Math.min(20, 5 + 1.6 * Math.sqrt(count)), label: data.places.name[place] })),
    ];
    this.edges = this.crowd ? this.joined(actors.kept, places.kept) : this.throughEvents(actors.kept, places.kept);
    this.nodes.sort((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
    const left = [actors.left ? `the ${actors.kept.size.toLocaleString("en")} actors with most events, of ${(actors.kept.size + actors.left).toLocaleString("en")}` : null,
      places.left ? `the ${places.kept.size} places with most events, of ${(places.kept.size + places.left).toLocaleString("en")}` : null];
    const how = this.crowd ? `The thicker a line, the more events in common${this.dropped ? `; ${plural(this.dropped, "weaker line")} left out` : ""}` : "An arrow leads from the agent to the event, and on to its target; dashed is not sure";
    this.honest = [how, ...left].filter(Boolean).join(" · ");
  }

  /** The keys with most events, and how many others there are. */
  most(selection, keysOf, limit) {
    const counts = new Map();
    for (const event of selection) for (const key of new Set(keysOf(event))) counts.set(key, (counts.get(key) ?? 0) + 1);
    const sorted = [...counts].sort(([one, some], [other, more]) => more - some || one - other);
    return { kept: new Map(sorted.slice(0, limit)), left: Math.max(0, sorted.length - limit) };
  }

  throughEvents(actors, places) {
    const { data } = this;
    const edges = [];
    for (const event of this.selection) {
      const key = `e${event}`;
      const parts = data.actorsOf(event).filter(({ actor }) => actors.has(actor));
      const where = data.placesOf(event).filter(({ place }) => places.has(place));
      if (!parts.length && !where.length) continue;
      this.nodes.push({ key, kind: "event", number: event, count: 0, radius: data.is(event, MAIN) ? 6 : 4.5, label: data.caption(event) });
      for (const { actor, role, sure } of parts) {
        const [from, to] = role === "target" ? [key, `a${actor}`] : [`a${actor}`, key];
        edges.push({ from, to, weight: 1, sure, arrow: role !== "participant" });
      }
      for (const { place, sure } of where) edges.push({ from: key, to: `p${place}`, weight: 0.6, sure, arrow: false, quiet: true });
    }
    return edges;
  }

  joined(actors, places) {
    const { data } = this;
    const pairs = new Map();
    for (const event of this.selection) {
      const keys = [...new Set([...data.actorsOf(event).filter(({ actor }) => actors.has(actor)).map(({ actor }) => `a${actor}`),
        ...data.placesOf(event).filter(({ place }) => places.has(place)).map(({ place }) => `p${place}`)])].sort();
      keys.forEach((one, at) => {
        for (const other of keys.slice(at + 1)) {
          if (one[0] === "p" && other[0] === "p") continue;
          const pair = `${one} ${other}`;
          pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
        }
      });
    }
    const edges = [...pairs].map(([pair, weight]) => ({ from: pair.split(" ")[0], to: pair.split(" ")[1], weight, sure: true, arrow: false, quiet: pair.includes("p") }));
    return this.strongest(edges);
  }

  /** Of the edges at each node only the heaviest few: all of them would be a ball of wool. */
  strongest(edges) {
    const at = new Map();
    const kept = edges.sort((one, other) => other.weight - one.weight || (one.from + one.to < other.from + other.to ? -1 : 1)).filter(({ from, to }) => {
      const counts = [at.get(from) ?? 0, at.get(to) ?? 0];
      if (Math.min(...counts) >= STRONGEST) return false;
      at.set(from, counts[0] + 1);
      at.set(to, counts[1] + 1);
      return true;
    });
    this.dropped = edges.length - kept.length;
    return kept;
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
    const layout = new GraphLayout(this.keys, this.nodes.map(({ radius }) => radius), this.edges.map(({ from, to, weight }) => [at.get(from), at.get(to), weight]), this.places);
    this.layout = layout;
    const go = () => {
      if (this.layout !== layout) return;
      layout.work();
      this.places = layout.places();
      this.place();
      if (!layout.done) requestAnimationFrame(go);
      else this.settled = true;
    };
    this.settled = false;
    this.set.clear();
    this.set.add(this.nodes.map((node) => ({ id: node.key, x: 0, y: 0, shape: "custom", physics: false, ctxRenderer: ({ ctx }) => ({
      drawNode: () => this.paintNode(ctx, this.byKey.get(node.key)),
      nodeDimensions: { width: 2 * node.radius, height: 2 * node.radius },
    }) })));
    go();
  }

  place() {
    for (const [key, { x, y }] of this.places) {
      const node = this.network.body.nodes[key];
      if (node) Object.assign(node, { x, y });
    }
    if (!this.moved) this.network.fit({ animation: false });
    this.draw();
  }

  dragged() {
    this.moved = true;
    for (const key of this.keys) {
      const { x, y } = this.network.body.nodes[key];
      this.places.set(key, { x, y });
    }
  }

  draw() {
    this.network.redraw();
  }

  /* How it looks */

  /** The keys that stand out: those of a path, or the neighbours of what the pointer is on. */
  get bright() {
    const { way } = this.page.paths;
    if (this.hovered) return this.neighbours.get(this.hovered) ?? null;
    return way ? new Set([...way.actors.map((actor) => `a${actor}`), ...way.events.map((event) => `e${event}`)]) : null;
  }

  paintEdges(ctx, scale = this.network.getScale()) {
    const { theme } = this.page;
    const { bright } = this;
    for (const { from, to, weight, sure, arrow, quiet } of this.edges) {
      const [start, end] = [this.places.get(from), this.places.get(to)];
      if (!start || !end) continue;
      const seen = !bright || (bright.has(from) && bright.has(to));
      ctx.strokeStyle = ctx.fillStyle = withAlpha(quiet ? theme.soft : theme.accent, seen ? (quiet ? 0.35 : 0.6) : DIMMED / 2);
      ctx.lineWidth = (this.crowd ? Math.min(6, 0.6 + 0.5 * Math.sqrt(weight)) : 1) * Math.max(1, SMALLEST / scale);
      ctx.setLineDash(sure ? [] : [4 / scale, 3 / scale]);
      line(ctx, start.x, start.y, end.x, end.y);
      ctx.setLineDash([]);
      if (arrow) paintArrow(ctx, start, end, this.radiusOf(this.byKey.get(to), scale), 6 * Math.max(1, SMALLEST / scale));
    }
  }

  /** As large as it is, and never too small on the screen. */
  radiusOf(node, scale) {
    return node.radius * Math.max(1, SMALLEST / scale);
  }

  paintNode(ctx, node, scale = this.network.getScale()) {
    const place = this.places.get(node.key);
    if (!place) return;
    const radius = this.radiusOf(node, scale);
    const { theme, picked } = this.page;
    const { bright } = this;
    ctx.globalAlpha = !bright || bright.has(node.key) ? 1 : DIMMED;
    if (node.kind === "event") {
      const { x, y } = place;
      const look = { ...lookOf(this.data, node.number), shape: "day" };
      drawMark(ctx, look, { left: x - radius, right: x + radius, y, colour: this.page.colourOf(node.number), theme, style: { radius } });
    } else paintThing(ctx, node.kind === "actor" ? this.data.actors.kind[node.number] : "place", place, radius, theme);
    const aimed = this.nodes[this.chosen]?.key === node.key;
    if ((node.kind === "event" && node.number === picked) || aimed || node.key === this.hovered) {
      ctx.beginPath();
      ctx.arc(place.x, place.y, radius + 4 / scale, 0, 2 * Math.PI);
      ctx.lineWidth = 2 / scale;
      ctx.strokeStyle = theme.accent;
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  /** Labels of the largest first, as large on the screen at any zoom, where they cover no other. */
  paintLabels(ctx, scale) {
    const { theme } = this.page;
    const { bright } = this;
    const size = LABEL_PIXELS / scale;
    const taken = [];
    const wanted = bright ? [...this.nodes].sort((one, other) => bright.has(other.key) - bright.has(one.key)) : this.nodes;
    Object.assign(ctx, { textBaseline: "middle", textAlign: "left" });
    for (const node of wanted) {
      const seen = !bright || bright.has(node.key);
      if (!seen || (node.kind === "event" && !bright && scale < 1.3)) continue;
      const place = this.places.get(node.key);
      if (!place) continue;
      ctx.font = `${node.kind === "event" ? "" : "600 "}${size}px ${theme.font}`;
      const text = node.kind === "event" ? shorten(ctx, node.label, 200 / scale) : shorten(ctx, node.label, 260 / scale);
      const width = ctx.measureText(text).width;
      const [x, y] = [place.x + this.radiusOf(node, scale) + 4 / scale, place.y];
      if (taken.some(([a, b, c, d]) => x < c && x + width > a && y - size / 2 < d && y + size / 2 > b)) continue;
      taken.push([x, y - 0.6 * size, x + width, y + 0.6 * size]);
      ctx.fillStyle = withAlpha(theme.ground, 0.7);
      ctx.fillRect(x - 1 / scale, y - 0.6 * size, width + 2 / scale, 1.2 * size);
      ctx.fillStyle = theme.ink;
      ctx.fillText(text, x, y);
    }
  }

  get size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  paint(ctx, { width, height }) {
    const { theme } = this.page;
    const [{ x, y }, scale] = [this.network.getViewPosition(), this.network.getScale()];
    ctx.fillStyle = theme.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.save();
    ctx.translate(width / 2 - x * scale, height / 2 - y * scale);
    ctx.scale(scale, scale);
    this.paintEdges(ctx, scale);
    for (const node of this.nodes) this.paintNode(ctx, node, scale);
    this.paintLabels(ctx, scale);
    ctx.restore();
  }

  /* What one does with it */

  hover(key, at = null) {
    this.hovered = key;
    this.holder.classList.toggle("pointing", key !== null);
    const node = key && this.byKey.get(key);
    if (!node) this.page.tip(null);
    else if (node.kind === "event") this.page.tip(at.x, at.y, node.label, [this.data.passages(node.number).days]);
    else this.page.tip(at.x, at.y, node.label, [node.kind === "actor" ? this.data.actors.kind[node.number] : "place", `${plural(node.count, "event")} of the selection`]);
    this.draw();
  }

  open(key) {
    const node = key && this.byKey.get(key);
    if (!node) {
      if (this.page.picked !== null) this.page.pick(null);
    } else if (node.kind === "event") this.page.pick(node.number);
    else this.page.listOf(node.kind, node.number);
  }

  choose(key) {
    const node = key && this.byKey.get(key);
    if (node && node.kind !== "event") this.page.choose(node.kind, [node.number]);
  }

  key({ key }) {
    const turns = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (turns[key] && this.nodes.length) {
      this.chosen = (this.chosen + turns[key] + this.nodes.length) % this.nodes.length;
      const node = this.nodes[this.chosen];
      this.page.tell(node.kind === "event" ? node.label : `${node.label}: ${plural(node.count, "event")}`);
      this.hovered = node.key;
      this.draw();
      return true;
    }
    if (key !== "Enter" || !this.nodes[this.chosen]) return false;
    this.open(this.nodes[this.chosen].key);
    return true;
  }

  zoomBy(factor) {
    this.moved = true;
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: false });
  }

  fit() {
    this.moved = false;
    this.network.fit({ animation: false });
    this.draw();
  }

  mark() {
    this.draw();
  }

  resize() {
    this.network.setSize("100%", "100%");
    this.network.redraw();
    if (!this.moved) this.network.fit({ animation: false });
  }

  retheme() {
    this.draw();
  }

  get state() {
    return this.withPlaces ? "" : "no-places";
  }

  set state(text) {
    this.withPlaces = text !== "no-places";
    this.toggle.checked = this.withPlaces;
    if (this.selection) this.show(this.selection);
  }

  describe() {
    const first = this.nodes.filter(({ kind }) => kind === "actor").slice(0, 5).map(({ label, count }) => `${label} ${count}`);
    return `Network of ${plural(this.nodes.length, "node")} and ${plural(this.edges.length, "line")}; actors with most events: ${first.join(", ")}`;
  }
}

/** People are round, countries six-cornered, other actors square with round corners, places stand on their tip. */
function paintThing(ctx, kind, { x, y }, radius, theme) {
  ctx.beginPath();
  if (kind === "person") ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (kind === "place") corners(ctx, x, y, radius * 1.15, 4, -Math.PI / 2);
  else if (kind === "country") corners(ctx, x, y, radius * 1.08, 6, 0);
  else ctx.roundRect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius, radius / 3);
  ctx.fillStyle = kind === "place" ? theme.panel : withAlpha(theme.ink, 0.78);
  ctx.fill();
  ctx.lineWidth = kind === "place" ? 2 : 1.5;
  ctx.strokeStyle = kind === "place" ? theme.soft : theme.panel;
  ctx.stroke();
}

function corners(ctx, x, y, radius, count, turn) {
  for (let at = 0; at < count; at += 1) {
    const angle = turn + (2 * Math.PI * at) / count;
    if (at) ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    else ctx.moveTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  ctx.closePath();
}

function paintArrow(ctx, start, end, radius, size) {
  const angle = Math.atan2(end.y - start.y, end.x - start.x);
  const [x, y] = [end.x - (radius + 1.5) * Math.cos(angle), end.y - (radius + 1.5) * Math.sin(angle)];
  ctx.beginPath();
  ctx.moveTo(x, y);
  for (const side of [-1, 1]) ctx.lineTo(x - size * Math.cos(angle + side * 0.42), y - size * Math.sin(angle + side * 0.42));
  ctx.closePath();
  ctx.fill();
}
