// Where the nodes of a graph stand: springs along the edges, repulsion between all (Fruchterman and Reingold 1991), always the same
// for the same graph. It works in slices of time, so that the page answers meanwhile.

const SPRING = 30;
const ROUNDS = 160;
const PULL = 0.12;
const ALONE = 2.5;
const SLICE = 24;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

class GraphLayout {
  /**
   * @param nodes keys of the nodes, the most important first
   * @param radii of the nodes
   * @param edges pairs of positions in `nodes`, with a weight
   * @param before places of nodes from an earlier layout, by key
   */
  constructor(nodes, radii, edges, before = new Map()) {
    const count = nodes.length;
    Object.assign(this, { nodes, radii, edges, round: 0, x: new Float64Array(count), y: new Float64Array(count) });
    nodes.forEach((key, at) => {
      const far = SPRING * 0.9 * Math.sqrt(at + 0.5);
      const place = before.get(key) ?? { x: far * Math.cos(at * GOLDEN), y: far * Math.sin(at * GOLDEN) };
      this.x[at] = place.x;
      this.y[at] = place.y;
    });
    this.dx = new Float64Array(count);
    this.dy = new Float64Array(count);
    this.links = new Float64Array(count);
    for (const [one, other] of edges) {
      this.links[one] += 1;
      this.links[other] += 1;
    }
  }

  get done() {
    return this.round >= ROUNDS;
  }

  /** Go on for a slice of time. */
  work() {
    const began = performance.now();
    while (!this.done && performance.now() - began < SLICE) this.step();
  }

  step() {
    const { x, y, dx, dy, links, radii } = this;
    const count = x.length;
    const heat = SPRING * 1.6 * (1 - this.round / ROUNDS) ** 1.5 + 0.4;
    dx.fill(0);
    dy.fill(0);
    for (let one = 0; one < count; one += 1) {
      for (let other = one + 1; other < count; other += 1) {
        const [ax, ay] = [x[one] - x[other] || 0.01 * (other - one), y[one] - y[other] || 0.01];
        const wanted = SPRING + 0.9 * (radii[one] + radii[other]);
        const push = (wanted * wanted) / (ax * ax + ay * ay);
        if (push < 0.004) continue;
        dx[one] += ax * push;
        dy[one] += ay * push;
        dx[other] -= ax * push;
        dy[other] -= ay * push;
      }
    }
    for (const [one, other, weight] of this.edges) {
      const [ax, ay] = [x[one] - x[other], y[one] - y[other]];
      const pull = (Math.hypot(ax, ay) / (SPRING + 0.9 * (radii[one] + radii[other]))) * Math.min(2, 0.6 + 0.2 * weight) / Math.sqrt(Math.max(1, Math.min(links[one], links[other])));
      dx[one] -= ax * pull;
      dy[one] -= ay * pull;
      dx[other] += ax * pull;
      dy[other] += ay * pull;
    }
    for (let at = 0; at < count; at += 1) {
      const home = PULL * (links[at] ? 1 + Math.min(10, links[at]) * 0.08 : ALONE);
      dx[at] -= x[at] * home;
      dy[at] -= y[at] * home;
      const length = Math.hypot(dx[at], dy[at]) || 1;
      const step = Math.min(length, heat) / length;
      x[at] += dx[at] * step;
      y[at] += dy[at] * step;
    }
    this.round += 1;
  }

  places() {
    return new Map(this.nodes.map((key, at) => [key, { x: this.x[at], y: this.y[at] }]));
  }
}
