// Where the nodes of a graph stand: springs along the edges, repulsion between all (Fruchterman and Reingold 1991), that of far ones
// together (Barnes and Hut 1986). The same graph always stands the same. It works in slices of time, so that the page answers meanwhile.

const SPRING = 30;
const ROUNDS = 150;
const RELAXED = 0.6;
const CLEARING = 24;
const PULL = 0.05;
const ANCHOR = 0.5;
const SLICE = 20;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const NEAR = 0.85;
const DEEPEST = 6;
const APART = { x: 64, y: 26 };
const WIDER = 1.35;

class GraphLayout {
  /**
   * @param nodes keys of the nodes, the most important first
   * @param radii of the nodes
   * @param edges pairs of positions in `nodes`, with a weight
   * @param before places of nodes in an earlier picture, by key: they stay near them
   */
  constructor(nodes, radii, edges, before = new Map()) {
    Object.assign(this, { nodes, radii });
    this.parts = connected(nodes.length, edges).map((part) => new Island(part, nodes, radii, before));
    const at = new Int32Array(nodes.length);
    const of = new Int32Array(nodes.length);
    this.parts.forEach(({ members }, island) => members.forEach((node, place) => {
      at[node] = place;
      of[node] = island;
    }));
    const most = edges.reduce((most_, [, , weight]) => Math.max(most_, weight), 1);
    for (const [one, other, weight] of edges) this.parts[of[one]].join(at[one], at[other], 0.5 + 0.7 * Math.sqrt(weight / most));
  }

  get done() {
    return this.parts.every((part) => part.done);
  }

  /** Go on for a slice of time. */
  work() {
    const end = performance.now() + SLICE;
    for (const part of this.parts) {
      while (!part.done) {
        part.step();
        if (performance.now() > end) return;
      }
    }
  }

  /** Where each node stands so far, by key; no two parts of the graph lie over each other. */
  places() {
    const places = new Map();
    const taken = [];
    for (const part of this.parts) {
      const [dx, dy] = freePlace(part.box(), taken);
      part.members.forEach((node, at) => places.set(this.nodes[node], { x: part.x[at] + dx, y: part.y[at] + dy }));
    }
    return places;
  }
}

/** The nodes that hang together, the largest such part first. */
function connected(count, edges) {
  const root = Int32Array.from({ length: count }, (_, node) => node);
  const rootOf = (node) => {
    while (root[node] !== node) node = root[node] = root[root[node]];
    return node;
  };
  for (const [one, other] of edges) {
    const [low, high] = [rootOf(one), rootOf(other)].sort((a, b) => a - b);
    root[high] = low;
  }
  const parts = new Map();
  for (let node = 0; node < count; node += 1) {
    if (!parts.has(rootOf(node))) parts.set(rootOf(node), []);
    parts.get(rootOf(node)).push(node);
  }
  return [...parts.values()].sort((one, other) => other.length - one.length || one[0] - other[0]);
}

/** How far to move a box, so that it covers none of those taken: the nearest way out of its middle, in a spiral wider than high. */
function freePlace({ left, top, right, bottom }, taken) {
  for (let turn = 0; ; turn += 1) {
    const far = 0.4 * APART.y * Math.sqrt(turn);
    const [dx, dy] = [WIDER * far * Math.cos(turn * GOLDEN), far * Math.sin(turn * GOLDEN)];
    const here = { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy };
    if (taken.some((box) => meets(here, box))) continue;
    taken.push(here);
    return [dx, dy];
  }
}

function meets(one, other) {
  const { x, y } = APART;
  return one.left < other.right + x && one.right > other.left - x && one.top < other.bottom + y && one.bottom > other.top - y;
}

/** Nodes that hang together, laid out on their own. */
class Island {
  constructor(members, nodes, radii, before) {
    const count = members.length;
    this.members = members;
    this.radius = Float64Array.from(members, (node) => radii[node]);
    this.charge = this.radius.map((radius) => SPRING + 1.8 * radius);
    this.edges = [];
    this.links = new Float64Array(count);
    for (const name of ["x", "y", "dx", "dy", "homeX", "homeY"]) this[name] = new Float64Array(count);
    this.stays = new Uint8Array(count);
    members.forEach((node, at) => {
      const place = before.get(nodes[node]);
      if (place) [this.homeX[at], this.homeY[at], this.stays[at]] = [place.x, place.y, 1];
    });
    const known = this.stays.reduce((sum, one) => sum + one, 0);
    this.middle = known ? ["homeX", "homeY"].map((name) => this[name].reduce((sum, one) => sum + one, 0) / known) : [0, 0];
    this.round = count === 1 ? ROUNDS : 2 * known >= count ? Math.floor(RELAXED * ROUNDS) : 0;
    for (let at = 0; at < count; at += 1) {
      const far = 0.9 * SPRING * Math.sqrt(at);
      this.x[at] = this.stays[at] ? this.homeX[at] : this.middle[0] + far * Math.cos(at * GOLDEN);
      this.y[at] = this.stays[at] ? this.homeY[at] : this.middle[1] + far * Math.sin(at * GOLDEN);
    }
    this.squares = new Squares(count);
  }

