// Where one looks: the window of time, and the ways to move it.

Object.assign(Page.prototype, {
  wholeRange(events) {
    const { scale } = this;
    const today = Math.floor(Date.now() / 864e5);
    let [first, last] = [Infinity, -Infinity];
    for (const event of events) {
      if (!scale.dated(event)) continue;
      first = Math.min(first, scale.start(event));
      last = Math.max(last, scale.end(event));
    }
    return first === Infinity ? [today - 30, today + 1] : [first, last + 1];
  },

  /** The range without the few events that stand far off: the more are left out, the shorter it must become. */
  mainRange(events) {
    const { scale } = this;
    const days = Float64Array.from(events.filter((event) => scale.dated(event)), (event) => scale.start(event)).sort();
    let range = this.wholeRange(events);
    for (const [share, times] of SHARES) {
      const count = Math.ceil(share * days.length);
      if (count < 2) break;
      let best = 0;
      for (let at = 1; at + count <= days.length; at += 1) if (days[at + count - 1] - days[at] < days[best + count - 1] - days[best]) best = at;
      const length = days[best + count - 1] - days[best];
      if (length + 1 < (range[1] - range[0]) / times) range = [days[best], days[best + count - 1] + 1];
    }
    return range;
  },

  /** Let the plot show these days. */
  lookAt(from, to) {
    const { timeline } = this;
    const left = timeline.plotLeft;
    const width = Math.max(80, timeline.size.width - left);
    const perDay = width / Math.max(0.5, to - from);
    timeline.look(from - left / perDay, perDay);
    if (timeline.view.perDay < perDay) timeline.look((from + to) / 2 - (left + width / 2) / timeline.view.perDay, timeline.view.perDay);
  },

  /** The same, as a step of the reader's: it goes into the address, and what follows the window follows when it rests. */
  look(from, to) {
    this.lookAt(from, to);
    this.moved();
  },

  moved() {
    this.view.window = this.timeline.range;
    this.draw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.settle();
      this.changed("move");
    }, REST);
  },

  /** Show most events; if that is what is shown already, all of them. */
  fit() {
    const part_ = this.parts[this.view.mode];
    if (part_?.fit) return part_.fit();
    const near = this.timeline.range;
    this.fitTo(this.mainRange(this.dated));
    const { range, view } = this.timeline;
    if (range.every((day, side) => Math.abs(day - near[side]) * view.perDay < 1)) this.fitTo(this.wholeRange(this.dated));
    return this.moved();
  },

  /** Show these days, with room for the labels behind the last events unless there is a crowd. */
  fitTo([from, to]) {
    const { timeline, scale } = this;
    const width = Math.max(80, timeline.size.width - timeline.plotLeft);
    const length = Math.max(3, to - from);
    const widest = (width - 2 * MARGIN) / length;
    let perDay = widest;
    for (const event of this.dated.length > LABELLED_CROWD ? [] : this.dated) {
      const ahead = scale.end(event) + 1 - from;
      if (ahead > 0 && ahead <= length) perDay = Math.min(perDay, (width - 2 * MARGIN - timeline.faces.label(event).width - 3 * GAP) / ahead);
    }
    perDay = Math.max(perDay, (this.dated.length > FEW_ENOUGH ? SHARE_OF_MANY : SHARE_OF_FEW) * widest);
    this.lookAt(from - MARGIN / perDay, from + (width - MARGIN) / perDay);
  },

  zoom(factor, x = (this.timeline.plotLeft + this.timeline.size.width) / 2) {
    const part_ = this.parts[this.view.mode];
    if (part_) {
      part_.zoomBy?.(factor);
      return;
    }
    const { timeline } = this;
    const [first, last] = this.wholeRange(this.scale.order);
    const least = (timeline.size.width - timeline.plotLeft) / Math.max(30, 4 * (last - first));
    const day = timeline.dayAt(x);
    const perDay = Math.max(least, Math.min(NEAREST, timeline.view.perDay * factor));
    timeline.look(day - x / perDay, perDay);
    this.moved();
  },

  pan(dx, dy = 0) {
    const { timeline } = this;
    timeline.look(timeline.view.from - dx / timeline.view.perDay, timeline.view.perDay);
    timeline.scroll -= dy;
    this.moved();
  },

  reveal(event) {
    const { scale, timeline } = this;
    if (!scale.dated(event)) return;
    const [from, to] = timeline.range;
    const [first, last] = [scale.start(event), scale.end(event) + 1];
    const margin = 0.04 * (to - from);
    if (last > from + margin && first < to - margin) return;
    const middle = (first + Math.min(last, first + (to - from))) / 2;
    this.look(middle - (to - from) / 2, middle + (to - from) / 2);
  },

  /** Move on to the nearest event that is out of view on this side. */
  turnTo(side) {
    const { scale } = this;
    const [from, to] = this.timeline.range;
    const wide = to - from;
    let [before, after] = [-Infinity, Infinity];
    for (const event of this.dated) {
      if (scale.end(event) + 1 <= from) before = Math.max(before, scale.end(event) + 1);
      if (scale.start(event) >= to) after = Math.min(after, scale.start(event));
    }
    if (side === "earlier") this.look(before - 0.8 * wide, before + 0.2 * wide);
    else this.look(after - 0.2 * wide, after + 0.8 * wide);
  },
});
