// How the network looks: lines, nodes, labels that keep clear of each other, and the legend.

Object.assign(NetworkView.prototype, {
  paintEdges(ctx, scale = this.network.getScale()) {
    const { bright, graph, page: { theme } } = this;
    const more = Math.max(1, SMALLEST / scale);
    const paintEdge = ({ from, to, weight, sure, arrow, quiet }, lit) => {
      const [start, end] = [this.places.get(from), this.places.get(to)];
      if (!start || !end) return;
      const share = from[0] !== "e" && to[0] !== "e" ? Math.sqrt(weight / graph.heaviest) : null;
      const alpha = bright ? (lit ? 0.9 : DIMMED / 2) : share === null ? (quiet ? 0.35 : 0.6) : (quiet ? 0.12 : 0.18) + 0.45 * share;
      ctx.strokeStyle = ctx.fillStyle = withAlpha(quiet ? theme.soft : theme.accent, alpha);
      ctx.lineWidth = ((share === null ? 1 : 0.6 + 5 * share) + (lit ? 1 : 0)) * more;
      ctx.setLineDash(sure ? [] : [4 / scale, 3 / scale]);
      line(ctx, start.x, start.y, end.x, end.y);
      ctx.setLineDash([]);
      if (arrow) paintArrow(ctx, start, end, radiusOn(graph.byKey.get(to), scale), 6 * more);
    };
    for (const edge of graph.edges) if (!bright || !this.isLit(edge, bright)) paintEdge(edge, false);
    if (bright) for (const edge of [...graph.faint, ...graph.edges]) if (this.isLit(edge, bright)) paintEdge(edge, true);
  },

  /** Labels of the largest first, as large on the screen at any zoom, where they cover no node and no other; those of the largest may cover nodes. */
  paintWords(ctx, scale = this.network.getScale(), size = this.size) {
    const { width, height } = size;
    const middle = this.network.getViewPosition();
    const [clear, overEvents, overNodes] = [1, 2, 3].map(() => new Room(width, height));
    const rooms = [clear, overEvents, overNodes];
    ctx.save();
    ctx.translate(middle.x - width / 2 / scale, middle.y - height / 2 / scale);
    ctx.scale(1 / scale, 1 / scale);
    Object.assign(ctx, { textBaseline: "middle", textAlign: "left" });
    const legend = this.paintLegend(ctx);
    const spots = this.spots(scale, middle, size);
    for (const room of rooms) room.take(0, 0, legend, 32);
    for (const { node, x, y, radius } of spots) {
      for (const room of node.kind === "event" ? [clear] : [clear, overEvents]) room.take(x - radius, y - radius, x + radius, y + radius);
    }
    spots.forEach((spot, at) => {
      const tries = rooms.slice(0, at < ALWAYS_LABELLED ? 3 : at < SURELY_LABELLED ? 2 : 1);
      const box = this.paintLabel(ctx, spot, tries, scale);
      if (box) for (const room of rooms) room.take(...box);
    });
    ctx.restore();
  },

  /** Where on the screen the nodes stand that may have a label: first what is pointed at, then the largest. */
  spots(scale, middle, { width, height }) {
    const { bright } = this;
    const spots = [];
    for (const node of this.nodes) {
      const place = this.places.get(node.key);
      if (!place || (bright && !bright.has(node.key))) continue;
      const [x, y] = [(place.x - middle.x) * scale + width / 2, (place.y - middle.y) * scale + height / 2];
      const radius = radiusOn(node, scale) * scale;
      const here = { node, x, y, radius, first: node.key === this.hovered };
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
      if (here.first) spots.unshift(here);
      else spots.push(here);
    }
    return spots;
  },

  /** Gives the box that it takes; null where there is no room. */
  paintLabel(ctx, { node, x, y, radius, first }, tries, scale) {
    const { theme, picked } = this.page;
    if (node.kind === "event" && !this.hovered && !this.way && scale < EVENT_LABELS && node.number !== picked) return null;
    const { text, wide, font } = this.labelOf(ctx, node);
    const half = 0.6 * LABEL_PIXELS;
    const sides = [[x + radius + 4, y], [x - radius - 4 - wide, y], [x - wide / 2, y + radius + half + 2], [x - wide / 2, y - radius - half - 2]];
    let side = first ? sides[0] : null;
    for (const room of [...tries].reverse()) side = sides.find(([left, at]) => room.free(left, at - half, left + wide, at + half)) ?? side;
    if (!side) return null;
    const [left, at] = side;
    ctx.fillStyle = withAlpha(theme.ground, 0.72);
    ctx.fillRect(left - 1, at - half, wide + 2, 2 * half);
    ctx.font = font;
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, left, at);
    return [left - 2, at - half, left + wide + 2, at + half];
  },

  /** What the shapes mean, of those that are there; gives its width. */
  paintLegend(ctx) {
    const { theme } = this.page;
    const here = new Set(this.nodes.map(({ thing }) => thing));
    let x = 16;
    for (const thing of THINGS.filter((one) => here.has(one))) {
      paintThing(ctx, thing, { x: x + 5, y: 18 }, 6, theme);
      ctx.font = `11.5px ${theme.font}`;
      ctx.fillStyle = theme.soft;
      ctx.fillText(thing, x + 16, 18);
      x += 32 + ctx.measureText(thing).width;
    }
    return x;
  },

  /** The label cut to its width, measured once. */
  labelOf(ctx, { key, kind, label }) {
    const known = this.widths.get(key);
    if (known?.label === label) return known;
    const font = `${kind === "event" ? "" : "600 "}${LABEL_PIXELS}px ${this.page.theme.font}`;
    ctx.font = font;
    const text = shorten(ctx, label, LABEL_WIDTHS[kind]);
    const told = { label, text, font, wide: ctx.measureText(text).width };
    this.widths.set(key, told);
    return told;
  },
});

