// The map of the selection: a circle for each place, as large as its events are many, in the colours of their families.

const LEAST_ZOOM = 2;
const MOST_ZOOM = 900;
const CLOSEST_FIT = 60;
const MAP_MARGIN = 60;
const LARGEST = 30;
const TIP_EVENTS = 4;
const KM_A_DEGREE = 111.32;

class MapView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, spots: [], clusters: [], chosen: -1, centre: [10, mercatorY(20)], zoom: 3, moved: false });
    this.world = new World(JSON.parse(by("coast").textContent));
    this.canvas = h("canvas", { className: "mapcanvas" });
    this.missing = h("button", { type: "button", className: "beyond earlier", hidden: true, onclick: () => page.listEvents("No place on the map", this.placeless) });
    container.append(this.canvas, this.missing);
    this.pointers = new Map();
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, (event) => this.release(event));
    this.canvas.addEventListener("pointerleave", () => page.tip(null));
    this.canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), [event.offsetX, event.offsetY]);
    }, { passive: false });
  }

  get size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  /** From the projection to the canvas, and back. */
  to(x, y) {
    const { width, height } = this.size;
    return [width / 2 + (x - this.centre[0]) * this.zoom, height / 2 - (y - this.centre[1]) * this.zoom];
  }

  from(left, top) {
    const { width, height } = this.size;
    return [this.centre[0] + (left - width / 2) / this.zoom, this.centre[1] - (top - height / 2) / this.zoom];
  }

  show(selection) {
    this.selection = selection;
    this.gather();
    if (!this.moved) this.frame();
    this.draw();
  }

  /** The events by the point where they were. Of places that lie within each other the smallest counts. */
  gather() {
    const { data } = this;
    const { lat, lon, own } = data.places;
    const spots = new Map();
    this.placeless = [];
    for (const event of this.selection) {
      const places = data.placesOf(event).filter(({ place }) => lat[place] !== null && lon[place] !== null);
      const larger = new Set(places.flatMap(({ place }) => containersOf(data, place)));
      const smallest = places.filter(({ place }) => !larger.has(place));
      if (!smallest.length) this.placeless.push(event);
      for (const { place, sure } of smallest) {
        const key = `${lat[place]} ${lon[place]}`;
        if (!spots.has(key)) spots.set(key, { x: lon[place], y: mercatorY(lat[place]), places: new Map(), events: new Set(), unsure: new Set(), exact: false });
        const spot = spots.get(key);
        spot.places.set(place, (spot.places.get(place) ?? 0) + 1);
        spot.events.add(event);
        if (!sure) spot.unsure.add(event);
        spot.exact ||= own[place];
      }
    }
    this.spots = [...spots.values()].sort((one, other) => other.events.size - one.events.size || one.x - other.x || one.y - other.y);
    this.missing.hidden = !this.placeless.length;
    this.missing.textContent = `${plural(this.placeless.length, "event")} without a place on the map`;
  }

  /** Circles that would cover each other are one until one zooms in. */
  cluster() {
    this.clusters = [];
    for (const spot of this.spots) {
      const [left, top] = this.to(spot.x, spot.y);
      const radius = radiusFor(spot.events.size);
      const near = this.clusters.find((one) => Math.hypot(one.left - left, one.top - top) < 0.8 * (one.radius + radius));
      if (!near) this.clusters.push({ left, top, radius, spots: [spot], events: new Set(spot.events) });
      else {
        near.spots.push(spot);
        for (const event of spot.events) near.events.add(event);
        near.radius = radiusFor(near.events.size);
      }
    }
    this.clusters.sort((one, other) => other.events.size - one.events.size || one.left - other.left);
  }

  frame() {
    const { width, height } = this.size;
    if (!this.spots.length || !width) return;
    const [xs, ys] = ["x", "y"].map((axis) => this.spots.map((spot) => spot[axis]));
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.centre = [(left + right) / 2, (low + high) / 2];
    const fits = Math.min((width - 2 * MAP_MARGIN) / Math.max(0.01, right - left), (height - 2 * MAP_MARGIN) / Math.max(0.01, high - low));
    this.zoom = Math.max(LEAST_ZOOM, Math.min(CLOSEST_FIT, fits));
  }

  fit() {
    this.moved = false;
    this.frame();
    this.went();
  }

  zoomBy(factor, at = [this.size.width / 2, this.size.height / 2]) {
    const fixed = this.from(...at);
    this.zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, this.zoom * factor));
    const now = this.from(...at);
    this.centre = [this.centre[0] + fixed[0] - now[0], this.centre[1] + fixed[1] - now[1]];
    this.moved = true;
    this.went();
  }

  went() {
    this.centre = [Math.max(-180, Math.min(180, this.centre[0])), Math.max(-150, Math.min(150, this.centre[1]))];
    this.draw();
    this.page.changed("move");
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const { canvas, size } = this;
      const ratio = window.devicePixelRatio || 1;
      Object.assign(canvas, { width: Math.round(size.width * ratio), height: Math.round(size.height * ratio) });
      const ctx = canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      this.paint(ctx, size);
      this.container.setAttribute("aria-label", this.describe());
    });
  }

  paint(ctx, { width, height }) {
    const { theme } = this.page;
    ctx.fillStyle = theme.dark ? theme.ground : theme.band;
    ctx.fillRect(0, 0, width, height);
    const land = theme.dark ? withAlpha(theme.soft, 0.16) : theme.panel;
    this.world.paint(ctx, (x, y) => this.to(x, y), { land, coast: withAlpha(theme.soft, 0.7), border: withAlpha(theme.soft, 0.35) });
    this.cluster();
    for (const cluster of [...this.clusters].reverse()) this.paintCluster(ctx, cluster);
    this.paintNames(ctx, width, height);
    this.paintScale(ctx, width, height);
  }

  paintCluster(ctx, cluster) {
    const { theme, picked } = this.page;
    const { left, top, radius, events } = cluster;
    const counts = new Map();
    for (const event of events) counts.set(this.data.family[event], [...(counts.get(this.data.family[event]) ?? []), event]);
    let angle = -Math.PI / 2;
    for (const [, some] of [...counts].sort(([one], [other]) => one - other)) {
      const turn = (2 * Math.PI * some.length) / events.size;
      ctx.beginPath();
      ctx.moveTo(left, top);
      ctx.arc(left, top, radius, angle, angle + turn);
      ctx.closePath();
      ctx.fillStyle = this.page.colourOf(some[0]);
      ctx.fill();
      angle += turn;
    }
    const counted = events.size > 1 && radius >= 8;
    if (counted) {
      ctx.beginPath();
      ctx.arc(left, top, radius * 0.62, 0, 2 * Math.PI);
      ctx.fillStyle = theme.panel;
      ctx.fill();
      ctx.font = `600 ${radius > 16 ? 12 : 10.5}px ${theme.font}`;
      Object.assign(ctx, { fillStyle: theme.ink, textAlign: "center", textBaseline: "middle" });
      ctx.fillText(events.size.toLocaleString("en"), left, top + 0.5);
    }
    this.paintOutline(ctx, cluster, events.has(picked));
  }

  /** Dashed where no place of its own is known, only a larger one; in the colour of the cursor where it is picked. */
  paintOutline(ctx, cluster, isPicked) {
    const { theme } = this.page;
    const { left, top, radius } = cluster;
    const aimed = this.clusters[this.chosen] === cluster;
    ctx.beginPath();
    ctx.arc(left, top, radius + (isPicked || aimed ? 3 : 1), 0, 2 * Math.PI);
    ctx.lineWidth = isPicked || aimed ? 2.5 : 1.25;
    ctx.strokeStyle = isPicked || aimed ? theme.accent : theme.panel;
    if (!cluster.spots.some((spot) => spot.exact)) {
      ctx.strokeStyle = theme.ink;
      ctx.setLineDash([3, 2.5]);
    }
    ctx.stroke();
    ctx.setLineDash([]);
  }

  /** Names of places, those with most events first, where they cover nothing. */
  paintNames(ctx, width, height) {
    const { theme } = this.page;
    const taken = this.clusters.map(({ left, top, radius }) => [left - radius, top - radius, left + radius, top + radius]);
    ctx.font = `12px ${theme.font}`;
    Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
    for (const cluster of this.clusters) {
      const text = this.nameOf(cluster);
      const wide = ctx.measureText(text).width;
      const sides = [[cluster.left + cluster.radius + 5, cluster.top], [cluster.left - cluster.radius - 5 - wide, cluster.top],
        [cluster.left - wide / 2, cluster.top + cluster.radius + 10], [cluster.left - wide / 2, cluster.top - cluster.radius - 10]];
      const free = sides.find(([x, y]) => x > 2 && x + wide < width - 2 && y > 8 && y < height - 8
        && !taken.some(([a, b, c, d]) => x < c && x + wide > a && y - 8 < d && y + 8 > b));
      if (!free) continue;
      const [x, y] = free;
      taken.push([x, y - 8, x + wide, y + 8]);
      ctx.fillStyle = withAlpha(theme.panel, 0.75);
      ctx.fillRect(x - 2, y - 8, wide + 4, 16);
      ctx.fillStyle = theme.ink;
      ctx.fillText(text, x, y + 0.5);
    }
  }

  /** The place with most events, and how many others are gathered with it. */
  nameOf(cluster) {
    const places = cluster.spots.flatMap((spot) => [...spot.places].map(([place, count]) => ({ place, count, exact: this.data.places.own[place] })));
    places.sort((one, other) => other.exact - one.exact || other.count - one.count || one.place - other.place);
    const name = this.data.places.name[places[0].place];
    return places.length > 1 ? `${name} + ${places.length - 1}` : name;
  }

  paintScale(ctx, width, height) {
    const { theme } = this.page;
    const [, y] = this.from(width / 2, height);
    const perKm = this.zoom / (KM_A_DEGREE * Math.cos((latitudeOf(y) * Math.PI) / 180));
    const km = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((length) => length * perKm < 140) ?? 1;
    const right = width - 16;
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.5;
    line(ctx, right - km * perKm, height - 14, right, height - 14);
    ctx.font = `11px ${theme.font}`;
    Object.assign(ctx, { fillStyle: theme.ink, textAlign: "right", textBaseline: "middle" });
    ctx.fillText(`${km.toLocaleString("en")} km`, right, height - 24);
    ctx.textAlign = "left";
  }

  at(x, y) {
    return this.clusters.find(({ left, top, radius }) => Math.hypot(left - x, top - y) <= radius + 3) ?? null;
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.pointers.size === 1) this.dragged = false;
  }

  move(event) {
    const here = { x: event.offsetX, y: event.offsetY };
    const before = this.pointers.get(event.pointerId);
    if (!before) return this.hover(here);
    if (!this.dragged && Math.hypot(here.x - before.x, here.y - before.y) < SLIP) return undefined;
    this.dragged = true;
    this.moved = true;
    this.page.tip(null);
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.pointers.set(event.pointerId, here);
    if (other) {
      const apart = (point) => Math.max(20, Math.hypot(point.x - other.x, point.y - other.y));
      return this.zoomBy(apart(here) / apart(before), [(here.x + other.x) / 2, (here.y + other.y) / 2]);
    }
    this.centre = [this.centre[0] - (here.x - before.x) / this.zoom, this.centre[1] + (here.y - before.y) / this.zoom];
    return this.went();
  }

  release(event) {
    if (!this.pointers.delete(event.pointerId) || this.dragged || event.type === "pointercancel") return;
    const cluster = this.at(event.offsetX, event.offsetY);
    if (cluster) this.open(cluster);
  }

  hover({ x, y }) {
    const cluster = this.at(x, y);
    this.canvas.style.cursor = cluster ? "pointer" : "grab";
    if (!cluster) return this.page.tip(null);
    const { data } = this;
    const unsure = new Set(cluster.spots.flatMap((spot) => [...spot.unsure])).size;
    const events = [...cluster.events].sort(heavier(data)).slice(0, TIP_EVENTS);
    const vague = cluster.spots.every((spot) => !spot.exact) ? "somewhere in it: no place of its own is known" : null;
    return this.page.tip(x, y, `${this.nameOf(cluster)}: ${plural(cluster.events.size, "event")}`, [
      vague, unsure ? `${unsure.toLocaleString("en")} of them perhaps` : null, ...events.map((one) => data.caption(one)),
      cluster.events.size > TIP_EVENTS ? "…" : null]);
  }

  /** Several places: zoom to them. One: list its events. */
  open(cluster) {
    const { spots } = cluster;
    if (spots.length > 1 && this.zoom < MOST_ZOOM / 2) {
      const [x, y] = ["x", "y"].map((axis) => spots.reduce((sum, spot) => sum + spot[axis], 0) / spots.length);
      this.centre = [x, y];
      this.zoom = Math.min(MOST_ZOOM, this.zoom * 3);
      this.moved = true;
      this.went();
    } else this.page.listEvents(this.nameOf(cluster), [...cluster.events].sort((one, other) => one - other));
  }

  key({ key }) {
    const turns = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (turns[key] && this.clusters.length) {
      this.chosen = (this.chosen + turns[key] + this.clusters.length) % this.clusters.length;
      const cluster = this.clusters[this.chosen];
      this.page.tell(`${this.nameOf(cluster)}: ${plural(cluster.events.size, "event")}`);
      this.draw();
      return true;
    }
    if (key !== "Enter" || !this.clusters[this.chosen]) return false;
    this.open(this.clusters[this.chosen]);
    return true;
  }

  mark() {
    this.draw();
  }

  resize() {
    if (!this.moved) this.frame();
    this.draw();
  }

  retheme() {
    this.draw();
  }

  /** Longitude, latitude and zoom, where the reader has moved. */
  get state() {
    return this.moved ? [this.centre[0], latitudeOf(this.centre[1]), this.zoom].map((number) => number.toFixed(3)).join("_") : "";
  }

  set state(text) {
    const [lon, lat, zoom] = text.split("_").map(Number);
    this.moved = [lon, lat, zoom].every(Number.isFinite) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
    if (this.moved) Object.assign(this, { centre: [lon, mercatorY(lat)], zoom: Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, zoom)) });
  }

  describe() {
    const first = this.clusters.slice(0, 5).map((cluster) => `${this.nameOf(cluster)} ${cluster.events.size}`);
    return `Map of ${plural(this.spots.length, "place")}, most events first: ${first.join(", ")}`;
  }
}

const radiusFor = (count) => Math.min(LARGEST, 4 + 3 * Math.sqrt(count));

/** The places that a place lies within. */
function containersOf(data, place) {
  const found = [];
  for (let here = data.places.within[place]; here !== null && !found.includes(here); here = data.places.within[here]) found.push(here);
  return found;
}
