// How the map's circles, names, scale and notes are drawn.

const NUMBERED = 8.5;
const HOLE = 0.62;
const NAME_WIDTH = 170;
const NAME_HALF = 8;
const MOST_NAMED = 200;
const BAR_LONGEST = 140;
const BARS = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
const KM_A_DEGREE = 111.32;
const ROUGH = 70;
const ROUGH_WORDS = "coasts and borders are rough this near";
const AREA_WORDS = "somewhere in that area";
const PERHAPS_WORDS = "perhaps there";
const PALE = 0.4;

/** A ring of the families' shares with the number of events in it, pale where they are only perhaps there. Hollow and dashed:
 *  only an area is known, no point in it. */
function paintCircle(ctx, { left, top, radius, events, exact }, shares, { theme, colourOf, accented }) {
  const numbered = events.size > 1 && radius >= NUMBERED;
  disc(ctx, left, top, radius + 1.25, theme.panel);
  if (exact) {
    eachShare(shares, events.size, (share, from, to) => {
      ctx.beginPath();
      if (to - from < 2 * Math.PI - 1e-9) ctx.moveTo(left, top);
      ctx.arc(left, top, radius, from, to);
      ctx.closePath();
      ctx.fillStyle = penOf(share, colourOf);
      ctx.fill();
    });
    if (numbered) disc(ctx, left, top, radius * HOLE, theme.panel);
  } else {
    ctx.lineWidth = Math.max(1.75, radius * 0.16);
    ctx.setLineDash([Math.max(2.5, radius * 0.22), Math.max(1.75, radius * 0.14)]);
    eachShare(shares, events.size, (share, from, to) => {
      ctx.beginPath();
      ctx.arc(left, top, radius - ctx.lineWidth / 2, from, to);
      ctx.strokeStyle = penOf(share, colourOf);
      ctx.stroke();
    });
    ctx.setLineDash([]);
  }
  if (numbered) {
    ctx.font = `600 ${radius > 16 ? 12 : 10}px ${theme.font}`;
    Object.assign(ctx, { fillStyle: theme.ink, textAlign: "center", textBaseline: "middle" });
    ctx.fillText(grouped(events.size), left, top + 0.5);
  }
  if (!accented) return;
  ctx.beginPath();
  ctx.arc(left, top, radius + 3, 0, 2 * Math.PI);
  Object.assign(ctx, { lineWidth: 2.5, strokeStyle: theme.accent });
  ctx.stroke();
}

function disc(ctx, left, top, radius, colour) {
  ctx.beginPath();
  ctx.arc(left, top, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

function eachShare(shares, total, paint) {
  let angle = -Math.PI / 2;
  for (const share of shares) {
    const turn = (2 * Math.PI * share.count) / total;
    paint(share, angle, angle + turn);
    angle += turn;
  }
}

const penOf = ({ first, sure }, colourOf) => (sure ? colourOf(first) : withAlpha(colourOf(first), PALE));

/** The names beside their circles, most events first, where they cover nothing; what they take is added to `taken`. */
function paintPlaceNames(ctx, circles, nameOf, sheet, theme, taken) {
  ctx.font = `12px ${theme.font}`;
  Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
  for (const circle of circles.slice(0, MOST_NAMED)) {
    const { left, top, radius } = circle;
    circle.text ??= shorten(ctx, nameOf(circle), NAME_WIDTH);
    circle.wide ??= ctx.measureText(circle.text).width;
    const { text, wide } = circle;
    const sides = [[left + radius + 5, top], [left - radius - 5 - wide, top], [left - wide / 2, top + radius + 11], [left - wide / 2, top - radius - 11]];
    const boxes = sides.map(([x, y]) => [x - 2, y - NAME_HALF, x + wide + 2, y + NAME_HALF]);
    const box = boxes.find((one) => one[0] > 0 && one[2] < sheet.width && one[1] > 0 && one[3] < sheet.height && !taken.some((other) => covers(one, other)));
    if (!box) continue;
    taken.push(box);
    ctx.fillStyle = withAlpha(theme.panel, 0.78);
    ctx.fillRect(box[0], box[1], wide + 4, 2 * NAME_HALF);
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, box[0] + 2, (box[1] + box[3]) / 2 + 0.5);
  }
}

/** A length of the map. Where it is another at the edges, it says so. */
function scaleBar(sheet) {
  const perKm = (y) => sheet.zoom / (KM_A_DEGREE * narrowing(latitudeOf(y)));
  const here = perKm(sheet.y);
  const km = BARS.find((length) => length * here < BAR_LONGEST) ?? 1;
  const [low, high] = [Math.max(-TOP, sheet.low), Math.min(TOP, sheet.high)].map(perKm);
  const uneven = Math.max(low, high, here) > 1.2 * Math.min(low, high, here);
  return { length: km * here, words: `${grouped(km)} km${uneven ? "" : ""}` };
}

/** Bottom right: the scale, and what is to be known of circles and coasts. Gives the box that they take. */
function paintKey(ctx, sheet, theme, { hollow, pale }) {
  const { length, words } = scaleBar(sheet);
  const lines = [[words], ...(hollow ? [[AREA_WORDS, "hollow"]] : []), ...(pale ? [[PERHAPS_WORDS, "pale"]] : []), ...(sheet.zoom > ROUGH ? [[ROUGH_WORDS]] : [])];
  const right = sheet.width - 14;
  ctx.font = `11px ${theme.font}`;
  const widths = lines.map(([text, sign]) => ctx.measureText(text).width + (sign ? 18 : 0));
  const box = [right - Math.max(length, ...widths) - 6, sheet.height - 18 - 16 * lines.length, right + 6, sheet.height - 6];
  ctx.fillStyle = withAlpha(theme.panel, 0.78);
  ctx.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
  Object.assign(ctx, { textAlign: "right", textBaseline: "middle", strokeStyle: theme.ink, lineWidth: 1.5 });
  line(ctx, right - length, sheet.height - 12, right, sheet.height - 12);
  lines.forEach(([text, sign], at) => {
    const y = sheet.height - 23 - 16 * at;
    ctx.fillStyle = theme.ink;
    ctx.fillText(text, right, y);
    if (sign) paintSign(ctx, sign, right - widths[at] + 5, y - 0.5, theme);
  });
  return box;
}

function paintSign(ctx, sign, x, y, theme) {
  if (sign === "pale") return disc(ctx, x, y, 5, withAlpha(theme.ink, PALE));
  ctx.setLineDash([2.5, 1.75]);
  ctx.beginPath();
  ctx.arc(x, y, 4.5, 0, 2 * Math.PI);
  ctx.stroke();
  return ctx.setLineDash([]);
}

/** Where it is said what the map leaves out. */
const noteBox = ({ height }) => [4, height - 40, 270, height];

/** Bottom left of a picture: what the map leaves out. On the screen a button says so. */
function paintNote(ctx, sheet, theme, words) {
  ctx.font = `11px ${theme.font}`;
  Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
  ctx.fillStyle = withAlpha(theme.panel, 0.78);
  ctx.fillRect(8, sheet.height - 26, ctx.measureText(words).width + 12, 18);
  ctx.fillStyle = theme.ink;
  ctx.fillText(words, 14, sheet.height - 17);
}
