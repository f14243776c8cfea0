// Where each event stands. No event hides another: where there is no room for all, a lane shows how many there are.

const AXIS = 44;
const HEAD = 24;
const FOOT = 8;
const ROW = 22;
const RADIUS = 5;
const MAIN_RADIUS = 6.5;
const GAP = 7;
/** Ways to draw a lane, from roomy to tight; where even the last has not room for all, the lane shows counts. */
const STYLES = [
  { name: "labels", row: ROW, gap: GAP, labelled: true },
  { name: "dots", row: 13, gap: 4, radius: RADIUS, labelsIfRoom: true },
  { name: "fine dots", row: 9, gap: 2, radius: 3.5 },
];
const SHELF_DOTS = STYLES[1];
const OPEN = 44;
const MOST_ROWS = 80;
const LEAST_LANE = 58;
const BIN = 5;
const SHELF = 176;
const NARROW_SHELF = 96;

const radiusOf = (event, style) => style?.radius ?? (event.main ? MAIN_RADIUS : RADIUS);
const dated = (event) => event.first !== null || event.last !== null;
const dayFor = (event) => event.first ?? event.last;
/** Whether the label of a bar stands on it rather than behind it. */
const labelInside = (width, event) => width > event.labelWidth + 28;

/** The room that an event takes along the axis, in pixels from day 0; `latest`: how far right a dot may move in its day. */
function extent(event, perDay, style) {
  const radius = radiusOf(event, style);
  if (event.shape === "day") {
    const left = event.first * perDay + Math.min(perDay / 2, 11) - radius;
    return { left, right: left + 2 * radius, latest: (event.first + 1) * perDay - 2 * radius - 2 };
  }
  if (event.first === null) {
    const right = (event.last + 1) * perDay;
    return { left: right - OPEN, right, latest: right - OPEN };
  }
  const left = event.first * perDay;
  const right = event.last === null ? left + OPEN : Math.max((event.last + 1) * perDay, left + 2 * radius);
  return { left, right, latest: left };
}

/** First-fit rows for the events of a lane, in order of time. What finds no row in a very full lane gets none (-1). */
function pack(events, perDay, style) {
  const boxes = events.map((event) => ({ event, ...extent(event, perDay, style) }));
  boxes.sort((one, other) => one.left - other.left);
  const ends = [];
  for (const box of boxes) {
    const width = box.right - box.left;
    box.row = ends.findIndex((end) => end <= box.left);
    if (box.row < 0 && ends.length && box.latest > box.left) {
      const soonest = ends.indexOf(Math.min(...ends));
      if (ends[soonest] <= box.latest) {
        box.row = soonest;
        box.left = ends[soonest];
        box.right = box.left + width;
      }
    }
    if (box.row < 0) {
      if (ends.length === MOST_ROWS) continue;
      box.row = ends.length;
    }
    const label = style.labelled && !labelInside(width, box.event) ? box.event.labelWidth + GAP : 0;
    ends[box.row] = box.right + label + style.gap;
  }
  return boxes;
}

/** Heights of the lanes: they share the room by the root of their events, but each has a least height. */
function heights(lanes, room) {
  const weights = lanes.map((lane) => Math.sqrt(lane.events.length + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = Math.max(0, room - LEAST_LANE * lanes.length);
  return weights.map((weight) => Math.floor(LEAST_LANE + (spare * weight) / total));
}

/**
 * Place all lanes in a plot of `size`, seen from `view.from` on at `view.perDay` pixels a day.
 * Each lane gets `top`, `height`, `style` (null for counts), and the items of it that are in view.
 */
function arrange(lanes, view, size, packed) {
  const shelf = lanes.some((lane) => lane.undated.length) ? (size.width < 640 ? NARROW_SHELF : SHELF) : 0;
  const tall = heights(lanes, size.height - AXIS);
  let top = AXIS;
  const placed = lanes.map((lane, index) => {
    const box = { ...lane, index, top, height: tall[index], shelf };
    top += box.height;
    Object.assign(box, fill(box, view, size, packed), shelve(box));
    return box;
  });
  return { lanes: placed, shelf, height: top };
}

function fill(lane, view, size, packed) {
  const room = lane.height - HEAD - FOOT;
  const inView = (box) => {
    const behind = box.event.labelWidth + GAP;
    return box.right - view.offset > lane.shelf && box.left - view.offset < size.width + (box.event.shape === "day" ? 0 : behind);
  };
  for (const style of STYLES) {
    const boxes = packed(lane, style).filter(inView);
    const rows = Math.max(1, Math.floor(room / style.row));
    if (boxes.every((box) => box.row >= 0 && box.row < rows)) {
      const items = boxes.map((box) => placeBox(box, lane, view, style));
      if (style.labelsIfRoom) measureRoom(items, size.width);
      return { style, items };
    }
  }
  return { style: null, items: [] };
}

function placeBox(box, lane, view, style) {
  const left = Math.max(box.left - view.offset, lane.shelf - 20);
  const right = Math.max(box.right - view.offset, left + 2);
  const middle = lane.top + HEAD + (box.row + 0.5) * style.row;
  const inside = Boolean(style.labelled) && labelInside(box.right - box.left, box.event);
  return { event: box.event, left, right, middle, style, inside, key: `${lane.index}:${box.event.number}` };
}

/** The room behind each item for a label, up to the next one in its row. */
function measureRoom(items, width) {
  const next = new Map();
  for (const item of [...items].reverse()) {
    item.room = (next.get(item.middle) ?? width) - item.right - 2 * GAP;
    next.set(item.middle, item.left);
  }
}

/** Undated events stand on a shelf at the left: with labels if they fit, else as dots, and what is left is counted. */
function shelve(lane) {
  const room = lane.height - HEAD - FOOT;
  const style = lane.undated.length * ROW <= room && lane.shelf === SHELF ? STYLES[0] : SHELF_DOTS;
  const width = style.labelled ? lane.shelf : style.row + 2;
  const columns = style.labelled ? 1 : Math.floor((lane.shelf - 24) / width);
  const places = Math.max(1, Math.floor(room / style.row)) * columns;
  const crowded = lane.undated.length > places;
  const shown = crowded ? lane.undated.slice(0, Math.max(0, places - columns)) : lane.undated;
  const shelved = shown.map((event, position) => {
    const left = 12 + (position % columns) * width;
    const middle = lane.top + HEAD + (Math.floor(position / columns) + 0.5) * style.row;
    const right = left + 2 * radiusOf(event, style);
    return { event, left, right, middle, style, inside: false, shelf: lane.shelf, key: `${lane.index}:${event.number}` };
  });
  return { shelved, unshelved: lane.undated.length - shown.length };
}

/** How many of the events begin in each unit of time that is in view. */
function bins(events, view, perDay, width, least = BIN) {
  const unit = unitFor(perDay, least);
  const edges = starts(unit, view.from, view.from + width / perDay);
  const counts = edges.map((day, index) => ({ day, until: edges[index + 1] ?? day + pixels(unit, 1), count: 0 }));
  for (const event of events) {
    const day = dayFor(event);
    if (!counts.length || day < counts[0].day || day >= counts[counts.length - 1].until) continue;
    let [low, high] = [0, counts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (counts[middle].day <= day) low = middle;
      else high = middle - 1;
    }
    counts[low].count += 1;
  }
  return counts;
}