function paintNode(ctx, view, node, scale) {
  const { page, places, bright } = view;
  const place = places.get(node.key);
  if (!place) return;
  const { theme, picked } = page;
  const radius = radiusOn(node, scale);
  ctx.globalAlpha = !bright || bright.has(node.key) ? 1 : DIMMED;
  if (node.kind === "event") {
    const look = { ...lookOf(view.data, node.number), shape: "day" };
    drawMark(ctx, look, { left: place.x - radius, right: place.x + radius, y: place.y, colour: page.colourOf(node.number), theme, style: { radius } });
  } else paintThing(ctx, node.thing, place, radius, theme);
  if (node.key === view.hovered || node.key === view.aimed || (node.kind === "event" && node.number === picked)) {
    ctx.beginPath();
    ctx.arc(place.x, place.y, radius + 4 / scale, 0, 2 * Math.PI);
    ctx.lineWidth = 2 / scale;
    ctx.strokeStyle = theme.accent;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

/** A person is round, a group three rounds, a country six-cornered, an organisation square with round corners; a place stands on its tip. */
function paintThing(ctx, thing, { x, y }, radius, theme) {
  ctx.beginPath();
  if (thing === "person") ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (thing === "group") {
    for (const turn of [-0.5, 1 / 6, 5 / 6]) {
      const [atX, atY] = [x + 0.5 * radius * Math.cos(turn * Math.PI), y + 0.5 * radius * Math.sin(turn * Math.PI)];
      ctx.moveTo(atX + 0.55 * radius, atY);
      ctx.arc(atX, atY, 0.55 * radius, 0, 2 * Math.PI);
    }
  } else if (thing === "place") corners(ctx, x, y, radius * 1.15, 4, -Math.PI / 2);
  else if (thing === "country") corners(ctx, x, y, radius * 1.08, 6, 0);
  else ctx.roundRect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius, radius / 3);
  ctx.fillStyle = thing === "place" ? theme.panel : withAlpha(theme.ink, 0.78);
  ctx.lineWidth = thing === "place" ? 2 : 1.5;
  ctx.strokeStyle = thing === "place" ? theme.soft : theme.panel;
  if (thing === "group") ctx.stroke();
  ctx.fill();
  if (thing !== "group") ctx.stroke();
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
