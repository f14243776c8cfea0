"""The words of time in English: what each one names, and the classes that the grammar speaks of."""

from __future__ import annotations

import calendar

from timeline.model import Precision


def words(text: str) -> frozenset[str]:
    """The words of a text set with spaces."""
    return frozenset(text.split())


MONTHS: dict[str, int] = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS: dict[str, int] = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
for _short, _full in ((SHORT_MONTHS, MONTHS), (SHORT_WEEKDAYS, WEEKDAYS)):
    _full.update({f"{name}{dot}": number for name, number in _short.items() for dot in ("", ".") if name not in _full})

SEASONS = {"spring": "spring", "springtime": "spring", "summer": "summer", "summertime": "summer", "autumn": "autumn",
           "fall": "autumn", "winter": "winter", "wintertime": "winter"}  # fmt: skip

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: number for number, word in enumerate(_ONES.split())} | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
VAGUE = {"few", "several", "many", "some", "numerous", "various", "couple"}

_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), 1)} | {"thirtieth": 30}
NICKNAMES = {f"{word[:-1]}ies": 1900 + number for word, number in NUMBERS.items() if number >= 20}

UNITS = {
    name: unit
    for unit, names in {
        "second": "seconds sec secs",
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs",
        "day": "day days",
        "night": "night nights",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "weekend": "weekend weekends",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for name in names.split()
}
PLURAL_UNITS = {name for name in UNITS if name.endswith("s")} - {"sec", "min"}
PRECISIONS = {
    "day": Precision.DAY, "week": Precision.WEEK, "weekend": Precision.DAY, "month": Precision.MONTH,
    "quarter": Precision.QUARTER, "season": Precision.SEASON, "year": Precision.YEAR, "decade": Precision.DECADE,
    "century": Precision.CENTURY,
}  # fmt: skip

PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "dawn": "MO", "dusk": "EV"}
HOURS = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}
EARLY = {
    word: part
    for part, names in {
        "early": "early earlier beginning start outset opening",
        "mid": "mid middle",
        "late": "late later end close closing",
    }.items()
    for word in names.split()
}
MODS = {"early": "START", "mid": "MID", "late": "END"}
FREQUENCY = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M",
    "bimonthly": "P2M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "biennial": "P2Y",
}  # fmt: skip
REFERENCES = {
    word: reference
    for reference, names in {
        "PAST_REF": "recently lately formerly",
        "PRESENT_REF": "now currently current presently nowadays",
        "FUTURE_REF": "soon",
    }.items()
    for word in names.split()
}

DATED = (
    "day",
    "week",
    "weekend",
    "quarter",
    "decade",
    "century",
    "year",
    "named",
    "weekday",
    "monthday",
    "month",
    "season",
    "holiday",
)
YEARLESS = ("monthday", "month", "quarter", "season", "holiday")
KINDS = (*DATED, "number", "span", "clock", "time", "set", "ref", "range", "open", "age")

LEXICON: dict[str, set[str]] = {
    "MONTH": {m for m in MONTHS if m not in SHORT_MONTHS} | {"may", "sept"},
    "MONTHISH": {f"{m}?" for m in MONTHS} | set(MONTHS),
    "WEEKDAY": {w for w in WEEKDAYS if w not in SHORT_WEEKDAYS},
    "WEEKDAYS": {f"{w}s" for w in WEEKDAYS if w.endswith("day")},
    "WEEKDAYISH": set(WEEKDAYS) | {"<weekday>"},
    "SEASON": set(SEASONS),
    "SEASONISH": set(SEASONS) | {f"{s}?" for s in SEASONS},
    "UNIT": set(UNITS),
    "UNITS": PLURAL_UNITS,
    "CALENDAR": {u for u in UNITS if UNITS[u] in PRECISIONS and u not in PLURAL_UNITS},
    "SMALL": set(NUMBERS) | {"<n12>", "<n31>", "<n59>"},
    "ONE": {w for w, n in NUMBERS.items() if 0 < n < 10},
    "TEN": set(_TENS.split()),
    "SCALE": set(SCALES),
    "VAGUE": VAGUE,
    "DIGITS": {"<n0>", "<n12>", "<n31>", "<n59>", "<n>", "<decimal>", "<y4>"},
    "N": set(NUMBERS) | {"<n0>", "<n12>", "<n31>", "<n59>", "<n>", "<decimal>", "<y4>", "<number>"},
    "DAY": {"<n12>", "<n31>", "<o31>"},
    "FIGUREDDAY": {"<o31>"},
    "HOUR": {"<n12>"},
    "Y4": {"<y4>"},
    "Y3": {"<n>"},
    "Y2": {"<n12>", "<n31>", "<n59>", "<n>"},
    "ORDINAL": set(ORDINALS) | {"<o31>", "<o>"},
    "SINGLE": {w for w, n in ORDINALS.items() if n < 10},
    "NICKNAME": set(NICKNAMES),
    "DECADE": {"<tens>"},
    "ISO": {"<iso>"},
    "NUMERIC": {"<numeric>"},
    "CLOCK": {"<clock>"},
    "MERIDIEM": {"<am>", "<pm>"},
    "QUARTERCODE": {"<quarter code>"},
    "FISCALCODE": {"<fiscal code>"},
    "ATTACKS": {"<attacks>"},
    "FRACTION": {"<fraction>"},
    "PARTOFDAY": set(PARTS_OF_DAY),
    "HOURNAME": set(HOURS),
    "EARLY": {"early", "mid", "late"},
    "EDGE": {"beginning", "start", "outset", "middle", "end", "close"},
    "FREQUENCY": set(FREQUENCY),
    "REFERENCE": set(REFERENCES),
    "ZONE": set(words("gmt utc est edt et pst pdt pt cst cdt bst cet cest ist kst jst eastern local")),
    "CLOCKZONE": set(words("gmt utc est edt pst pdt cst cdt bst cet cest ist kst jst")),
    "A": {"a", "an"},
    "AND": {"and", "or", "&"},
    "DASH": {"-", "–", "—", "−"},
    "COMMA": {","},
    "OPEN": {"("},
    "CLOSE": {")"},
    "SLASH": {"/"},
    "POSS": {"'s"},
    "TICK": {"'"},
    "DOT": {"."},
    "UNKNOWN": {"<unknown>"},
    "STEP": {"this", "last", "past", "previous", "next", "coming", "following", "upcoming"},
    "ENDING": set(words(". , ; : ! ? ) \" ” and but when that by in on at to")) | {"<gap>"},
    "STOP": set(words(". , ; : ! ? ) \" ”")) | {"<gap>"},
    "BEGINNING": set(
        words(
            """but when at in he she they it we i there his her their its our a an the this these another several many some
            police troops soldiers gunmen protesters officials"""
        )
    ),
    "ANYDATE": {f"<{kind}>" for kind in DATED},
    "DATEISH": {f"<{kind}>" for kind in (*DATED, "time", "ref")},
    "YEARLESS": {f"<{kind}>" for kind in YEARLESS},
    "DAYKIND": {"<day>", "<monthday>", "<weekday>", "<holiday>"},
    **{f"K_{kind.upper()}": {f"<{kind}>"} for kind in KINDS},
}  # fmt: skip
