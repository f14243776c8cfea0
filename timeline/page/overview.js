// The strip below the drawing: the events in time, and the window that the drawing shows. Drag to look elsewhere.
// It reaches as far as most events, and farther where the drawing does.

const STRIP_FOOT = 16;
const STRIP_BIN = 3;

class Overview {
  constructor(canvas, onRange) {
    Object.assign(this, { canvas, onRange, days: [], main: [0, 1], whole: [0, 1], extent: [0, 1], range: [0, 1] });
    canvas.addEventListener("pointerdown", (event) => this.grab(event));
  }

  show(days, main, whole) {
    this.days = days.map((day) => ({ first: day }));
    const around = 0.5 * (main[1] - main[0]);
    this.main = [Math.max(whole[0], main[0] - around), Math.min(whole[1], main[1] + around)];
    this.whole = whole;
  }

  reach([from, to]) {
    const seen = [Math.max(this.whole[0], Math.min(this.main[0], from)), Math.min(this.whole[1], Math.max(this.main[1], to))];
    const margin = Math.max(2, (seen[1] - seen[0]) * 0.02);
    return [seen[0] - margin, seen[1] + margin];
  }

  grab(down) {
    const at = (event) => this.extent[0] + (event.offsetX / this.canvas.clientWidth) * (this.extent[1] - this.extent[0]);
    const start = at(down);
    const [from, to] = this.range;
    const inside = start > from && start < to && to - from < 0.98 * (this.extent[1] - this.extent[0]);
    this.canvas.setPointerCapture(down.pointerId);
    this.held = true;
    const move = (event) => {
      const here = at(event);
      if (inside) this.onRange(from + here - start, to + here - start);
      else if (Math.abs(event.offsetX - down.offsetX) > 4) this.onRange(Math.min(start, here), Math.max(start, here));
    };
    const drop = (event) => {
      this.canvas.removeEventListener("pointermove", move);
      this.held = false;
      if (!inside && Math.abs(event.offsetX - down.offsetX) <= 4) this.onRange(start - (to - from) / 2, start + (to - from) / 2);
      else this.onRange(...this.range);
    };
    this.canvas.addEventListener("pointermove", move);
    this.canvas.addEventListener("pointerup", drop, { once: true });
  }

  draw(range, theme) {
    this.range = range;
    if (!this.held) this.extent = this.reach(range);
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const perDay = width / (this.extent[1] - this.extent[0]);
    const x = (day) => (day - this.extent[0]) * perDay;
    const base = height - STRIP_FOOT;
    const [left, right] = range.map((day) => Math.max(0, Math.min(width, x(day))));
    ctx.fillStyle = withAlpha(theme.accent, 0.14);
    ctx.fillRect(left, 0, right - left, base);
    this.bars(ctx, perDay, x, base, theme);
    this.years(ctx, perDay, x, height, theme);
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(left + 0.75, 0.75, Math.max(3, right - left - 1.5), base - 1.5);
  }

  bars(ctx, perDay, x, base, theme) {
    const counts = bins(this.days, { from: this.extent[0] }, perDay, this.canvas.clientWidth, STRIP_BIN);
    const most = Math.max(1, ...counts.map((bin) => bin.count));
    for (const { day, until, count } of counts) {
      if (!count) continue;
      const tall = Math.max(2, ((base - 8) * count) / most);
      const seen = until > this.range[0] && day < this.range[1];
      ctx.fillStyle = seen ? theme.accent : withAlpha(theme.soft, 0.55);
      ctx.fillRect(x(day), base - tall, Math.max(2.5, Math.min(12, x(until) - x(day) - 0.75)), tall);
    }
  }

  years(ctx, perDay, x, height, theme) {
    const { fine, coarse } = ticks(this.extent[0], this.extent[1], perDay / 1.6);
    const years = new Set(coarse.map(({ day }) => calendar(day).year));
    ctx.font = `10.5px ${theme.font}`;
    ctx.textBaseline = "middle";
    ctx.fillStyle = theme.soft;
    let end = -Infinity;
    for (const { day, label } of fine) {
      const { year, month } = calendar(day);
      const text = coarse.length && month === 0 && years.has(year) && !label.includes(" ") ? String(year) : label;
      if (x(day) < end || x(day) < 0 || x(day) + ctx.measureText(text).width > this.canvas.clientWidth - 4) continue;
      ctx.fillText(text, x(day) + 2, height - STRIP_FOOT / 2);
      end = x(day) + ctx.measureText(text).width + 10;
    }
  }
}
