// What is picked: one event, and the ways from it to others; and what is said to the reader meanwhile.

Object.assign(Page.prototype, {
  pick(event) {
    this.mark(event);
    if (event !== null && !this.passing.includes(event)) this.tell("The filters hide this event in the drawing");
    if (event !== null) this.reveal(event);
    this.changed();
  },

  /** Show the event as picked, without moving to it. */
  mark(event) {
    const before = this.picked;
    const [fromList, fromPanel] = ["list", "event"].map((id) => by(id).contains(document.activeElement));
    this.timeline.picked = event;
    document.body.classList.toggle("picked", event !== null);
    if (event === null) this.panel.hide();
    else this.panel.show(event);
    this.showSide(event === null ? (this.paths.open ? "paths" : "list") : "event");
    this.list.mark(event);
    for (const part_ of Object.values(this.parts)) part_.mark?.();
    if (fromList && event !== null) by("event").focus();
    if (fromPanel && event === null) this.list.rows.get(before)?.focus();
    this.draw();
  },

  showSide(id) {
    for (const name of ["list", "event", "paths"]) by(name).hidden = name !== id;
  },

  /** The event before or after the picked one, of those that are selected. */
  step(direction) {
    const { selection } = this;
    if (!selection.length) return;
    const here = selection.indexOf(this.picked);
    const next = here < 0 ? (direction > 0 ? 0 : selection.length - 1) : here + direction;
    if (next >= 0 && next < selection.length) this.pick(selection[next]);
  },

  /** From an event to the one before or after it that the actor takes part in. */
  follow(event, actor, direction) {
    const facet = this.filter.facets.get("actor");
    const events = this.passing.filter((one) => facet.some(one, (key) => key === actor));
    const next = events[events.indexOf(event) + direction];
    if (next !== undefined) this.pick(next);
    else this.tell(`${this.data.actors.name[actor]} takes part in none ${direction < 0 ? "before" : "after"} it that passes the filters`);
  },

  /** One line for the reader, read out too. */
  tell(line_) {
    by("said").textContent = line_;
    by("said").hidden = false;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => { by("said").hidden = true; }, 4000);
  },

  tip(x, y, title, lines = []) {
    const tip = by("tip");
    tip.hidden = x === null || x === undefined;
    if (tip.hidden) return;
    tip.replaceChildren(h("strong", {}, title), ...lines.filter(Boolean).map((text) => h("span", {}, text)));
    const { width, height } = tip.getBoundingClientRect();
    const { clientWidth, clientHeight } = by("plot");
    tip.style.left = `${Math.max(4, Math.min(x + 14, clientWidth - width - 6))}px`;
    tip.style.top = `${y + 18 + height > clientHeight ? Math.max(2, y - height - 12) : y + 18}px`;
  },

  /** The path between two actors has changed: let the drawings show it. */
  showWay() {
    this.parts.network?.draw();
    this.draw();
  },
});
