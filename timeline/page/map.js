// The map of the selection: a circle for each place, as large as its events are many, in the colours of their families.

const MOST_ZOOM = 3000;
const CLOSEST_FIT = 40;
const MAP_MARGIN = 60;
const OPENED = 3;
const WHEEL_LINE = 18;
const STEP_OF_PAN = 0.25;
const TIP_EVENTS = 4;
const TIP_PLACES = 6;

class MapView {
  constructor(container, data, page) {
    Object.assign(this, { container, data, page, spots: [], clusters: [], clustered: null, chosen: null, aimed: null, moved: false, zoom: 3, centre: [10, 20] });
    this.world = new World(JSON.parse(by("coast").textContent));
    this.canvas = h("canvas", { className: "mapcanvas" });
    this.missing = h("button", { type: "button", className: "beyond earlier", hidden: true, onclick: () => page.listEvents("No place on the map", this.placeless) });
    container.append(this.canvas, this.missing);
    this.pointers = new Map();
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener("pointerleave", () => this.aim(null));
    canvas.addEventListener("click", (event) => this.click(event));
    canvas.addEventListener("dblclick", (event) => this.clickTwice(event));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  get size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  show(selection) {
    Object.assign(this, gatherSpots(this.data, selection), { clustered: null });
    this.radius = radiusBy(this.spots);
    this.missing.hidden = !this.placeless.length;
    this.missing.textContent = this.leftOut;
    if (!this.moved) this.frame();
    this.draw();
  }

  get leftOut() {
    return `${plural(this.placeless.length, "event")} without a place on the map`;
  }

  /* Where one looks */

  /** So far out that the world fills the sheet from side to side, and no farther. */
  leastZoom({ width } = this.size) {
    return Math.max(0.5, width / ROUND);
  }

  frame() {
    const { width, height } = this.size;
    if (!this.spots.length || !width) return;
    const { middle, wide, high } = extentOf(this.spots);
    this.centre = middle;
    const fits = Math.min((width - 2 * MAP_MARGIN) / Math.max(0.01, wide), (height - 2 * MAP_MARGIN) / Math.max(0.01, high));
    this.zoom = Math.max(this.leastZoom(), Math.min(CLOSEST_FIT, fits));
    this.keepOnWorld();
  }

  /** North and south of the map nothing is to be seen; east and west it goes round. */
  keepOnWorld() {
    const most = Math.max(0, TOP - this.size.height / 2 / this.zoom);
    this.centre = [nearest(this.centre[0], 0), Math.max(-most, Math.min(most, this.centre[1]))];
  }

  fit() {
    this.moved = false;
    this.frame();
    this.went();
  }

  zoomBy(factor, at = [this.size.width / 2, this.size.height / 2]) {
    const fixed = this.sheet().from(...at);
    this.zoom = Math.max(this.leastZoom(), Math.min(MOST_ZOOM, this.zoom * factor));
    const now = this.sheet().from(...at);
    this.goTo(this.centre[0] + fixed[0] - now[0], this.centre[1] + fixed[1] - now[1]);
  }

  goTo(x, y) {
    this.centre = [x, y];
    this.moved = true;
    this.keepOnWorld();
    this.went();
  }

  panBy(dx, dy) {
    this.goTo(this.centre[0] - dx / this.zoom, this.centre[1] + dy / this.zoom);
  }

  /** Draw at once; the address follows when the map rests. */
  went() {
    this.draw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.page.changed("move"), REST);
  }

  sheet(size = this.size) {
    return new Sheet(this.centre, this.zoom, size);
  }

