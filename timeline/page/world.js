// The land and borders that the map is drawn on, in the projection of Mercator: x grows by 1 a degree of longitude.

const EDGE_OF_SHEET = 179.9;
const POLE = 82;

const mercatorY = (lat) => (Math.asinh(Math.tan((Math.max(-POLE, Math.min(POLE, lat)) * Math.PI) / 180)) * 180) / Math.PI;
const latitudeOf = (y) => (Math.atan(Math.sinh((y * Math.PI) / 180)) * 180) / Math.PI;

class World {
  constructor({ arcs, rings, borders }) {
    const points = arcs.map(World.points);
    this.rings = rings.flatMap((ring) => World.whole(ring.flatMap((arc) => (arc < 0 ? [...points[~arc]].reverse() : points[arc]))));
    this.lines = points.flatMap((some, number) => World.whole(some).map((one) => ({ points: one, border: borders.includes(number) })));
  }

  /** Pairs of x and y out of steps in tenths of a degree. */
  static points(steps) {
    const points = [];
    let [x, lat] = [0, 0];
    for (let at = 0; at < steps.length; at += 2) {
      x += steps[at];
      lat += steps[at + 1];
      points.push([x / 10, mercatorY(lat / 10)]);
    }
    return points;
  }

  /** A line that crosses the antimeridian goes on beyond it, and stands on the other side of the sheet once more. */
  static whole(points) {
    let turn = 0;
    const found = points.map(([x, y], at) => {
      if (at && Math.abs(x - points[at - 1][0]) > 180) turn += Math.sign(points[at - 1][0] - x) * 360;
      return [x + turn, y];
    });
    const beyond = found.find(([x]) => Math.abs(x) > 180.5);
    if (!beyond) return [found];
    return [found, found.map(([x, y]) => [x - Math.sign(beyond[0]) * 360, y])];
  }

  /** Paint it; `to` takes x and y of the projection to a point of the canvas. */
  paint(ctx, to, { land, coast, border }) {
    ctx.fillStyle = land;
    ctx.beginPath();
    for (const ring of this.rings) {
      ring.forEach(([x, y], at) => (at ? ctx.lineTo(...to(x, y)) : ctx.moveTo(...to(x, y))));
      ctx.closePath();
    }
    ctx.fill();
    for (const kind of [true, false]) {
      ctx.strokeStyle = kind ? border : coast;
      ctx.lineWidth = kind ? 0.75 : 1;
      ctx.beginPath();
      for (const { points, border: isBorder } of this.lines) if (isBorder === kind) World.trace(ctx, points, to);
      ctx.stroke();
    }
  }

  /** Along the points, but not along the edge of the sheet, where land is only cut. */
  static trace(ctx, points, to) {
    points.forEach(([x, y], at) => {
      const before = at ? points[at - 1] : null;
      const cut = !before || (Math.abs(x) >= EDGE_OF_SHEET && Math.abs(before[0]) >= EDGE_OF_SHEET);
      if (cut) ctx.moveTo(...to(x, y));
      else ctx.lineTo(...to(x, y));
    });
  }
}