  join(one, other, pull) {
    this.edges.push([one, other, pull]);
    this.links[one] += 1;
    this.links[other] += 1;
    for (const [fresh, known] of [[one, other], [other, one]]) {
      if (this.stays[fresh] || !this.stays[known]) continue;
      this.x[fresh] = this.homeX[known] + SPRING * Math.cos(fresh * GOLDEN);
      this.y[fresh] = this.homeY[known] + SPRING * Math.sin(fresh * GOLDEN);
    }
  }

  get done() {
    return this.round >= ROUNDS;
  }

  step() {
    const { x, y, dx, dy, round } = this;
    const heat = SPRING * 1.6 * (1 - round / ROUNDS) ** 1.5 + 0.4;
    dx.fill(0);
    dy.fill(0);
    this.squares.push(this);
    this.pull();
    for (let at = 0; at < x.length; at += 1) {
      const step = Math.min(1, heat / (Math.hypot(dx[at], dy[at]) || 1));
      x[at] += dx[at] * step;
      y[at] += dy[at] * step;
    }
    if (round > ROUNDS - CLEARING) this.clear();
    this.round += 1;
  }

  /** Along the edges, to the middle, and to where it stood before. */
  pull() {
    const { x, y, dx, dy, links, charge } = this;
    for (const [one, other, strength] of this.edges) {
      const [ax, ay] = [x[one] - x[other], y[one] - y[other]];
      const pull = ((2 * Math.hypot(ax, ay)) / (charge[one] + charge[other])) * strength / Math.sqrt(Math.min(links[one], links[other]));
      dx[one] -= ax * pull;
      dy[one] -= ay * pull;
      dx[other] += ax * pull;
      dy[other] += ay * pull;
    }
    for (let at = 0; at < x.length; at += 1) {
      const home = PULL * (1 + Math.min(10, links[at]) * 0.1);
      dx[at] -= (x[at] - this.middle[0]) * home;
      dy[at] -= (y[at] - this.middle[1]) * home;
      if (!this.stays[at]) continue;
      dx[at] -= (x[at] - this.homeX[at]) * ANCHOR;
      dy[at] -= (y[at] - this.homeY[at]) * ANCHOR;
    }
  }

  /** Push apart what covers each other. */
  clear() {
    const { x, y, radius } = this;
    const order = Array.from(x.keys()).sort((one, other) => x[one] - x[other] || one - other);
    const widest = 2 * radius.reduce((most, one) => Math.max(most, one), 0) + 4;
    for (let place = 0; place < order.length; place += 1) {
      const one = order[place];
      for (let next = place + 1; next < order.length && x[order[next]] - x[one] < widest; next += 1) {
        const other = order[next];
        const [ax, ay] = [x[other] - x[one] || 0.01, y[other] - y[one]];
        const lack = radius[one] + radius[other] + 4 - Math.hypot(ax, ay);
        if (lack <= 0) continue;
        const share = (0.5 * lack) / Math.hypot(ax, ay);
        x[one] -= ax * share;
        y[one] -= ay * share;
        x[other] += ax * share;
        y[other] += ay * share;
      }
    }
  }

  box() {
    const ends = (along) => [Math.min(...along.map((at, node) => at - this.radius[node])), Math.max(...along.map((at, node) => at + this.radius[node]))];
    const [[left, right], [top, bottom]] = [ends(this.x), ends(this.y)];
    return { left, top, right, bottom };
  }
}

