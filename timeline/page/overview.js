// The strip below the drawing: how many events there are in time, and the window that is looked at. Drag in it to look elsewhere,
// drag its edges to widen or narrow it. It reaches as far as most events, and farther where the window does.

const STRIP_FOOT = 16;
const STRIP_BIN = 3;
const EDGE = 6;
const SLIP = 4;

class Overview {
  constructor(holder, data, page, onRange) {
    const canvas = h("canvas", { className: "strip" });
    holder.append(canvas);
    Object.assign(this, { holder, canvas, data, page, onRange, main: [0, 1], whole: [0, 1], extent: [0, 1], range: [0, 1] });
    this.passing = this.all = new Int32Array(0);
    canvas.addEventListener("pointerdown", (event) => this.grab(event));
    canvas.addEventListener("pointermove", (event) => { canvas.style.cursor = this.cursorAt(event.offsetX); });
    canvas.addEventListener("dblclick", () => page.fit());
    holder.addEventListener("keydown", (event) => this.key(event));
  }

  /** `passing`: the events that pass all but the window, in order of the scale. */
  show(passing, scale, main, whole) {
    Object.assign(this, { passing, scale, all: scale.order, whole });
    const around = 0.5 * (main[1] - main[0]);
    this.main = [Math.max(whole[0], main[0] - around), Math.min(whole[1], main[1] + around)];
    this.bars = null;
  }

  reach([from, to]) {
    const seen = [Math.max(this.whole[0], Math.min(this.main[0], from)), Math.min(this.whole[1], Math.max(this.main[1], to))];
    const margin = Math.max(2, (seen[1] - seen[0]) * 0.02);
    return [seen[0] - margin, seen[1] + margin];
  }

  dayAt(x) {
    return this.extent[0] + (x / this.canvas.clientWidth) * (this.extent[1] - this.extent[0]);
  }

  xOf(day) {
    return ((day - this.extent[0]) / (this.extent[1] - this.extent[0])) * this.canvas.clientWidth;
  }

  /** Which edge of the window is at this point (0 or 1), or null. */
  edgeAt(x) {
    const edge = this.range.findIndex((day) => Math.abs(this.xOf(day) - x) <= EDGE);
    return edge < 0 ? null : edge;
  }

  cursorAt(x) {
    if (this.edgeAt(x) !== null) return "ew-resize";
    return this.isInside(x) ? "grab" : "crosshair";
  }

  isInside(x) {
    const day = this.dayAt(x);
    const [from, to] = this.range;
    return day > from && day < to && to - from < 0.98 * (this.extent[1] - this.extent[0]);
  }

