// How one event looks: its shape tells the date, its outline the status.

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

function withAlpha(colour, alpha) {
  const [red, green, blue] = colour.startsWith("#")
    ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
    : colour.match(/[\d.]+/g);
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

const TALL = 8.5;
const HOLLOW = new Set(["planned", "possible", "negated"]);

/** Draw the event between `left` and `right`, its middle at height `y`. */
function drawMark(ctx, event, { left, right, y, colour, theme, style, tall = false }) {
  const radius = tall ? TALL : radiusOf(event, style);
  const pen = event.status === "negated" ? theme.soft : colour;
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = pen;
  ctx.setLineDash(event.status === "possible" ? [2.6, 2.2] : []);
  if (event.shape === "day" || event.shape === "undated") dot(ctx, event, left + radius, y, radius, pen, theme);
  else bar(ctx, event, { left, right, y, half: radius - 0.5, pen, theme, tall });
  ctx.setLineDash([]);
  if (event.status === "ongoing") ring(ctx, left, right, y, radius, pen);
  if (event.status === "negated") cross(ctx, tall ? right - 12 : (left + right) / 2, y, Math.min(radius, MAIN_RADIUS), pen);
  if (event.reported && !style?.radius) quoteMark(ctx, right, y - radius, theme);
}

function dot(ctx, event, x, y, radius, pen, theme) {
  ctx.beginPath();
  ctx.arc(x, y, HOLLOW.has(event.status) ? radius - 0.9 : radius, 0, 2 * Math.PI);
  ctx.fillStyle = HOLLOW.has(event.status) ? theme.panel : pen;
  ctx.fill();
  if (HOLLOW.has(event.status)) ctx.stroke();
}

function bar(ctx, event, { left, right, y, half, pen, theme, tall }) {
  const hollow = HOLLOW.has(event.status);
  ctx.beginPath();
  if (event.shape === "open") {
    pointer(ctx, event.first === null ? right : left, event.first === null ? left : right, y, half);
    ctx.fillStyle = fade(ctx, event.first === null ? right : left, event.first === null ? left : right, pen, hollow ? 0.12 : 0.9);
  } else {
    ctx.roundRect(left, y - half, right - left, 2 * half, event.shape === "within" ? 1.5 : Math.min(half, 5));
    ctx.fillStyle = event.shape === "within" ? withAlpha(pen, hollow ? 0.08 : 0.26) : hollow ? theme.panel : pen;
  }
  ctx.fill();
  if (event.shape === "within") whiskers(ctx, left, right, y, half, tall);
  else if (hollow) ctx.stroke();
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

function cross(ctx, x, y, radius, pen) {
  const arm = radius + 0.5;
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(x - arm, y - side * arm);
    ctx.lineTo(x + arm, y + side * arm);
  }
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = pen;
  ctx.stroke();
}

function quoteMark(ctx, x, y, theme) {
  ctx.font = `bold 13px ${theme.font}`;
  ctx.textBaseline = "middle";
  ctx.fillStyle = theme.ink;
  ctx.fillText("”", x - 0.5, y + 3);
}

/** Black or white, whichever reads better on the colour. */
function readable(colour) {
  const [red, green, blue] = withAlpha(colour, 1).match(/[\d.]+/g).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#14181d" : "#ffffff";
}

/** Cut the text to a width in pixels of the font that is set. */
function shorten(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(text.slice(0, middle) + "…").width <= width) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low).trimEnd() + "…";
}

const labelFont = (event, theme, size = 11.5) => `${event.main ? "600 " : ""}${size}px ${theme.font}`;