  /* Drawing */

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const { canvas, size } = this;
      const ratio = window.devicePixelRatio || 1;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const ctx = canvas.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.paintMap(ctx, size);
      this.container.setAttribute("aria-label", this.describe());
    });
  }

  /** A picture of the map: it says what is left out, too. */
  paint(ctx, size) {
    this.paintMap(ctx, size);
    if (this.placeless.length) paintNote(ctx, this.sheet(size), this.page.theme, this.leftOut);
  }

  paintMap(ctx, size) {
    const { theme } = this.page;
    const sheet = this.sheet(size);
    ctx.fillStyle = theme.panel;
    ctx.fillRect(0, 0, size.width, size.height);
    ctx.fillStyle = withAlpha(theme.accent, theme.dark ? 0.07 : 0.13);
    ctx.fillRect(0, 0, size.width, size.height);
    const land = theme.dark ? withAlpha(theme.soft, 0.2) : theme.panel;
    this.world.paint(ctx, sheet, { land, coast: withAlpha(theme.soft, 0.7), border: withAlpha(theme.soft, 0.4) });
    const seen = this.place(sheet);
    for (const circle of [...seen].reverse()) this.paintCluster(ctx, circle);
    const signs = { hollow: seen.some(({ exact }) => !exact), pale: seen.some(({ shares }) => shares.some(({ sure }) => !sure)) };
    const taken = [paintKey(ctx, sheet, theme, signs), ...(this.placeless.length ? [noteBox(sheet)] : [])];
    for (const { left, top, radius } of seen) taken.push([left - radius, top - radius, left + radius, top + radius]);
    paintPlaceNames(ctx, seen, (circle) => this.captionOf(circle), sheet, theme, taken);
    const named = new Set(seen.flatMap(({ places }) => places.map(({ place }) => this.data.places.name[place])));
    this.world.paintNames(ctx, sheet, theme, { taken, named });
  }

  paintCluster(ctx, cluster) {
    const { page } = this;
    const accented = cluster === this.aimed || cluster === this.chosenCluster || (page.picked !== null && cluster.events.has(page.picked));
    paintCircle(ctx, cluster, sharesOf(this.data, cluster), { theme: page.theme, colourOf: (event) => page.colourOf(event), accented });
  }

  /** Gather the spots for this zoom, let each circle know where it stands, and give those that are in view. */
  place(sheet) {
    if (this.clustered !== this.zoom) {
      this.clusters = clusterSpots(this.spots, this.zoom, this.radius);
      this.clustered = this.zoom;
      this.aimed = null;
    }
    for (const cluster of this.clusters) {
      [cluster.left, cluster.top] = sheet.to(nearest(cluster.x, sheet.x), cluster.y);
      cluster.places ??= placesOfCluster(this.data, cluster);
    }
    return this.clusters.filter(({ left, top, radius }) => left > -radius && left < sheet.width + radius && top > -radius && top < sheet.height + radius);
  }

  /* Words */

  nameOf(cluster) {
    const name = this.data.places.name[cluster.places[0].place];
    return cluster.places.length > 1 ? `${name} + ${cluster.places.length - 1}` : name;
  }

  /** The name, and the number of events where it doesn't stand in the circle. */
  captionOf(cluster) {
    const { events, radius } = cluster;
    return events.size > 1 && radius < NUMBERED ? `${this.nameOf(cluster)} (${grouped(events.size)})` : this.nameOf(cluster);
  }

  titleOf(cluster) {
    return `${this.nameOf(cluster)}: ${plural(cluster.events.size, "event")}`;
  }

  /** Where it is, how sure that is, and the events that weigh most. */
  linesOf(cluster) {
    const { data } = this;
    const [first, ...others] = cluster.places;
    const around = containersOf(data, first.place).map((place) => data.places.name[place]);
    const listed = cluster.places.slice(0, TIP_PLACES).map(({ place, count }) => `${data.places.name[place]} ${grouped(count)}`);
    const [vague, unsure] = [(spot) => spot.exact, (spot, event) => spot.sure.has(event)].map((holds) => eventsWithout(cluster, holds).length);
    const areas = [...new Set(cluster.places.filter(({ exact }) => !exact).map(({ place }) => areaOf(data, place)))];
    const many = (count) => (count === cluster.events.size ? "" : `${grouped(count)} of them `);
    const events = [...cluster.events].sort(heavier(data)).slice(0, TIP_EVENTS);
    return [
      others.length ? `${listed.join(", ")}${others.length >= TIP_PLACES ? ", …" : ""}` : around.length ? `in ${around.join(", ")}` : null,
      vague ? `${many(vague)}somewhere in ${areas.slice(0, 3).join(", ")}${areas.length > 3 ? " and others" : ""}` : null,
      unsure ? `${many(unsure)}perhaps here: the nearest place named, or the country of the story` : null,
      ...events.map((event) => `· ${data.caption(event)}`),
      cluster.events.size > TIP_EVENTS ? "…" : null,
    ];
  }

  describe() {
    const first = this.clusters.slice(0, 5).map((cluster) => `${this.nameOf(cluster)} ${cluster.events.size}`);
    const left = this.placeless.length ? `; ${this.leftOut}` : "";
    return `Map of ${plural(this.spots.length, "place")}${first.length ? `, most events first: ${first.join(", ")}` : ""}${left}`;
  }

  /* Mouse, touch and keys */

  at(x, y) {
    return this.clusters.find(({ left, top, radius }) => Math.hypot(left - x, top - y) <= radius + 3) ?? null;
  }

  wheel(event) {
    event.preventDefault();
    const step = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE : 1);
    this.zoomBy(Math.exp(-step * (event.ctrlKey ? 0.01 : 0.0016)), [event.offsetX, event.offsetY]);
  }

  press(event) {
    if (event.button > 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.pointers.size === 1) this.dragged = false;
  }

  move(event) {
    const here = { x: event.offsetX, y: event.offsetY };
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.aim(this.at(here.x, here.y), here);
      return;
    }
    if (!this.dragged && Math.hypot(here.x - before.x, here.y - before.y) < SLIP) return;
    this.dragged = true;
    this.aim(null);
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.pointers.set(event.pointerId, here);
    if (other) {
      const apart = (point) => Math.max(20, Math.hypot(point.x - other.x, point.y - other.y));
      this.zoomBy(apart(here) / apart(before), [(here.x + other.x) / 2, (here.y + other.y) / 2]);
    } else this.panBy(here.x - before.x, here.y - before.y);
  }

  /** Show what is under the pointer, or chosen by a key. */
  aim(cluster, at = null) {
    this.canvas.style.cursor = cluster ? "pointer" : "grab";
    if (cluster) this.page.tip(at.x, at.y, this.titleOf(cluster), this.linesOf(cluster));
    else this.page.tip(null);
    if (this.aimed === cluster) return;
    this.aimed = cluster;
    this.draw();
  }

  click({ offsetX, offsetY, detail }) {
    if (this.dragged || detail > 1) return;
    this.clicked = this.at(offsetX, offsetY);
    if (this.clicked) this.open(this.clicked);
  }

  /** A second click on a place: choose it alone. Elsewhere: zoom in. */
  clickTwice({ offsetX, offsetY }) {
    const { clicked } = this;
    if (!clicked) this.zoomBy(2, [offsetX, offsetY]);
    else if (clicked.places.length === 1) this.page.choose("place", clicked.places[0].place);
  }

  /** Several spots: zoom until they part. One: list its events. */
  open(cluster) {
    const { spots } = cluster;
    if (spots.length === 1 || this.zoom >= MOST_ZOOM) {
      this.page.listEvents(this.nameOf(cluster), [...cluster.events].sort((one, other) => one - other));
      return;
    }
    const { middle, wide, high } = extentOf(spots);
    const { width, height } = this.size;
    const fits = Math.min((width - 4 * MAP_MARGIN) / Math.max(1e-6, wide), (height - 4 * MAP_MARGIN) / Math.max(1e-6, high));
    this.zoom = Math.min(MOST_ZOOM, Math.max(OPENED * this.zoom, Math.min(fits, 6 * OPENED * this.zoom)));
    this.aim(null);
    this.goTo(...middle);
  }

  key({ key, shiftKey }) {
    const ways = { ArrowRight: [1, 0], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowUp: [0, -1] };
    const { width, height } = this.size;
    if (ways[key] && shiftKey) this.panBy(-ways[key][0] * width * STEP_OF_PAN, -ways[key][1] * height * STEP_OF_PAN);
    else if (ways[key] && this.clusters.length) this.walk(ways[key][0] + ways[key][1]);
    else if (key === "Enter" && this.chosenCluster) this.open(this.chosenCluster);
    else return false;
    return true;
  }

  /** The circle that the keys have come to. It is known by its place, whatever that is gathered with at another zoom. */
  get chosenCluster() {
    return this.chosen === null ? null : this.clusters.find(({ spots }) => spots.some(({ key }) => key === this.chosen)) ?? null;
  }

  /** To the place with the next fewer (1) or more (-1) events. */
  walk(step) {
    const { clusters } = this;
    const here = clusters.indexOf(this.chosenCluster);
    const next = clusters[here < 0 ? (step > 0 ? 0 : clusters.length - 1) : (here + step + clusters.length) % clusters.length];
    this.chosen = next.spots[0].key;
    this.page.tell(this.titleOf(next));
    const { width, height } = this.size;
    const inView = next.left > 20 && next.left < width - 20 && next.top > 20 && next.top < height - 20;
    if (inView) this.draw();
    else this.goTo(next.x, next.y);
  }

  /* What the page asks of each view */

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
    this.moved = [lon, lat, zoom].every(Number.isFinite) && Math.abs(lon) <= ROUND / 2 && Math.abs(lat) <= 90 && zoom > 0;
    if (this.moved) Object.assign(this, { centre: [lon, mercatorY(lat)], zoom: Math.max(this.leastZoom(), Math.min(MOST_ZOOM, zoom)) });
  }
}
