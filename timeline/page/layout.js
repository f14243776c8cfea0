// Where each event stands. No event hides another: where there is no room for all, a lane shows how many there are.

const AXIS = 44;
const HEAD = 24;
const FOOT = 8;
const ROW = 22;
const GAP = 7;
/** Ways to draw a lane, from roomy to tight; where even the last has not room for all, the lane shows counts. A lane grows for so
 * many events in view (`grows`) if they fit in no other way. */
const STYLES = [
  { name: "labels", row: ROW, gap: GAP, labelled: true, grows: 16 },
  { name: "dots", row: 13, gap: 4, radius: RADIUS, labelsIfRoom: true, grows: 70 },
  { name: "fine dots", row: 9, gap: 2, radius: 3.5, grows: 160 },
];
const SHELF_DOTS = STYLES[1];
const OPEN = 44;
const MOST_ITEMS = 1200;
const GROWN_ROWS = 60;
const LEAST_LANE = 58;
const BIN = 4;
const SHELF = 176;
const NARROW_SHELF = 96;
const LABEL_ROOM = 210;

/** Whether the label of a bar stands on it rather than behind it. */
const labelInside = (width, labelWidth) => width > labelWidth + 28;

/** Looks and labels, found when they are first asked for: to measure a text takes long. */
class Faces {
  constructor(data, theme) {
    Object.assign(this, { data, theme, looks: new Array(data.size), labels: new Array(data.size) });
    this.pen = document.createElement("canvas").getContext("2d");
  }

  of(event) {
    this.looks[event] ??= lookOf(this.data, event);
    return this.looks[event];
  }

  /** `{ text, width }`: the label of an event, no longer than a label may be, and its width in pixels. */
  label(event) {
    this.labels[event] ??= this.measure(event);
    return this.labels[event];
  }

  measure(event) {
    this.pen.font = labelFont(this.of(event).main, this.theme);
    const text = shorten(this.pen, this.data.caption(event), LABEL_ROOM);
    return { text, width: Math.ceil(this.pen.measureText(text).width) };
  }
}

/** Places all lanes of a plot. `scale` tells the days, `faces` the widths of labels. */
class Layout {
  constructor(data, faces) {
    Object.assign(this, { data, faces, packs: new Map() });
  }

  /** Show these lanes on this scale from now on. */
  take(lanes, scale) {
    Object.assign(this, { lanes, scale });
    this.packs.clear();
  }

  /**
   * The plan for a plot of `size`, seen from `view.from` on at `view.perDay` pixels a day.
   * Each lane gets `top`, `height`, `style` (null for counts), and the items of it that are in view.
   */
  arrange(view, size) {
    if (view.perDay !== this.perDay) this.packs.clear();
    this.perDay = view.perDay;
    const { lanes } = this;
    const shelf = this.shelfFor(size);
    const tall = heights(lanes, size.height - AXIS);
    let top = AXIS;
    const placed = lanes.map((lane, index) => {
      const box = { lane, name: lane.name, index, top, height: tall[index], shelf };
      this.fill(box, view, size);
      this.shelve(box);
      top += box.height;
      return box;
    });
    return { lanes: placed, shelf, height: top };
  }

  shelfFor(size) {
    if (!this.lanes.some((lane) => lane.undated.length)) return 0;
    return size.width < 640 ? NARROW_SHELF : SHELF;
  }

