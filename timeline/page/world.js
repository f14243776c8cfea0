// The land, borders and names that the map is drawn on, in the projection of Mercator: x grows by 1 a degree of longitude.
// The world goes round: a place stands where it is nearest to the middle of the sheet, and land is drawn as often as it is seen.

const POLE = 82;
const ROUND = 360;
const PARTS_OF_DEGREE = 100;
const SEAM = 0.05;
const NAME_ROOM = 1.7;
const NAMELESS = 6;
const NAME_STEPS = [10.5, 12, 14];

const mercatorY = (lat) => (Math.asinh(Math.tan((Math.max(-POLE, Math.min(POLE, lat)) * Math.PI) / 180)) * 180) / Math.PI;
const latitudeOf = (y) => (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;
/** How long a degree of longitude is there, measured by one of latitude. */
const narrowing = (lat) => Math.cos((lat * Math.PI) / 180);
const TOP = mercatorY(POLE);

/** The longitude, or one that many turns away from it, that is nearest to `middle`. */
const nearest = (x, middle) => x + ROUND * Math.round((middle - x) / ROUND);

/** A sheet of so many pixels, its middle at a point of the projection, with so many pixels a degree of longitude. */
class Sheet {
  constructor([x, y], zoom, { width, height }) {
    Object.assign(this, { x, y, zoom, width, height });
    this.left = x - width / 2 / zoom;
    this.right = x + width / 2 / zoom;
    this.low = y - height / 2 / zoom;
    this.high = y + height / 2 / zoom;
  }

  to(x, y) {
    return [(x - this.left) * this.zoom, (this.high - y) * this.zoom];
  }

  from(left, top) {
    return [this.left + left / this.zoom, this.high - top / this.zoom];
  }

  /** By how many degrees a box of the world is to be moved, each time that it is seen. */
  turnsOf([left, right, low, high]) {
    const turns = [];
    if (low > this.high || high < this.low) return turns;
    const first = Math.ceil((this.left - right) / ROUND);
    for (let turn = first; left + turn * ROUND <= this.right; turn += 1) turns.push(turn * ROUND);
    return turns;
  }
}

class World {
  constructor({ arcs, rings, borders, names }) {
    const arcPoints = arcs.map(World.decoded);
    const shared = new Set(borders);
    this.rings = rings.map((ring) => World.boxed(ring.flatMap((arc) => (arc < 0 ? [...arcPoints[~arc]].reverse() : arcPoints[arc]))));
    this.lines = arcPoints.map((points, number) => ({ ...World.boxed(points), border: shared.has(number) }));
    this.names = names.map(([name, ...place]) => {
      const [x, lat, room] = place.map((number) => number / PARTS_OF_DEGREE);
      return { name, x, y: mercatorY(lat), room: room / narrowing(lat) };
    });
  }

  /** Pairs of x and y out of the text of Google's encoded polyline format. */
  static decoded(text) {
    const points = [];
    const sums = [0, 0];
    let [number, shift, axis] = [0, 0, 0];
    for (let at = 0; at < text.length; at += 1) {
      const group = text.charCodeAt(at) - 63;
      number |= (group & 31) << shift;
      shift += 5;
      if (group & 32) continue;
      sums[axis] += number & 1 ? ~(number >> 1) : number >> 1;
      if (axis) points.push([sums[0] / PARTS_OF_DEGREE, mercatorY(sums[1] / PARTS_OF_DEGREE)]);
      [number, shift, axis] = [0, 0, 1 - axis];
    }
    return points;
  }

  /** The line and the box around it. Where it crosses the antimeridian, it goes on beyond 180 degrees. */
  static boxed(line_) {
    let turn = 0;
    const points = line_.map(([x, y], at) => {
      if (at && Math.abs(x - line_[at - 1][0]) > ROUND / 2) turn += Math.sign(line_[at - 1][0] - x) * ROUND;
      return [x + turn, y];
    });
    const box = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of points) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.max(box[1], x);
      box[2] = Math.min(box[2], y);
      box[3] = Math.max(box[3], y);
    }
    return { points, box };
  }

  paint(ctx, sheet, { land, coast, border }) {
    ctx.fillStyle = land;
    ctx.beginPath();
    for (const { points, box } of this.rings) {
      for (const turn of sheet.turnsOf(box)) {
        World.trace(ctx, points, sheet, turn, false);
        ctx.closePath();
      }
    }
    ctx.fill();
    for (const kind of [true, false]) {
      ctx.strokeStyle = kind ? border : coast;
      ctx.lineWidth = kind ? 0.75 : 1;
      ctx.beginPath();
      for (const line_ of this.lines) if (line_.border === kind) for (const turn of sheet.turnsOf(line_.box)) World.trace(ctx, line_.points, sheet, turn, true);
      ctx.stroke();
    }
  }

  /** Along the points; with `open`, not along the antimeridian, where land is only cut. */
  static trace(ctx, points, { left, high, zoom }, turn, open) {
    let cut = true;
    let onSeam = false;
    for (const [x, y] of points) {
      const seam = open && Math.abs(Math.abs(x) - ROUND / 2) < SEAM;
      if (cut || (seam && onSeam)) ctx.moveTo((x + turn - left) * zoom, (high - y) * zoom);
      else ctx.lineTo((x + turn - left) * zoom, (high - y) * zoom);
      [cut, onSeam] = [false, seam];
    }
  }

  /** Names of countries, where there is room for them and nothing is `taken`, but for those that are `named` already. */
  paintNames(ctx, sheet, theme, { taken, named }) {
    Object.assign(ctx, { fillStyle: withAlpha(theme.soft, 0.85), textAlign: "center", textBaseline: "middle" });
    for (const { name, x, y, room } of this.names) {
      const radius = room * sheet.zoom;
      const [left, top] = sheet.to(nearest(x, sheet.x), y);
      if (radius < NAMELESS || named.has(name)) continue;
      const size = NAME_STEPS[radius > 120 ? 2 : radius > 60 ? 1 : 0];
      ctx.font = `${size}px ${theme.font}`;
      const half = ctx.measureText(name).width / 2;
      const box = [left - half, top - size * 0.7, left + half, top + size * 0.7];
      const inSheet = box[0] > 0 && box[2] < sheet.width && box[1] > 0 && box[3] < sheet.height;
      if (!inSheet || half > NAME_ROOM * radius || taken.some((other) => covers(box, other))) continue;
      taken.push(box);
      ctx.fillText(name, left, top);
    }
  }
}

const covers = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