  grab(down) {
    if (down.button > 0) return;
    const start = this.dayAt(down.offsetX);
    const [from, to] = this.range;
    const edge = this.edgeAt(down.offsetX);
    const inside = edge === null && this.isInside(down.offsetX);
    this.canvas.setPointerCapture(down.pointerId);
    this.held = true;
    const move = (event) => {
      const here = this.dayAt(event.offsetX);
      if (edge !== null) this.onRange(...[edge ? from : here, edge ? here : to].sort((one, other) => one - other));
      else if (inside) this.onRange(from + here - start, to + here - start);
      else if (Math.abs(event.offsetX - down.offsetX) > SLIP) this.onRange(Math.min(start, here), Math.max(start, here));
    };
    const drop = (event) => {
      this.canvas.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) this.canvas.removeEventListener(end, drop);
      this.held = false;
      const moved = Math.abs(event.offsetX - down.offsetX) > SLIP;
      if (!moved && edge === null && !inside) this.onRange(start - (to - from) / 2, start + (to - from) / 2);
      else this.onRange(...this.range);
    };
    this.canvas.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, drop);
  }

  /** The strip is a slider for the keyboard, too. */
  key(event) {
    const [from, to] = this.range;
    const step = (to - from) / (event.shiftKey ? 2 : 10);
    const moves = {
      ArrowLeft: [from - step, to - step],
      ArrowRight: [from + step, to + step],
      ArrowUp: [from + step / 2, to - step / 2],
      ArrowDown: [from - step / 2, to + step / 2],
      Home: [this.whole[0], this.whole[0] + to - from],
      End: [this.whole[1] - to + from, this.whole[1]],
    };
    const wanted = moves[event.key];
    if (!wanted || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.onRange(...wanted);
  }

  count(events) {
    const perDay = this.canvas.clientWidth / (this.extent[1] - this.extent[0]);
    return binsOf(events, 0, events.length, (event) => this.scale.start(event), ...this.extent, perDay, STRIP_BIN);
  }

  draw(range) {
    const { canvas, page: { theme } } = this;
    this.range = range;
    const before = String(this.extent);
    if (!this.held) this.extent = this.reach(range);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!this.bars || before !== String(this.extent) || this.width !== width) {
      this.bars = { all: this.count(this.all), passing: this.count(this.passing) };
      this.width = width;
    }
    this.tell(range);
    const ratio = window.devicePixelRatio || 1;
    const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== tall) Object.assign(canvas, { width: wide, height: tall });
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const base = height - STRIP_FOOT;
    const [left, right] = range.map((day) => Math.max(0, Math.min(width, this.xOf(day))));
    ctx.fillStyle = withAlpha(theme.accent, 0.14);
    ctx.fillRect(left, 0, right - left, base);
    this.paintBars(ctx, base);
    this.paintYears(ctx, width, height);
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(left + 0.75, 0.75, Math.max(3, right - left - 1.5), base - 1.5);
    ctx.fillStyle = theme.accent;
    for (const x of [left, right]) ctx.fillRect(Math.max(0, Math.min(width - 5, x - 2.5)), base / 2 - 9, 5, 18);
  }

  paintBars(ctx, base) {
    const { page: { theme }, range } = this;
    const most = Math.max(1, ...this.bars.all.map((bin) => bin.count));
    const tall = (count) => Math.max(2, ((base - 8) * Math.sqrt(count)) / Math.sqrt(most));
    const paint = (bins, colour) => {
      for (const { day, until, count } of bins) {
        if (!count) continue;
        const seen = until > range[0] && day < range[1];
        ctx.fillStyle = colour(seen);
        const x = this.xOf(day);
        ctx.fillRect(x, base - tall(count), Math.max(2.5, Math.min(12, this.xOf(until) - x - 0.75)), tall(count));
      }
    };
    if (this.passing.length < this.all.length) paint(this.bars.all, () => withAlpha(theme.soft, 0.25));
    paint(this.bars.passing, (seen) => (seen ? theme.accent : withAlpha(theme.soft, 0.6)));
  }

  paintYears(ctx, width, height) {
    const { page: { theme } } = this;
    const perDay = width / (this.extent[1] - this.extent[0]);
    const { fine, coarse } = ticks(this.extent[0], this.extent[1], perDay / 1.6);
    const years = new Set(coarse.map(({ day }) => calendar(day).year));
    ctx.font = `10.5px ${theme.font}`;
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.soft;
    let end = -Infinity;
    for (const { day, label } of fine) {
      const { year, month } = calendar(day);
      const text = coarse.length && month === 0 && years.has(year) && !label.includes(" ") ? String(year) : label;
      const x = this.xOf(day);
      const wide = ctx.measureText(text).width;
      if (x < end || x < 0 || x + wide > width - 4) continue;
      ctx.fillText(text, x + 2, height - STRIP_FOOT / 2);
      end = x + wide + 10;
    }
  }

  tell([from, to]) {
    const words = (day) => {
      const { year, month, date } = calendar(day);
      return `${date} ${MONTHS[month]} ${year}`;
    };
    const { holder } = this;
    holder.setAttribute("aria-valuemin", Math.floor(this.whole[0]));
    holder.setAttribute("aria-valuemax", Math.ceil(this.whole[1]));
    holder.setAttribute("aria-valuenow", Math.round(Math.max(this.whole[0], Math.min(this.whole[1], from))));
    holder.setAttribute("aria-valuetext", `${words(from)} to ${words(to - 1e-6)}`);
  }
}
