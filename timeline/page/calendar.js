// Days are counted from 1 January 1970; a day takes the room from its number to the next.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July",
  "August", "September", "October", "November", "December"];
const WEEKDAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const FIRST_MONDAY = 4;

const UNITS = [
  { name: "day", days: 1, room: 26 },
  { name: "week", days: 7, room: 50 },
  { name: "month", months: 1, room: 36 },
  { name: "quarter", months: 3, room: 60 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000].map((years) => ({ name: "year", months: 12 * years, room: 44 })),
];
const DAYS_A_MONTH = 30.44;

function dayOf(month) {
  const moment = new Date(0);
  moment.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return Math.round(moment.getTime() / 864e5);
}

function calendar(day) {
  const moment = new Date(Math.floor(day) * 864e5);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth(), date: moment.getUTCDate() };
}

function pixels(unit, perDay) {
  return (unit.days ?? unit.months * DAYS_A_MONTH) * perDay;
}

/** The days on which the unit begins, from the one that holds `from` to `to`. */
function starts(unit, from, to) {
  const found = [];
  if (unit.days) {
    const offset = unit.days === 7 ? FIRST_MONDAY : 0;
    for (let day = Math.floor((from - offset) / unit.days) * unit.days + offset; day <= to; day += unit.days) found.push(day);
    return found;
  }
  const { year, month } = calendar(from);
  for (let at = Math.floor((year * 12 + month) / unit.months) * unit.months; dayOf(at) <= to; at += unit.months) {
    found.push(dayOf(at));
  }
  return found;
}

/** The smallest unit that takes at least so many pixels, or the room that its label needs. */
function unitFor(perDay, least) {
  return UNITS.find((unit) => pixels(unit, perDay) >= (least ?? unit.room)) ?? UNITS[UNITS.length - 1];
}

/** Two rows of marks for an axis: `fine` with its lines, and `coarse` above it (empty where years are the fine ones). */
function ticks(from, to, perDay) {
  const fine = unitFor(perDay);
  const month = UNITS.find((unit) => unit.name === "month");
  const year = UNITS.find((unit) => unit.name === "year");
  const coarse = fine.days ? month : fine.name === "year" ? null : year;
  return {
    fine: starts(fine, from, to).map((day) => ({ day, label: fineLabel(fine, day, pixels(fine, perDay)) })),
    coarse: coarse ? starts(coarse, from, to).map((day) => ({ day, label: coarseLabel(coarse, day) })) : [],
  };
}

function fineLabel(unit, day, width) {
  const { year, month, date } = calendar(day);
  if (unit.name === "day") return width >= 52 ? `${WEEKDAYS[((day % 7) + 7) % 7]} ${date}` : String(date);
  if (unit.name === "week") return `${date} ${MONTHS[month].slice(0, 3)}`;
  if (unit.name === "month") return width >= 80 ? MONTHS[month] : MONTHS[month].slice(0, 3);
  if (unit.name === "quarter") return `${MONTHS[month].slice(0, 3)}–${MONTHS[month + 2].slice(0, 3)}`;
  return String(year);
}

function coarseLabel(unit, day) {
  const { year, month } = calendar(day);
  return unit.name === "month" ? `${MONTHS[month]} ${year}` : String(year);
}

function dayInWords(day) {
  const { year, month, date } = calendar(day);
  return `${date} ${MONTHS[month]} ${year}`;
}
