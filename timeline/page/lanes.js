// Which days events stand at, and which lane each stands in.

const MOST_LANES = 40;
const BEST = 120;

/** The days of events on one of the axes: when they happened, when they were first reported, or both at once. */
class Scale {
  constructor(data, axis) {
    this.axis = axis;
    const reported = axis === "reported";
    this.begin = reported ? data.published : data.first;
    this.finish = reported ? data.published : data.last;
    const [day, undated] = [SHAPES.indexOf("day"), SHAPES.indexOf("undated")];
    this.shape = reported ? data.published.map((at) => (at === NONE ? undated : day)) : data.shape;
    const dated = [];
    for (let event = 0; event < data.size; event += 1) if (this.dated(event)) dated.push(event);
    this.order = Int32Array.from(dated);
    if (reported) this.order.sort((one, other) => this.begin[one] - this.begin[other] || one - other);
  }

  dated(event) {
    return this.begin[event] !== NONE || this.finish[event] !== NONE;
  }

  start(event) {
    return this.begin[event] !== NONE ? this.begin[event] : this.finish[event];
  }

  end(event) {
    return this.finish[event] !== NONE ? this.finish[event] : this.begin[event];
  }

  /** Whether any day of the event is from `from` on and before `to`; an open end reaches as far as it must. */
  meets(event, from, to) {
    return (this.begin[event] === NONE || this.begin[event] < to) && (this.finish[event] === NONE || this.finish[event] + 1 > from);
  }
}

/**
 * The lanes of the drawing; an event with several actors or places stands in the lane of each.
 * Each lane has the numbers of its `dated` events in order of time, `reach` (the last day of any up to each), its `undated`
 * ones, and the `best` of the dated ones, those that weigh most first.
 */
function lanesOf(data, kind, passing, scale) {
  const passes = new Uint8Array(data.size);
  for (const event of passing) passes[event] = 1;
  const sorter = laneSorter(data, kind);
  const counts = new Map();
  for (const event of passing) sorter.each(event, (key) => counts.set(key, (counts.get(key) ?? 0) + 1));
  const keys = sorter.order([...counts.keys()], counts);
  const shown = new Map(keys.slice(0, MOST_LANES).map((key) => [key, { key, ...sorter.lane(key), dated: [], undated: [] }]));
  for (const event of scale.order) if (passes[event]) sorter.each(event, (key) => shown.get(key)?.dated.push(event));
  for (const event of passing) if (!scale.dated(event)) sorter.each(event, (key) => shown.get(key)?.undated.push(event));
  const lanes = [...shown.values()];
  for (const lane of lanes) finishLane(lane, scale);
  return { lanes, left: keys.length - lanes.length };
}

function finishLane(lane, scale) {
  lane.dated = Int32Array.from(lane.dated);
  lane.reach = new Int32Array(lane.dated.length);
  let most = NONE;
  lane.dated.forEach((event, at) => {
    const end = scale.finish[event] === NONE ? scale.begin[event] + 36500 : scale.finish[event];
    most = Math.max(most, end);
    lane.reach[at] = most;
  });
  lane.best = null;
}

/** The heavier of two events first, and of two that weigh the same the later. */
const heavier = (data) => (one, other) => data.weight[other] - data.weight[one] || other - one;

/** The dated events of a lane that weigh most. */
function bestOf(data, lane) {
  lane.best ??= lane.dated.slice().sort(heavier(data)).slice(0, BEST);
  return lane.best;
}

/** From where to where in `lane.dated` the events stand that may be in view. */
function inView(lane, scale, from, to) {
  const first = search(lane.reach.length, (at) => lane.reach[at] + 1 >= from);
  const last = search(lane.dated.length, (at) => scale.start(lane.dated[at]) >= to);
  return [first, Math.max(first, last)];
}

/** The first position of which `holds` is true; it must be true of all after it. */
function search(length, holds) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How events are sorted into lanes of a kind: the keys of each, the order of the lanes, their names and colours. */
function laneSorter(data, kind) {
  const none = -1;
  const several = (lists, shift, names) => ({
    each(event, tell) {
      const [from, to] = [lists.from[event], lists.from[event + 1]];
      if (from === to) tell(none);
      for (let at = from; at < to; at += 1) {
        const key = lists.held[at] >> shift;
        let before = from;
        while (lists.held[before] >> shift !== key) before += 1;
        if (before === at) tell(key);
      }
    },
    order: (keys, counts) => keys.sort((one, other) => (one === none) - (other === none) || counts.get(other) - counts.get(one) || one - other),
    lane: (key) => ({ name: key === none ? `no ${kind}` : names[key], family: null }),
  });
  if (kind === "actor") return several(data.cast, 3, data.actors.name);
  if (kind === "place") return several(data.where, 1, data.places.name);
  if (kind === "type") {
    const rank = ({ family, name }) => [family, name];
    return {
      each: (event, tell) => tell(data.type[event]),
      order: (keys) => keys.sort((one, other) => {
        const [[family, name], [its, other_]] = [rank(data.types[one]), rank(data.types[other])];
        return family - its || (name < other_ ? -1 : 1);
      }),
      lane: (key) => ({ name: data.types[key].name, family: data.types[key].family }),
    };
  }
  return {
    each: (event, tell) => tell(data.family[event]),
    order: (keys) => keys.sort((one, other) => one - other),
    lane: (key) => ({ name: data.families[key], family: key }),
  };
}
