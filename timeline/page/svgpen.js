// A pen with the methods of a canvas's context that writes SVG: what is drawn on the screen can so be saved as a drawing.
// A path is to be built under one transform. All text goes through the DOM, which escapes it.

const SVG = "http://www.w3.org/2000/svg";
const XML = "http://www.w3.org/XML/1998/namespace";
const ANCHORS = { center: "middle", right: "end", end: "end" };
const ARC_STEP = Math.PI;
const MITRE_OF_CANVAS = 10;

class SvgPen {
  constructor({ width, height }, title, description) {
    this.root = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "stroke-miterlimit": MITRE_OF_CANVAS });
    this.defs = svgElement("defs", {});
    this.root.append(svgElement("title", {}, title), svgElement("desc", {}, description), this.defs);
    // A real context holds the state and measures text: what it would not take, such as a faulty colour, is not drawn here either.
    this.ruler = h("canvas", { width: 1, height: 1 }).getContext("2d");
    Object.assign(this, { holder: this.root, holders: [], path: "", clips: new Map(), fades: new Map(), lifts: new Map() });
  }

  save() {
    this.ruler.save();
    this.holders.push(this.holder);
  }

  restore() {
    this.ruler.restore();
    this.holder = this.holders.pop() ?? this.holder;
  }

  translate(x, y) {
    this.ruler.translate(x, y);
  }

  scale(x, y) {
    this.ruler.scale(x, y);
  }

  setLineDash(dash) {
    this.ruler.setLineDash(dash);
  }

  measureText(text) {
    return this.ruler.measureText(text);
  }

  /* Paths */

  beginPath() {
    this.path = "";
  }

  /** One step of the path; as on a canvas, nothing comes of numbers that are none. */
  go(letter, ...numbers) {
    if (!numbers.every(Number.isFinite)) return;
    if (!this.path) this.under = this.ruler.getTransform();
    if (!this.path && letter !== "M") this.path = `M${numbers.slice(0, 2).map(short).join(" ")}`;
    this.path += letter + numbers.map(short).join(" ");
  }

  moveTo(x, y) {
    this.go("M", x, y);
  }

  lineTo(x, y) {
    this.go(this.path ? "L" : "M", x, y);
  }

  bezierCurveTo(...numbers) {
    this.go("C", ...numbers);
  }

  closePath() {
    if (this.path) this.path += "Z";
  }

  rect(x, y, width, height) {
    if (![x, y, width, height].every(Number.isFinite)) return;
    this.go("M", x, y);
    this.path += `h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  /** `radius`: one for all corners. */
  roundRect(x, y, width, height, radius = 0) {
    if (![x, y, width, height, radius].every(Number.isFinite)) return;
    const [left, top, right, foot] = [Math.min(x, x + width), Math.min(y, y + height), Math.max(x, x + width), Math.max(y, y + height)];
    const r = Math.max(0, Math.min(radius, (right - left) / 2, (foot - top) / 2));
    this.go("M", left + r, top);
    for (const [toX, toY, cornerX, cornerY] of [[right - r, top, right, top + r], [right, foot - r, right - r, foot], [left + r, foot, left, foot - r], [left, top + r, left + r, top]]) {
      this.go("L", toX, toY);
      this.go("A", r, r, 0, 0, 1, cornerX, cornerY);
    }
    this.closePath();
  }

  /** In steps of half a turn at most: SVG draws no arc that ends where it starts. */
  arc(x, y, radius, from, to, backwards = false) {
    if (![x, y, radius, from, to].every(Number.isFinite)) return;
    const turn = 2 * Math.PI;
    const way = backwards ? -1 : 1;
    const asked = way * (to - from);
    const swept = asked >= turn ? turn : ((asked % turn) + turn) % turn;
    const point = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    this.lineTo(...point(from));
    const steps = Math.ceil(swept / ARC_STEP);
    for (let step = 1; step <= steps; step += 1) this.go("A", radius, radius, 0, 0, backwards ? 0 : 1, ...point(from + (way * swept * step) / steps));
  }

  /** What is drawn from now on shows within the path only. Neighbours with the same clip share a group. */
  clip() {
    const under = this.path ? this.under : this.ruler.getTransform();
    const shape = svgElement("path", { d: this.path, ...transformOf(under) });
    const key = `${this.path} ${under}`;
    if (!this.clips.has(key)) {
      const id = `clip${this.clips.size}`;
      this.clips.set(key, `url(#${id})`);
      const clip = svgElement("clipPath", { id });
      clip.append(shape);
      this.defs.append(clip);
    }
    const last = this.holder.lastElementChild;
    const shared = last?.tagName === "g" && last.getAttribute("clip-path") === this.clips.get(key);
    if (!shared) this.holder.append(svgElement("g", { "clip-path": this.clips.get(key) }));
    this.holder = this.holder.lastElementChild;
  }

  /* Ink */

  createLinearGradient(x1, y1, x2, y2) {
    const fade = this.ruler.createLinearGradient(x1, y1, x2, y2);
    const id = `fade${this.fades.size}`;
    const ends = Object.fromEntries(Object.entries({ x1, y1, x2, y2 }).map(([name, number]) => [name, short(number)]));
    const gradient = svgElement("linearGradient", { id, gradientUnits: "userSpaceOnUse", ...ends });
    this.defs.append(gradient);
    this.fades.set(fade, `url(#${id})`);
    fade.addColorStop = (offset, colour) => gradient.append(svgElement("stop", { offset: short(offset), ...inkOf("stop-color", "stop-opacity", colour) }));
    return fade;
  }

  ink(kind) {
    const style = this.ruler[`${kind}Style`];
    const { globalAlpha } = this.ruler;
    return { ...inkOf(kind, `${kind}-opacity`, this.fades.get(style) ?? style), ...(globalAlpha < 1 ? { opacity: short(globalAlpha) } : {}) };
  }

  outline() {
    const dash = this.ruler.getLineDash();
    return { fill: "none", ...this.ink("stroke"), "stroke-width": short(this.ruler.lineWidth), ...(dash.length ? { "stroke-dasharray": dash.map(short).join(" ") } : {}) };
  }

  draw(name, attributes, under, text = null) {
    this.holder.append(svgElement(name, { ...attributes, ...transformOf(under) }, text));
  }

  fill() {
    if (this.path) this.draw("path", { d: this.path, ...this.ink("fill") }, this.under);
  }

  stroke() {
    if (this.path) this.draw("path", { d: this.path, ...this.outline() }, this.under);
  }

  fillRect(...box) {
    this.drawRect(box, this.ink("fill"));
  }

  strokeRect(...box) {
    this.drawRect(box, this.outline());
  }

  drawRect(box, ink) {
    if (!box.every(Number.isFinite)) return;
    const [x, y, width, height] = box;
    const sides = { x: Math.min(x, x + width), y: Math.min(y, y + height), width: Math.abs(width), height: Math.abs(height) };
    this.draw("rect", { ...Object.fromEntries(Object.entries(sides).map(([name, number]) => [name, short(number)])), ...ink }, this.ruler.getTransform());
  }

  fillText(text, x, y) {
    const words = String(text).replace(/[\t\n\v\f\r]/g, " ");
    if (!words || ![x, y].every(Number.isFinite)) return;
    const [, style, size, family] = this.ruler.font.match(/^(.*?)([\d.]+)px (.+)$/);
    const weight = style.match(/bold|\d{3}/)?.[0];
    const anchor = ANCHORS[this.ruler.textAlign];
    this.draw("text", {
      x: short(x), y: short(y + this.lift()), "font-family": family, "font-size": size, ...(weight ? { "font-weight": weight } : {}),
      ...(style.includes("italic") ? { "font-style": "italic" } : {}), ...(anchor ? { "text-anchor": anchor } : {}), ...this.ink("fill"),
    }, this.ruler.getTransform(), words);
    if (/^ | {2}| $/.test(words)) this.holder.lastElementChild.setAttributeNS(XML, "xml:space", "preserve");
  }

  /** How far the line on which letters stand is below the line that the text is aligned to. Not all programs align SVG as a canvas does. */
  lift() {
    const { ruler } = this;
    const key = `${ruler.textBaseline} ${ruler.font}`;
    if (!this.lifts.has(key)) {
      const { textBaseline } = ruler;
      const aligned = ruler.measureText("x").actualBoundingBoxAscent;
      ruler.textBaseline = "alphabetic";
      this.lifts.set(key, ruler.measureText("x").actualBoundingBoxAscent - aligned);
      ruler.textBaseline = textBaseline;
    }
    return this.lifts.get(key);
  }

  toString() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.root)}\n`;
  }
}

for (const name of ["fillStyle", "strokeStyle", "lineWidth", "font", "textAlign", "textBaseline", "globalAlpha"]) {
  Object.defineProperty(SvgPen.prototype, name, {
    get() { return this.ruler[name]; },
    set(value) { this.ruler[name] = value; },
  });
}

function svgElement(name, attributes, text = null) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = allowedText(text);
  return element;
}

const short = (number) => String(Math.round(number * 100) / 100);

function transformOf(matrix) {
  if (matrix.isIdentity) return {};
  const { a, b, c, d, e, f } = matrix;
  return { transform: `matrix(${[a, b, c, d].map((number) => Number(number.toPrecision(6))).join(" ")} ${short(e)} ${short(f)})` };
}

/** Without the characters that XML 1.0 does not allow. */
const allowedText = (text) => String(text).toWellFormed().replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

/** A colour and its opacity apart, as older readers of SVG want them. */
function inkOf(name, opacity, colour) {
  const parts = colour.match(/^rgba\((.*),\s*([\d.]+)\)$/);
  return parts ? { [name]: `rgb(${parts[1]})`, [opacity]: parts[2] } : { [name]: colour };
}