  /** Find the roomiest style in which the events in view fit; a few that need more rows than there are make their lane taller. */
  fill(box, view, size) {
    const { lane } = box;
    const [from, to] = [view.from + box.shelf / view.perDay, view.from + size.width / view.perDay];
    const [first, last] = inView(lane, this.scale, from, to);
    let dated = 0;
    for (let at = first; at < last; at += 1) if (this.scale.meets(lane.dated[at], from, to)) dated += 1;
    Object.assign(box, { style: null, items: [], first, last, from, to, seen: dated + lane.undated.length });
    const most = Math.min(MOST_ITEMS / 3, Math.max(60, MOST_ITEMS / this.lanes.length));
    for (const grown of [false, true]) {
      for (const style of STYLES) {
        const rows = grown ? GROWN_ROWS : Math.max(1, Math.floor((box.height - HEAD - FOOT) / style.row));
        if (dated > (grown ? style.grows : Math.min(most, (rows * (size.width - box.shelf)) / (2 * (style.radius ?? RADIUS) + style.gap)))) continue;
        const packed = this.packed(box, style, rows, view, size);
        const boxes = packed.filter((one) => one.right > view.offset + box.shelf && one.left < view.offset + size.width);
        if (boxes.length > (grown ? style.grows : most) || boxes.some((one) => one.row >= rows)) continue;
        box.style = style;
        if (grown) box.height = Math.max(box.height, HEAD + FOOT + style.row * (1 + Math.max(...packed.map((one) => Math.min(one.row, rows - 1)))));
        box.items = boxes.map((one) => this.place(one, box, view, style));
        if (style.labelsIfRoom) measureRoom(box.items, size.width);
        return;
      }
    }
    box.items = this.heads(box, view, size);
  }

  /** The rows of the events around what is in view: the same for every view in one stretch of time, so that panning moves no row. */
  packed(box, style, rows, view, size) {
    const wide = size.width / view.perDay;
    const stretch = Math.floor(view.from / wide);
    const key = `${box.index} ${style.name} ${rows} ${stretch} ${size.width}`;
    if (!this.packs.has(key)) {
      const [first, last] = inView(box.lane, this.scale, (stretch - 0.5) * wide, (stretch + 2.5) * wide);
      this.packs.set(key, last - first > 5 * MOST_ITEMS ? [{ row: Infinity, left: -Infinity, right: Infinity }]
        : this.pack(box.lane.dated.subarray(first, last), view.perDay, style, rows));
    }
    return this.packs.get(key);
  }

  /** First-fit rows, in order of time. What finds no row gets the number of rows. */
  pack(events, perDay, style, rows) {
    const boxes = Array.from(events, (event) => this.extent(event, perDay, style));
    boxes.sort((one, other) => one.left - other.left);
    const ends = [];
    for (const box of boxes) {
      const width = box.right - box.left;
      box.row = rowFor(ends, box);
      if (box.row === rows) continue;
      box.left = Math.max(box.left, ends[box.row] ?? -Infinity);
      box.right = box.left + width;
      const label = style.labelled ? this.faces.label(box.event).width : 0;
      ends[box.row] = box.right + (label && !labelInside(width, label) ? label + GAP : 0) + style.gap;
    }
    return boxes;
  }

  /** The room that an event takes along the axis, in pixels from day 0; `latest`: how far right a dot may move in its day. */
  extent(event, perDay, style) {
    const { scale } = this;
    const [begin, finish] = [scale.begin[event], scale.finish[event]];
    const radius = radiusOf(this.faces.of(event), style);
    if (SHAPES[scale.shape[event]] === "day") {
      const left = begin * perDay + Math.min(perDay / 2, 11) - radius;
      return { event, left, right: left + 2 * radius, latest: (begin + 1) * perDay - 2 * radius - 2 };
    }
    if (begin === NONE) {
      const right = (finish + 1) * perDay;
      return { event, left: right - OPEN, right, latest: right - OPEN };
    }
    const left = begin * perDay;
    const right = finish === NONE ? left + OPEN : Math.max((finish + 1) * perDay, left + 2 * radius);
    return { event, left, right, latest: left };
  }

  place(one, box, view, style) {
    const left = Math.max(one.left - view.offset, box.shelf - 20);
    const right = Math.max(one.right - view.offset, left + 2);
    const middle = box.top + HEAD + (one.row + 0.5) * style.row;
    const look = this.faces.of(one.event);
    const inside = Boolean(style.labelled) && labelInside(one.right - one.left, this.faces.label(one.event).width);
    const shown = this.scale.axis === "reported" && look.shape !== "day" ? { ...look, shape: "day" } : look;
    return { event: one.event, look: shown, left, right, middle, style, inside, box };
  }

