// Where the events of a selection were: points of the map with their events, and circles that gather those that would overlap.

const EXACT_KINDS = new Set(["city", "place"]);
const LEAST_RADIUS = 4.5;
const USUAL_GROWTH = 5;
const LARGEST_SPOT = 30;
const LARGEST_CIRCLE = 42;
const MAY_OVERLAP = 0.9;

/** The places that a place lies within, the next larger first. */
function containersOf(data, place) {
  const found = [];
  for (let here = data.places.within[place]; here !== null && here !== place && !found.includes(here); here = data.places.within[here]) found.push(here);
  return found;
}

/** Whether the point of the place is where it is: not for a country, nor where only a larger place is known. */
const isExact = (data, place) => data.places.own[place] && EXACT_KINDS.has(data.places.kind[place]);

/** What the event of this place was somewhere in: itself, or the larger place whose point stands for it. */
function areaOf(data, place) {
  const { lat, lon, own, name, country } = data.places;
  if (own[place]) return name[place];
  const larger = containersOf(data, place);
  const same = larger.find((one) => own[one] && lat[one] === lat[place] && lon[one] === lon[place]);
  return same === undefined ? name[larger[0]] ?? country[place] ?? name[place] : name[same];
}

/** Without the places that another one lies within. */
function smallestOf(data, places) {
  if (places.length < 2) return places;
  const larger = new Set(places.flatMap(({ place }) => containersOf(data, place)));
  return places.filter(({ place }) => !larger.has(place));
}

/** The points by number of events, and the events that have none. Of places that lie within each other the smallest counts. */
function gatherSpots(data, selection) {
  const { lat, lon } = data.places;
  const spots = new Map();
  const placeless = [];
  for (const event of selection) {
    const places = data.placesOf(event).filter(({ place }) => lat[place] !== null && lon[place] !== null);
    if (!places.length) placeless.push(event);
    for (const { place, sure } of smallestOf(data, places)) {
      const key = `${lat[place]} ${lon[place]}`;
      if (!spots.has(key)) spots.set(key, { key, x: lon[place], y: mercatorY(lat[place]), places: new Map(), events: new Set(), sure: new Set(), exact: false });
      const spot = spots.get(key);
      spot.places.set(place, (spot.places.get(place) ?? 0) + 1);
      spot.events.add(event);
      if (sure) spot.sure.add(event);
      spot.exact ||= isExact(data, place);
    }
  }
  const found = [...spots.values()].sort((one, other) => other.events.size - one.events.size || one.x - other.x || one.y - other.y);
  return { spots: found, placeless };
}

/** The radius of a circle, whose area grows with the number of events; as large as the largest spot lets the others be seen. */
function radiusBy(spots) {
  const growth = Math.min(USUAL_GROWTH, LARGEST_SPOT / Math.sqrt(spots[0]?.events.size ?? 1));
  return (count) => Math.max(LEAST_RADIUS, Math.min(LARGEST_CIRCLE, growth * Math.sqrt(count)));
}

/** Circles at so many pixels a degree, most events first. Each stands at its largest spot; none covers much of another. */
function clusterSpots(spots, zoom, radius) {
  let circles = spots.map((spot) => ({ x: spot.x, y: spot.y, spots: [spot], count: spot.events.size }));
  for (let before = Infinity; circles.length < before;) {
    before = circles.length;
    circles = merged(circles, zoom, radius).sort((one, other) => other.count - one.count);
  }
  const found = circles.map(({ x, y, spots: some }) => {
    const events = some.length === 1 ? some[0].events : new Set(some.flatMap((spot) => [...spot.events]));
    return { x, y, spots: some, events, radius: radius(events.size), exact: some.some((spot) => spot.exact) };
  });
  return found.sort((one, other) => other.events.size - one.events.size || one.x - other.x || one.y - other.y);
}

/** Each circle is taken in by the first before it that it would cover. Only those in the cells around it can be so near. */
function merged(circles, zoom, radius) {
  const columns = Math.max(1, Math.floor((ROUND * zoom) / (2 * LARGEST_CIRCLE)));
  const cell = ROUND / columns;
  const cells = new Map();
  const kept = [];
  for (const circle of circles) {
    const [column, row] = [Math.floor((circle.x + ROUND / 2) / cell), Math.floor(circle.y / cell)];
    const own = radius(circle.count);
    const reaches = (one) => {
      const reach = (MAY_OVERLAP * (radius(one.count) + own)) / zoom;
      return Math.abs(one.y - circle.y) < reach && Math.hypot(nearest(one.x - circle.x, 0), one.y - circle.y) < reach;
    };
    let first = Infinity;
    for (const down of [-1, 0, 1]) {
      for (const along of [-1, 0, 1]) {
        for (const number of cells.get(`${(column + along + columns) % columns} ${row + down}`) ?? []) if (number < first && reaches(kept[number])) first = number;
      }
    }
    if (first < Infinity) {
      kept[first].spots.push(...circle.spots);
      kept[first].count += circle.count;
      continue;
    }
    const key = `${column % columns} ${row}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(kept.push(circle) - 1);
  }
  return kept;
}

/** Its places: those that are points before those that are areas, and of each those with most events first. */
function placesOfCluster(data, cluster) {
  const counts = new Map();
  for (const { places } of cluster.spots) for (const [place, count] of places) counts.set(place, (counts.get(place) ?? 0) + count);
  const found = [...counts].map(([place, count]) => ({ place, count, exact: isExact(data, place) }));
  return found.sort((one, other) => other.exact - one.exact || other.count - one.count || one.place - other.place);
}

/** The events of the cluster that only spots without this property have. */
function eventsWithout(cluster, holds) {
  return [...cluster.events].filter((event) => !cluster.spots.some((spot) => spot.events.has(event) && holds(spot, event)));
}

/** How many events there are of each family, in the order of the families; of each, those that are surely there first. */
function sharesOf(data, cluster) {
  if (!cluster.shares) {
    const unsure = new Set(eventsWithout(cluster, (spot, event) => spot.sure.has(event)));
    const found = new Map();
    for (const event of cluster.events) {
      const sure = !unsure.has(event);
      const key = 2 * data.family[event] + (sure ? 0 : 1);
      const share = found.get(key);
      if (share) share.count += 1;
      else found.set(key, { key, first: event, count: 1, sure });
    }
    cluster.shares = [...found.values()].sort((one, other) => one.key - other.key);
  }
  return cluster.shares;
}

/** Middle and extent of the points, going round the world the shorter way: over the Pacific, if that is closer. */
function extentOf(spots) {
  const xs = spots.map(({ x }) => x).sort((one, other) => one - other);
  const ys = spots.map(({ y }) => y);
  let [gap, first] = [xs[0] + ROUND - xs[xs.length - 1], 0];
  for (let at = 1; at < xs.length; at += 1) if (xs[at] - xs[at - 1] > gap) [gap, first] = [xs[at] - xs[at - 1], at];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const wide = ROUND - gap;
  return { middle: [nearest(xs[first] + wide / 2, 0), (low + high) / 2], wide, high: high - low };
}