/** The plane in squares, each of four smaller ones: what is far off pushes as one. */
class Squares {
  constructor(count) {
    this.depth = Math.max(1, Math.min(DEEPEST, Math.ceil(Math.log2(Math.max(1, count)) / 2) + 1));
    this.from = Array.from({ length: this.depth + 2 }, (_, level) => (4 ** level - 1) / 3);
    for (const name of ["mass", "sumX", "sumY"]) this[name] = new Float64Array(this.from[this.depth + 1]);
    this.head = new Int32Array(4 ** this.depth);
    this.next = new Int32Array(count);
    this.waiting = new Int32Array(4 * DEEPEST + 4);
    const squares = this.from[this.depth + 1];
    this.levelOf = new Uint8Array(squares);
    this.firstBelow = new Int32Array(squares);
    this.above = new Int32Array(squares);
    for (let level = 0; level <= this.depth; level += 1) {
      const wide = 2 ** level;
      for (let square = 0; square < wide * wide; square += 1) {
        const [row, column] = [Math.floor(square / wide), square % wide];
        this.levelOf[this.from[level] + square] = level;
        this.firstBelow[this.from[level] + square] = this.from[level + 1] + row * 4 * wide + column * 2;
        if (level) this.above[this.from[level] + square] = this.from[level - 1] + (row >> 1) * (wide / 2) + (column >> 1);
      }
    }
  }

  gather({ x, y, charge }) {
    const { mass, sumX, sumY, head, next, depth, from } = this;
    const side = 2 ** depth;
    const [left, top] = [Math.min(...x), Math.min(...y)];
    this.size = Math.max(Math.max(...x) - left, Math.max(...y) - top, 1) * 1.0001;
    for (const sums of [mass, sumX, sumY]) sums.fill(0);
    head.fill(-1);
    for (let at = 0; at < x.length; at += 1) {
      const square = Math.floor(((y[at] - top) / this.size) * side) * side + Math.floor(((x[at] - left) / this.size) * side);
      next[at] = head[square];
      head[square] = at;
      mass[from[depth] + square] += charge[at];
      sumX[from[depth] + square] += charge[at] * x[at];
      sumY[from[depth] + square] += charge[at] * y[at];
    }
    for (let square = mass.length - 1; square > 0; square -= 1) {
      if (mass[square] === 0) continue;
      const larger = this.above[square];
      mass[larger] += mass[square];
      sumX[larger] += sumX[square];
      sumY[larger] += sumY[square];
    }
  }

  /** Add to the island's `dx` and `dy` how all its nodes push each other. */
  push(island) {
    this.gather(island);
    for (let at = 0; at < island.x.length; at += 1) this.pushOne(island, at);
  }

  pushOne({ x, y, dx, dy, charge }, at) {
    const { mass, sumX, sumY, head, next, depth, from, waiting } = this;
    const [hereX, hereY] = [x[at], y[at]];
    const near = (NEAR / this.size) ** 2;
    let [pushX, pushY, count] = [0, 0, 1];
    waiting[0] = 0;
    while (count) {
      const square = waiting[count -= 1];
      const total = mass[square];
      if (total === 0) continue;
      const level = this.levelOf[square];
      const ax = hereX - sumX[square] / total;
      const ay = hereY - sumY[square] / total;
      const apart = ax * ax + ay * ay;
      const wide = 1 << level;
      if (near * wide * wide * apart > 1) {
        pushX += (ax * total) / apart;
        pushY += (ay * total) / apart;
      } else if (level < depth) {
        const first = this.firstBelow[square];
        waiting[count] = first;
        waiting[count + 1] = first + 1;
        waiting[count + 2] = first + 2 * wide;
        waiting[count + 3] = first + 2 * wide + 1;
        count += 4;
      } else {
        for (let other = head[square - from[depth]]; other >= 0; other = next[other]) {
          if (other === at) continue;
          const bx = hereX - x[other] || 0.01 * (at - other);
          const away = hereY - y[other];
          const push = charge[other] / (bx * bx + away * away);
          pushX += bx * push;
          pushY += away * push;
        }
      }
    }
    dx[at] += charge[at] * pushX;
    dy[at] += charge[at] * pushY;
  }
}

/** What of a picture is taken already, in pixels: boxes, found through the squares that they lie in. */
class Room {
  constructor(width, height, side = 48) {
    Object.assign(this, { width, height, side, squares: new Map() });
  }

  *at(left, top, right, bottom) {
    for (let row = Math.floor(top / this.side); row <= Math.floor(bottom / this.side); row += 1) {
      for (let column = Math.floor(left / this.side); column <= Math.floor(right / this.side); column += 1) yield row * 4096 + column;
    }
  }

  take(left, top, right, bottom) {
    for (const square of this.at(left, top, right, bottom)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push([left, top, right, bottom]);
    }
  }

  /** Whether nothing lies there, and it is within the picture. */
  free(left, top, right, bottom) {
    if (left < 0 || top < 0 || right > this.width || bottom > this.height) return false;
    for (const square of this.at(left, top, right, bottom)) {
      if (this.squares.get(square)?.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1])) return false;
    }
    return true;
  }
}
