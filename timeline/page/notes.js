// The reader's own notes on events: kept in the browser by the ids of the events, saved to a file, read back.

const NOTES_KIND = "timeline-notes";
const LONGEST_NOTE = 20000;

class Notes {
  /** `title`: of the timeline; another timeline has notes of its own. */
  constructor(title) {
    Object.assign(this, { title, key: `${NOTES_KIND} ${title}`, held: new Map(), keeps: true, onchange: () => {} });
    try {
      this.take(JSON.parse(localStorage.getItem(this.key) ?? "{}"));
    } catch (fault) {
      // What is stored may be broken; a sandboxed frame may store nothing at all.
      this.keeps = !(fault instanceof DOMException);
    }
  }

  /** Take notes as they are saved: text by event id. What is no note is left out. Returns how many were taken. */
  take(notes) {
    let count = 0;
    for (const [id, text] of Object.entries(notes ?? {})) {
      if (typeof text !== "string" || !text.trim()) continue;
      this.held.set(id, text.slice(0, LONGEST_NOTE));
      count += 1;
    }
    return count;
  }

  has(id) {
    return this.held.has(id);
  }

  of(id) {
    return this.held.get(id) ?? "";
  }

  set(id, text) {
    if (text.trim()) this.held.set(id, text.slice(0, LONGEST_NOTE));
    else this.held.delete(id);
    this.keep();
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.plain()));
    } catch {
      this.keeps = false;
    }
    this.onchange();
  }

  plain() {
    return Object.fromEntries([...this.held].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** The notes as a file that `read` reads. */
  file() {
    return `${JSON.stringify({ kind: NOTES_KIND, title: this.title, notes: this.plain() }, null, 1)}\n`;
  }

  /** Add the notes of a file, and say in one line what came of it. */
  read(text) {
    let told = null;
    try {
      told = JSON.parse(text);
    } catch {
      return "This file holds no notes: it is not JSON";
    }
    if (told?.kind !== NOTES_KIND || typeof told.notes !== "object") return "This file holds no notes of a timeline";
    const count = this.take(told.notes);
    this.keep();
    return `${plural(count, "note")} read`;
  }

  /** A field for the note on an event. */
  editor(id) {
    const field = h("textarea", { value: this.of(id), "aria-label": "Your note on this event", rows: 3, placeholder: "Only you see this." });
    field.addEventListener("input", () => this.set(id, field.value));
    const warning = this.keeps ? null : h("p", { className: "note" }, "This page may not keep notes here: save them to a file before you close it.");
    return h("div", {}, field, warning);
  }
}