  /** In a lane of counts, the events that weigh most stand over the bars, as far as there is room for them and their labels. */
  heads(box, view, size) {
    const taken = [];
    const items = [];
    for (const event of bestOf(this.data, box.lane)) {
      if (this.scale.start(event) >= box.to || this.scale.start(event) < box.from) continue;
      const one = { ...this.extent(event, view.perDay, SHELF_DOTS), row: 0 };
      const look = this.faces.of(event);
      one.right = Math.min(one.right, one.left + 2 * SHELF_DOTS.radius);
      const end = one.right - view.offset + GAP + this.faces.label(event).width;
      const start = one.left - view.offset;
      if (end > size.width || taken.some(([from, to]) => start < to + 14 && end > from - 14)) continue;
      taken.push([start, end]);
      items.push({ ...this.place(one, box, view, STYLES[0]), inside: false, middle: box.top + HEAD + 8, look: { ...look, shape: "day" } });
      if (items.length * 150 > size.width) break;
    }
    return items;
  }

  /** Undated events stand on a shelf at the left: with labels if they fit, else as dots, and what is left is counted. */
  shelve(box) {
    const { undated } = box.lane;
    const room = box.height - HEAD - FOOT;
    const style = undated.length * ROW <= room && box.shelf === SHELF ? STYLES[0] : SHELF_DOTS;
    const width = style.labelled ? box.shelf : style.row + 2;
    const columns = style.labelled ? 1 : Math.floor((box.shelf - 24) / width);
    const places = Math.max(1, Math.floor(room / style.row)) * columns;
    const shown = undated.length > places ? undated.slice(0, Math.max(0, places - columns)) : undated;
    box.shelved = shown.map((event, position) => {
      const look = { ...this.faces.of(event), shape: "undated" };
      const left = 12 + (position % columns) * width;
      const middle = box.top + HEAD + (Math.floor(position / columns) + 0.5) * style.row;
      return { event, look, left, right: left + 2 * radiusOf(look, style), middle, style, inside: false, shelf: box.shelf, box };
    });
    box.unshelved = undated.length - shown.length;
  }

  /** How many events of a lane begin in each unit of time that is in view. */
  bins(box, view, size) {
    return binsOf(box.lane.dated, box.first, box.last, (event) => this.scale.start(event), box.from, box.to, view.perDay, BIN);
  }
}

/** Counts of events (in order of time, from position `first` to `last`) by the unit of time that takes `least` pixels. */
function binsOf(events, first, last, dayOf, from, to, perDay, least) {
  const unit = unitFor(perDay, least);
  const edges = starts(unit, from, to);
  const bins = edges.map((day, index) => ({ day, until: edges[index + 1] ?? day + pixels(unit, 1), count: 0 }));
  if (!bins.length) return bins;
  let at = 0;
  for (let index = first; index < last; index += 1) {
    const day = dayOf(events[index]);
    if (day < bins[0].day) continue;
    while (at < bins.length && day >= bins[at].until) at += 1;
    if (at === bins.length) break;
    bins[at].count += 1;
  }
  return bins;
}

/** The first row whose last box ends before this one begins; else, for a box that may move that far, the one that ends soonest;
 * else a new row. */
function rowFor(ends, { left, latest }) {
  let soonest = 0;
  for (let row = 0; row < ends.length; row += 1) {
    if (ends[row] <= left) return row;
    if (ends[row] < ends[soonest]) soonest = row;
  }
  return ends.length && latest > left && ends[soonest] <= latest ? soonest : ends.length;
}

/** Heights of the lanes: they share the room by the root of their events, but each has a least height. */
function heights(lanes, room) {
  const weights = lanes.map((lane) => Math.sqrt(lane.dated.length + lane.undated.length + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = Math.max(0, room - LEAST_LANE * lanes.length);
  return weights.map((weight) => Math.floor(LEAST_LANE + (spare * weight) / total));
}

/** The room behind each item for a label, up to the next one in its row. */
function measureRoom(items, width) {
  const next = new Map();
  for (const item of [...items].reverse()) {
    item.room = (next.get(item.middle) ?? width) - item.right - 2 * GAP;
    next.set(item.middle, item.left);
  }
}
