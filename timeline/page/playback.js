// Playback: the events come as time goes by, until the reader stops it.

const SECONDS_A_WINDOW = 16;
const SPEEDS = [0.5, 1, 2, 4];
const LATEST = 3;

class Playback {
  constructor(page, ticker, button, speed) {
    Object.assign(this, { page, ticker, button, speed, day: null, playing: false });
    button.addEventListener("click", () => this.toggle());
    speed.replaceChildren(...SPEEDS.map((times) => h("option", { value: String(times), selected: times === 1 }, `${times}×`)));
  }

  get on() {
    return this.day !== null;
  }

  toggle() {
    if (this.playing) return this.pause();
    const [from, to] = this.page.timeline.range;
    if (this.day === null || this.day >= Math.min(to, this.page.lastDay() + 1) || this.day < from) this.day = from;
    this.perSecond = (to - from) / SECONDS_A_WINDOW;
    this.playing = true;
    this.last = performance.now();
    this.label();
    requestAnimationFrame((now) => this.tick(now));
    return undefined;
  }

  pause() {
    this.playing = false;
    this.label();
    this.page.showUntil(this.day);
    this.page.settle();
    this.page.changed("move");
  }

  /** End it: all events are there again. */
  stop() {
    if (!this.on) return;
    this.end();
    this.page.showUntil(null);
    this.page.changed("move");
  }

  /** Take back what it hides, and show nothing anew. */
  end() {
    Object.assign(this, { playing: false, day: null });
    this.ticker.hidden = true;
    this.label();
    this.page.timeline.cursor = null;
    this.page.filter.set("cursor", null);
  }

  tick(now) {
    if (!this.playing) return;
    const before = Math.floor(this.day);
    this.day += Math.min(0.1, (now - this.last) / 1000) * this.perSecond * Number(this.speed.value);
    this.last = now;
    if (this.day > this.page.lastDay() + 1) {
      this.day = this.page.lastDay() + 1;
      this.playing = false;
    }
    this.page.showUntil(this.day, Math.floor(this.day) !== before || !this.playing);
    if (Math.floor(this.day) !== before) this.showLatest();
    if (this.playing) requestAnimationFrame((next) => this.tick(next));
    else this.pause();
  }

  showLatest() {
    const events = this.page.latest(this.day, LATEST);
    this.ticker.hidden = !events.length;
    this.ticker.replaceChildren(...events.map((event) => h("li", {}, this.page.data.caption(event))));
  }

  label() {
    this.button.textContent = this.playing ? "Pause" : "Play";
    this.button.setAttribute("aria-pressed", String(this.playing));
  }
}
