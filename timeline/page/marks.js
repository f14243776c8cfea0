// How one event looks: its shape tells the date, its fill and outline the status and whose word it is.

/** Colours of the style sheet as the canvas takes them; read again when the theme changes. */
function readTheme(probe) {
  const names = ["ground", "band", "line", "ink", "soft", "accent", "panel"];
  const theme = Object.fromEntries(names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.style.color = "var(--scheme)";
  theme.dark = getComputedStyle(probe).color === "rgb(0, 0, 0)";
  theme.font = getComputedStyle(probe).fontFamily;
  return theme;
}

/** The colour, lightened on a dark ground so that it stands out there too. */
function shade(colour, dark) {
  if (!dark) return colour;
  const mix = (at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.72 + 255 * 0.28);
  return `rgb(${mix(1)}, ${mix(3)}, ${mix(5)})`;
}

const mixed = new Map();

function withAlpha(colour, alpha) {
  const key = `${colour} ${alpha}`;
  if (!mixed.has(key)) {
    const [red, green, blue] = colour.startsWith("#")
      ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
      : colour.match(/[\d.]+/g);
    mixed.set(key, `rgba(${red}, ${green}, ${blue}, ${alpha})`);
  }
  return mixed.get(key);
}

/** What of an event decides how it looks. */
function lookOf(data, event) {
  return {
    shape: SHAPES[data.shape[event]],
    status: STATUSES[data.status[event]],
    reported: data.is(event, REPORTED),
    main: data.is(event, MAIN),
    open: data.first[event] === NONE ? "start" : data.last[event] === NONE ? "end" : "",
  };
}

const plainLook = { shape: "day", status: "occurred", reported: false, main: false, open: "" };
const RADIUS = 5;
const MAIN_RADIUS = 6.5;
const TALL = 8.5;
const HATCH = 4;
const radiusOf = (look, style) => style?.radius ?? (look.main ? MAIN_RADIUS : RADIUS);
/** Solid is told as a fact. What is on someone's word is hollow, as is what is only planned (dashed); possible is hatched. */
const isHollow = (look) => look.reported || look.status === "planned";

/** Draw an event that looks so between `left` and `right`, its middle at height `y`. */
function drawMark(ctx, look, { left, right, y, colour, theme, style, tall = false }) {
  const radius = tall ? TALL : radiusOf(look, style);
  const pen = look.status === "negated" ? theme.soft : colour;
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = pen;
  if (look.status === "planned") ctx.setLineDash([3, 2.2]);
  const round = look.shape === "day" || look.shape === "undated";
  if (round) dot(ctx, look, left + radius, y, radius, pen, theme);
  else bar(ctx, look, { left, right, y, half: radius - 0.5, pen, theme, tall });
  if (look.status === "planned") ctx.setLineDash([]);
  if (look.status === "ongoing") ring(ctx, left, right, y, radius, pen);
  if (look.status === "negated") strike(ctx, round ? left : Math.max(left, right - 26), round ? right : right, y, radius, theme.ink);
}

function dot(ctx, look, x, y, radius, pen, theme) {
  const hatched = look.status === "possible";
  const hollow = isHollow(look) || hatched;
  ctx.beginPath();
  ctx.arc(x, y, hollow ? radius - 0.9 : radius, 0, 2 * Math.PI);
  ctx.fillStyle = hollow ? theme.panel : pen;
  ctx.fill();
  if (hatched) hatch(ctx, x - radius, x + radius, y, radius - 1.5, pen, true);
  if (!hollow) return;
  ctx.beginPath();
  ctx.arc(x, y, radius - 0.9, 0, 2 * Math.PI);
  ctx.stroke();
}

function bar(ctx, look, { left, right, y, half, pen, theme, tall }) {
  const hollow = isHollow(look);
  const hatched = look.status === "possible";
  if (look.shape === "open") {
    const [from, to] = look.open === "start" ? [right, left] : [left, right];
    ctx.beginPath();
    pointer(ctx, from, to, y, half);
    ctx.fillStyle = fade(ctx, from, to, pen, hollow || hatched ? 0.16 : 0.9);
    ctx.fill();
    if (hollow || hatched) ctx.stroke();
    return;
  }
  const within = look.shape === "within";
  ctx.beginPath();
  ctx.roundRect(left, y - half, right - left, 2 * half, within ? 1.5 : Math.min(half, 5));
  ctx.fillStyle = within ? withAlpha(pen, hollow || hatched ? 0.07 : 0.26) : hollow || hatched ? theme.panel : pen;
  ctx.fill();
  if (hatched) hatch(ctx, left, right, y, half - 1, pen, false);
  if (within) whiskers(ctx, left, right, y, half, tall);
  else if (hollow || hatched) {
    ctx.beginPath();
    ctx.roundRect(left, y - half, right - left, 2 * half, Math.min(half, 5));
    ctx.stroke();
  }
}

function pointer(ctx, from, to, y, half) {
  const back = Math.sign(to - from) * half;
  ctx.moveTo(from, y - half);
  ctx.lineTo(to - back, y - half);
  ctx.lineTo(to, y);
  ctx.lineTo(to - back, y + half);
  ctx.lineTo(from, y + half);
  ctx.closePath();
}

function fade(ctx, from, to, pen, alpha) {
  const gradient = ctx.createLinearGradient(from, 0, to, 0);
  gradient.addColorStop(0, withAlpha(pen, alpha));
  gradient.addColorStop(1, withAlpha(pen, alpha / 6));
  return gradient;
}

/** Slanted lines from one side to the other; in a dot, as far as its edge. */
function hatch(ctx, left, right, y, half, pen, round) {
  ctx.lineWidth = 1.1;
  ctx.strokeStyle = pen;
  ctx.beginPath();
  const middle = (left + right) / 2;
  const first = Math.max(left, -2 * HATCH);
  const last = Math.min(right, 4000);
  for (let x = first - ((first - left) % HATCH) + HATCH / 2; x < last; x += HATCH) {
    const high = round ? Math.sqrt(Math.max(0, half * half - (x - middle) ** 2)) : half;
    ctx.moveTo(x - high / 2, y + high);
    ctx.lineTo(x + high / 2, y - high);
  }
  ctx.stroke();
  ctx.lineWidth = 1.75;
}

/** Some time between the two ends: an error bar. Its middle line gives way to a label. */
function whiskers(ctx, left, right, y, half, tall) {
  ctx.beginPath();
  for (const x of [left + 0.9, right - 0.9]) {
    ctx.moveTo(x, y - half);
    ctx.lineTo(x, y + half);
  }
  if (!tall) {
    ctx.moveTo(left, y);
    ctx.lineTo(right, y);
  }
  ctx.stroke();
}

function ring(ctx, left, right, y, radius, pen) {
  ctx.beginPath();
  ctx.roundRect(left - 2.5, y - radius - 2.5, right - left + 5, 2 * radius + 5, radius + 2.5);
  ctx.lineWidth = 1.25;
  ctx.strokeStyle = withAlpha(pen, 0.75);
  ctx.stroke();
}

/** Struck out: the text says that it did not happen. */
function strike(ctx, left, right, y, radius, pen) {
  ctx.beginPath();
  ctx.moveTo(left - 2, y + radius);
  ctx.lineTo(right + 2, y - radius);
  ctx.lineWidth = 1.9;
  ctx.strokeStyle = pen;
  ctx.stroke();
}

/** Black or white, whichever reads better on the colour. */
function readable(colour) {
  const [red, green, blue] = withAlpha(colour, 1).match(/[\d.]+/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#14181d" : "#ffffff";
}

/** Cut the text to a width in pixels of the font that is set. */
function shorten(ctx, text, width) {
  const whole = ctx.measureText(text).width;
  if (whole <= width) return text;
  const fits = (length) => ctx.measureText(text.slice(0, length) + "…").width <= width;
  const likely = Math.floor((text.length * width) / whole);
  let [low, high] = [Math.max(0, likely - 4), Math.min(text.length, likely + 3)];
  if (!fits(low)) [low, high] = [0, low];
  else if (fits(high)) [low, high] = [high, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low).trimEnd() + "…";
}

const labelFont = (main, theme, size = 11.5) => `${main ? "600 " : ""}${size}px ${theme.font}`;

/** A small canvas with the mark that the drawing would show. */
function sample(look, colour, theme, width = 12) {
  const canvas = h("canvas", { className: "sample", "aria-hidden": "true" });
  const ratio = window.devicePixelRatio || 1;
  const wide = width + 13;
  Object.assign(canvas, { width: wide * ratio, height: 20 * ratio });
  canvas.style.width = `${wide}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(ratio, ratio);
  const radius = radiusOf(look);
  const right = look.shape === "day" ? 5 + 2 * radius : 5 + width;
  drawMark(ctx, look, { left: 5, right, y: 10, colour: shade(colour, theme.dark), theme });
  return canvas;
}
