// What is painted over the events: names of lanes, the label of the picked event, the axis, the hand of the playback; and what is at a point.

Object.assign(TimelineView.prototype, {
  paintFrame(ctx) {
    if (!this.plan) return;
    const { size, plan } = this;
    const { theme } = this.page;
    ctx.textAlign = "left";
    for (const box of plan.lanes) this.paintName(ctx, box);
    this.paintPicked(ctx);
    if (plan.shelf) {
      ctx.strokeStyle = theme.line;
      ctx.lineWidth = 1;
      line(ctx, plan.shelf - 0.5, AXIS, plan.shelf - 0.5, size.height);
    }
    this.paintAxis(ctx);
    this.paintCursor(ctx);
    this.paintLinkKey(ctx);
  },

  /** The whole label of the picked event, over all else. */
  paintPicked(ctx) {
    const item = this.items.find((candidate) => candidate.event === this.picked);
    if (!item) return;
    ctx.font = labelFont(item.look.main, this.page.theme);
    const whole = shorten(ctx, this.data.caption(item.event), Math.min(560, this.size.width - this.plan.shelf - 40));
    const width = ctx.measureText(whole).width + 2 * GAP + 8;
    const seen = Math.min(item.right, this.size.width) - Math.max(item.left, this.plan.shelf);
    const inside = item.inside && seen > width;
    const over = !inside && item.right + width > this.size.width;
    const place = { ...item, inside, shelf: 0, room: undefined };
    if (over && item.left - width > this.plan.shelf) place.right = item.left - width;
    else if (over) Object.assign(place, { right: this.size.width - width, y: item.y + ROW });
    this.paintLabel(ctx, place, whole, !inside);
    if (this.page.isNoted(item.event)) paintFlag(ctx, item.right, item.y - radiusOf(item.look, item.style), this.page.theme);
  },

  paintName(ctx, box) {
    const { theme } = this.page;
    const y = box.top - this.scroll + 13;
    const count = grouped(box.seen);
    const narrow = box.shelf === NARROW_SHELF;
    const most = box.shelf ? box.shelf - (narrow ? 16 : 46) : 220;
    ctx.font = `600 12px ${theme.font}`;
    ctx.textBaseline = "middle";
    box.shownName ??= shorten(ctx, box.name, most);
    const wide = ctx.measureText(box.shownName).width;
    ctx.fillStyle = withAlpha(box.index % 2 ? theme.band : theme.ground, 0.85);
    if (!box.shelf) ctx.fillRect(6, y - 9, wide + 36, 18);
    ctx.fillStyle = theme.ink;
    ctx.fillText(box.shownName, 10, y);
    ctx.font = `12px ${theme.font}`;
    ctx.fillStyle = theme.soft;
    if (!narrow) ctx.fillText(count, 16 + wide, y);
    if (box.unshelved) ctx.fillText(`+ ${grouped(box.unshelved)} more`, 12, box.top + box.height - this.scroll - 12);
  },

  paintAxis(ctx) {
    const { size, plan } = this;
    const { theme } = this.page;
    ctx.fillStyle = theme.panel;
    ctx.fillRect(0, 0, size.width, AXIS);
    ctx.textBaseline = "middle";
    const { fine, coarse } = this.marks;
    this.paintTicks(ctx, coarse, 13, `600 12px ${theme.font}`, theme.ink);
    this.paintTicks(ctx, fine, coarse.length ? 32 : 26, `11.5px ${theme.font}`, coarse.length ? theme.soft : theme.ink);
    ctx.fillStyle = theme.panel;
    ctx.fillRect(0, 0, plan.shelf, AXIS - 1);
    ctx.strokeStyle = theme.soft;
    ctx.lineWidth = 1;
    line(ctx, 0, AXIS - 0.5, size.width, AXIS - 0.5);
    if (!plan.shelf) return;
    ctx.font = `11.5px ${theme.font}`;
    ctx.fillStyle = theme.soft;
    const missing = this.scale.axis === "reported" ? "No day of publication" : plan.shelf === SHELF ? SHELF_TITLE : NARROW_TITLE;
    ctx.fillText(shorten(ctx, missing, plan.shelf - 16), 10, 32);
    ctx.strokeStyle = theme.line;
    line(ctx, plan.shelf - 0.5, 8, plan.shelf - 0.5, AXIS);
  },

  /** A label stands behind its line; the first one in view stays until the next pushes it out. */
  paintTicks(ctx, marks, y, font, colour) {
    ctx.font = font;
    ctx.fillStyle = colour;
    marks.forEach(({ day, label }, index) => {
      const width = ctx.measureText(label).width;
      const next = index + 1 < marks.length ? this.xOf(marks[index + 1].day) : Infinity;
      const x = Math.max(this.xOf(day), this.plan.shelf) + 6;
      const pushed = this.xOf(day) < this.plan.shelf && index + 1 < marks.length && marks === this.marks.coarse;
      if (x + width <= next || pushed) ctx.fillText(label, Math.min(x, next - width - 6), y);
    });
  },

  /** The day that the playback has come to. */
  paintCursor(ctx) {
    if (this.cursor === null) return;
    const { theme } = this.page;
    const x = Math.max(this.plan.shelf, this.xOf(this.cursor));
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 2;
    line(ctx, x, 0, x, this.size.height);
    const { year, month, date } = calendar(this.cursor);
    const text = `${date} ${MONTHS[month]} ${year}`;
    ctx.font = `600 12px ${theme.font}`;
    const width = ctx.measureText(text).width + 14;
    const left = Math.min(x, this.size.width - width);
    ctx.fillStyle = theme.accent;
    ctx.fillRect(left, AXIS - 22, width, 22);
    ctx.fillStyle = readable(theme.accent);
    ctx.fillText(text, left + 7, AXIS - 11);
  },

  /** What the lines from the picked event mean. */
  paintLinkKey(ctx) {
    const kinds = LINK_KINDS.filter(([kind]) => this.links.some((link) => link.kind === kind));
    if (!kinds.length) return;
    const { theme } = this.page;
    ctx.font = `11.5px ${theme.font}`;
    const widths = kinds.map(([, words]) => ctx.measureText(words).width + 46);
    let x = this.plan.shelf + 10;
    const y = this.size.height - 52;
    ctx.fillStyle = withAlpha(theme.panel, 0.92);
    ctx.beginPath();
    ctx.roundRect(x - 4, y - 12, widths.reduce((sum, width) => sum + width, 8), 24, 6);
    ctx.fill();
    kinds.forEach(([, words, dash], index) => {
      ctx.setLineDash(dash);
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 1.5;
      line(ctx, x + 4, y, x + 28, y);
      ctx.setLineDash([]);
      ctx.fillStyle = theme.ink;
      ctx.fillText(words, x + 34, y + 0.5);
      x += widths[index];
    });
  },

  /** What is at a point of the plot: an event, a bar of counts, the rest of a shelf, or nothing. */
  at(x, y) {
    if (y < AXIS || !this.plan) return {};
    const box = this.plan.lanes.find((candidate) => y >= candidate.top - this.scroll && y < candidate.top - this.scroll + candidate.height);
    if (!box) return {};
    let best = null;
    for (const item of this.items) {
      if (Math.abs(y - item.y) > item.style.row / 2 + 0.5 || x < item.left - 3) continue;
      const { width } = this.faces.label(item.event);
      const roomy = item.room > LEAST_ROOM ? Math.min(item.room, width) + GAP : 0;
      const label = item.style.labelled && !item.inside ? width + GAP : roomy;
      const end = item.shelf ? Math.min(item.right + label, item.shelf) : item.right + label;
      if (x > end + 3) continue;
      const far = Math.max(0, item.left - x, x - item.right);
      if (!best || far < best.far) best = { item, far };
    }
    if (best) return { item: best.item };
    if (x < box.shelf) return box.unshelved && y > box.top + box.height - this.scroll - 24 ? { rest: box } : {};
    const bin = !box.style ? box.bins?.find((one) => one.count && x >= this.xOf(one.day) && x < this.xOf(one.until)) : null;
    return bin ? { bin, box } : {};
  },
});
