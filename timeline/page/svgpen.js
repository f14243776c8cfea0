// A pen with the methods of a canvas's context that writes SVG: what is drawn on the screen can so be saved as a drawing.

const SVG = "http://www.w3.org/2000/svg";
const SIDES = { left: "start", center: "middle", right: "end", start: "start", end: "end" };

class SvgPen {
  constructor({ width, height }, title, description) {
    this.root = this.make("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
    for (const [name, text] of [["title", title], ["desc", description]]) this.root.append(this.make(name, {}, text));
    this.defs = this.make("defs", {});
    this.root.append(this.defs);
    this.ruler = document.createElement("canvas").getContext("2d");
    this.numbers = 0;
    this.stack = [];
    this.holder = this.root;
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", globalAlpha: 1 });
    Object.assign(this, { dash: [], path: "" });
  }

  make(name, attributes, text = null) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") element.setAttribute(key, value);
    if (text !== null) element.textContent = cleanText(text);
    return element;
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha, dash, holder } = this;
    this.stack.push({ fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha, dash, holder });
  }

  restore() {
    Object.assign(this, this.stack.pop());
  }

  translate(x, y) {
    this.group({ transform: `translate(${short(x)} ${short(y)})` });
  }

  scale(x, y) {
    this.group({ transform: `scale(${short(x)} ${short(y)})` });
  }

  group(attributes) {
    const group = this.make("g", attributes);
    this.holder.append(group);
    this.holder = group;
  }

  clip() {
    const id = `clip${this.numbers++}`;
    const clip = this.make("clipPath", { id });
    clip.append(this.make("path", { d: this.path }));
    this.defs.append(clip);
    this.group({ "clip-path": `url(#${id})` });
  }

  beginPath() {
    this.path = "";
  }

  add(letter, ...numbers) {
    this.path += `${letter}${numbers.map(short).join(" ")}`;
  }

  moveTo(x, y) {
    this.add("M", x, y);
  }

  lineTo(x, y) {
    this.add(this.path ? "L" : "M", x, y);
  }

  quadraticCurveTo(...numbers) {
    this.add("Q", ...numbers);
  }

  bezierCurveTo(...numbers) {
    this.add("C", ...numbers);
  }

  closePath() {
    this.path += "Z";
  }

  rect(x, y, width, height) {
    this.add("M", x, y);
    this.path += `h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  roundRect(x, y, width, height, radius) {
    const r = Math.max(0, Math.min(radius, Math.abs(width) / 2, Math.abs(height) / 2));
    this.add("M", x + r, y);
    for (const [dx, dy, cornerX, cornerY] of [[width - 2 * r, 0, r, r], [0, height - 2 * r, -r, r], [2 * r - width, 0, -r, -r], [0, 2 * r - height, r, -r]]) {
      this.path += `l${short(dx)} ${short(dy)}a${short(r)} ${short(r)} 0 0 1 ${short(cornerX)} ${short(cornerY)}`;
    }
    this.path += "Z";
  }

  arc(x, y, radius, from, to) {
    const point = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const half = (from + to) / 2;
    this.add(this.path && !this.path.endsWith("Z") ? "L" : "M", ...point(from));
    for (const angle of [half, to]) this.add("A", radius, radius, 0, to - from > 2 * Math.PI - 1e-6 ? 0 : Number(Math.abs(to - from) / 2 > Math.PI), 1, ...point(angle));
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  createLinearGradient(x1, y1, x2, y2) {
    const id = `fade${this.numbers++}`;
    const gradient = this.make("linearGradient", { id, x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2), gradientUnits: "userSpaceOnUse" });
    this.defs.append(gradient);
    return {
      addColorStop: (offset, colour) => gradient.append(this.make("stop", { offset, ...parted("stop-color", "stop-opacity", colour) })),
      toString: () => `url(#${id})`,
    };
  }

  ink(kind) {
    const style = this[`${kind}Style`];
    return { ...parted(kind, `${kind}-opacity`, String(style)), ...(this.globalAlpha < 1 ? { opacity: this.globalAlpha } : {}) };
  }

  fill() {
    this.draw("path", { d: this.path, ...this.ink("fill") });
  }

  stroke() {
    this.draw("path", { d: this.path, fill: "none", ...this.pen() });
  }

  fillRect(x, y, width, height) {
    this.draw("rect", { x: short(x), y: short(y), width: short(Math.max(0, width)), height: short(Math.max(0, height)), ...this.ink("fill") });
  }

  strokeRect(x, y, width, height) {
    this.draw("rect", { x: short(x), y: short(y), width: short(Math.max(0, width)), height: short(Math.max(0, height)), fill: "none", ...this.pen() });
  }

  pen() {
    return { ...this.ink("stroke"), "stroke-width": this.lineWidth, ...(this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {}) };
  }

  fillText(text, x, y) {
    const [, style = "", size, family] = this.font.match(/^(.*?)\s*([\d.]+)px\s+(.*)$/) ?? [null, "", "10", "sans-serif"];
    const lift = this.textBaseline === "middle" ? 0.35 * Number(size) : 0;
    const weight = style.match(/bold|\d{3}/)?.[0];
    this.draw("text", {
      x: short(x), y: short(y + lift), "font-size": size, "font-family": family, ...(weight ? { "font-weight": weight } : {}),
      "text-anchor": SIDES[this.textAlign], ...this.ink("fill"),
    }, text);
  }

  measureText(text) {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  draw(name, attributes, text = null) {
    this.holder.append(this.make(name, attributes, text));
  }

  toString() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(this.root)}\n`;
  }
}

const short = (number) => String(Math.round(number * 100) / 100);

/** Without the characters that XML 1.0 does not allow. */
const cleanText = (text) => String(text).toWellFormed().replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

/** A colour and its opacity apart, as older readers of SVG want them. */
function parted(colourName, opacityName, colour) {
  const parts = colour.match(/^rgba\((.*),\s*([\d.]+)\)$/);
  return parts ? { [colourName]: `rgb(${parts[1]})`, [opacityName]: parts[2] } : { [colourName]: colour };
}
