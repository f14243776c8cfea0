// The reader's own notes on events, and the stars on them: kept in the browser, saved to a file, read back. A note belongs to the
// id of its event and the title of its timeline: it outlives a new build, and does not turn up in another timeline.

const NOTES_KIND = "timeline-notes";
const LONGEST_NOTE = 20000;
const NO_NOTE = Object.freeze({ text: "", star: false });

class Notes {
  constructor(data) {
    Object.assign(this, { data, held: new Map(), keeps: true, shown: null, onchange: () => {} });
    this.prefix = `${JSON.stringify([NOTES_KIND, data.title]).slice(0, -1)},`;
    this.load();
    window.addEventListener("storage", (event) => this.hear(event.key));
  }

  get count() {
    return this.held.size;
  }

  has(id) {
    return this.held.has(id);
  }

  /** `text` and `star` of an event's note. */
  of(id) {
    return this.held.get(id) ?? NO_NOTE;
  }

  /** Change the text or the star or both. */
  set(id, changes) {
    this.hold(id, noteIn({ ...this.of(id), ...changes }));
    this.keep(id);
    this.changed();
  }

  hold(id, note) {
    if (note) this.held.set(id, note);
    else this.held.delete(id);
  }

  changed() {
    this.refresh();
    this.onchange();
  }

  /* In the browser: each note has a key of its own, so that two windows do not undo each other's work */

  keyOf(id) {
    return `${this.prefix}${JSON.stringify(id)}]`;
  }

  /** The event of this timeline whose note has this key, or null. */
  idOf(key) {
    if (!key.startsWith(this.prefix)) return null;
    const id = parsed(key.slice(this.prefix.length, -1));
    return typeof id === "string" && this.data.numberOf(id) !== null ? id : null;
  }

  load() {
    try {
      for (const key of Object.keys(localStorage)) {
        const id = this.idOf(key);
        if (id !== null) this.hold(id, noteIn(parsed(localStorage.getItem(key))));
      }
    } catch {
      // A frame without an origin has no storage, and says so by an error on any touch.
      this.keeps = false;
    }
  }

  keep(id) {
    try {
      if (this.has(id)) localStorage.setItem(this.keyOf(id), JSON.stringify(this.of(id)));
      else localStorage.removeItem(this.keyOf(id));
    } catch {
      this.keeps = false;
    }
  }

  /** Another window has changed this key, or all keys (null). */
  hear(key) {
    if (key === null) this.held.clear();
    const id = key === null ? null : this.idOf(key);
    if (key !== null && id === null) return;
    if (id !== null) this.hold(id, noteIn(parsed(localStorage.getItem(key))));
    this.changed();
  }

  /* In a file */

  file() {
    const ids = [...this.held.keys()].sort((one, other) => (one < other ? -1 : 1));
    const notes = Object.fromEntries(ids.map((id) => [id, { label: this.data.label[this.data.numberOf(id)], ...this.of(id) }]));
    return `${JSON.stringify({ kind: NOTES_KIND, title: this.data.title, notes }, null, 1)}\n`;
  }

  /** Add the notes of a file to those that are there, and say in one line what came of it. */
  read(text) {
    const told = parsed(text);
    if (told === null) return "This file holds no notes: it is not JSON";
    if (told.kind !== NOTES_KIND || !isPlain(told.notes)) return "This file holds no notes of a timeline";
    const notes = Object.entries(told.notes).map(([id, value]) => [id, noteIn(value)]).filter(([, note]) => note);
    const ours = notes.filter(([id]) => this.data.numberOf(id) !== null);
    for (const [id, note] of ours) {
      this.hold(id, joined(this.of(id), note));
      this.keep(id);
    }
    this.changed();
    const others = notes.length - ours.length;
    return `${plural(ours.length, "note")} read${others ? `, ${grouped(others)} left out: about events that this timeline does not have` : ""}`;
  }

  /* On the screen */

  /** Fields for the note on an event. */
  editor(id) {
    const field = h("textarea", { "aria-label": "Your note on this event", rows: 3, maxLength: LONGEST_NOTE, placeholder: "Only you see this." });
    const star = h("button", { type: "button", className: "star", title: "Star this event ( s )" });
    const warning = h("p", { className: "note warning", role: "status" });
    field.addEventListener("input", () => this.set(id, { text: field.value }));
    star.addEventListener("click", () => this.set(id, { star: !this.of(id).star }));
    this.shown = { id, field, star, warning };
    this.refresh();
    return h("div", { className: "noteeditor" }, field, star, warning);
  }

  /** What is written is left alone as long as it is what is held: the browser's own undo then goes on to work. */
  refresh() {
    if (!this.shown) return;
    const { field, star, warning } = this.shown;
    const { text, star: starred } = this.of(this.shown.id);
    if (field.value.trim() !== text.trim()) field.value = text;
    star.textContent = starred ? "★ Starred" : "☆ Star";
    star.setAttribute("aria-pressed", String(starred));
    warning.hidden = this.keeps;
    warning.textContent = this.keeps ? "" : "This page may not keep notes here: save them to a file before you close it.";
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The note that a value tells of, or null: what is stored or read from a file may be anything. */
function noteIn(value) {
  if (!isPlain(value)) return null;
  const text = typeof value.text === "string" ? value.text.replace(/\r\n?/g, "\n").slice(0, LONGEST_NOTE) : "";
  const star = value.star === true;
  return text.trim() || star ? { text, star } : null;
}

/** Two notes on one event: what is written in either, but nothing twice. */
function joined(own, other) {
  const text = own.text.includes(other.text.trim()) ? own.text : [own.text.trim(), other.text.trim()].filter(Boolean).join("\n\n");
  return { text: text.slice(0, LONGEST_NOTE), star: own.star || other.star };
}
