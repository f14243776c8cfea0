"""What stands on a news page but is not the story: advertisements, calls to the reader, credits, bylines, agencies' slugs.

Junk is known by signs that add up, each a general way of such lines; no text of any one page is among them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

JUNK = 3
LONGEST_JUNK = 600
LONGEST_CREDIT = 200


class Sign(NamedTuple):
    """What speaks for (positive) or against (negative weight) a passage, in lower case, being junk."""

    weight: int
    pattern: re.Pattern[str]


LONGEST_LABEL = 80
_LABEL = re.compile(
    r"(?:source|publication|url|link|section|language|length|word count|edition|document|page)\s*:\s", re.IGNORECASE
)


def _sign(weight: int, *patterns: str) -> Sign:
    return Sign(weight, re.compile("|".join(patterns)))


_CALL = (
    r"subscribe|sign up|log ?in|register|click|tap|swipe|scroll|share|follow|like|join|download|install|stay|get|receive|watch"
)
_SERVICE = r"twitter|facebook|instagram|whatsapp|telegram|youtube|tiktok|linkedin|signal|google news|apple news|threads|bluesky"
_ADDRESS = r"(?:https?://|www\.)\S+"

LABELS = (
    _sign(
        4,
        r"^\W*(?:advertise?ments?|advertorial|sponsored|promoted|ads?)\W*$",
        r"^\W*(?:sponsored|paid|promoted|partner) (?:content|posts?|links?|stor(?:y|ies))\b.{0,20}$",
    ),
    _sign(
        4,
        r"^\W*(?:(?:read|see|show|load|view|learn|find out|click for) )?(?:more|all)(?: (?:stories|news|posts|here))?\W*$",
        r"^\W*(?:back to top|skip to\b.*|(?:next|previous) (?:article|post|story).*)\W*$",
        r"^\W*(?:share|comments?|print|e-?mail|tweet|save|reply|subscribe|newsletters?|menu|search|home|follow|trending)\W*$",
    ),
    _sign(
        4,
        r"^\W*(?:\d[\d.,]*[km]?\s*(?:shares?|comments?|views?|likes?|retweets?|reactions?|min(?:ute)?s?[ -]read)\W*)+$",
        r"^\W*comments?\s*\(\d+\)\W*$",
    ),
    _sign(
        4,
        r"^\W*(?:tags?|topics?|related topics|filed under|categor(?:y|ies)|keywords?|more on)\s*[:|].{0,200}$",
        r"^(?:[#@]\w+[\s,]*){2,}$",
        r"^(?:[^|•]{1,40}[|•]){3,}[^|•]{1,40}$",
    ),
    _sign(
        7,
        r"^\W*(?:also|must|related)[ -](?:read|see|watch)\b",
        r"^\W*(?:read|see|watch) (?:also|more|next|related)\b\s*[:|–—>»]",
        r"^\W*related (?:articles?|stor(?:y|ies)|news|posts?|content|coverage)\b.{0,60}$",
        r"^\W*(?:recommended|you (?:may|might) also)\b.{0,60}$",
    ),
)
CALLS_TO_THE_READER = (
    _sign(3, r"\b(?:click|tap) (?:here|(?:on )?the (?:link|button)|below|to)\b", r"\bjump to (?:the )?comments\b"),
    _sign(
        3, r"\b(?:follow|like|find|join) us\b", rf"\b(?:follow|like|join) .{{0,40}}\b(?:on|via)\b.{{0,12}}\b(?:{_SERVICE})\b"
    ),
    _sign(3, r"\bshare (?:this|on|via|the (?:story|article))\b", r"\b(?:leave|post|add) (?:a|your) (?:comment|reply)\b"),
    _sign(
        3,
        r"\b(?:subscribe|sign up|register) (?:here|now|today|to our)\b",
        r"\bsign up for (?:our|free|the)\b",
        r"\bour (?:free )?newsletters?\b",
    ),
    _sign(3, r"^read (?:the |our )?(?:full|original|complete) (?:story|article|report|statement)\b", r"\bsubscribers? only\b"),
    _sign(3, r"\bdownload (?:our|the) \w* ?app\b", r"\bjoin the (?:conversation|discussion)\b", r"\bwhat do you think\?"),
    _sign(2, r"\bnewsletters?\b", r"\byour in-?box\b", r"\bbreaking news (?:alerts?|blasts?|e-?mails?|updates?)\b"),
    _sign(
        2, r"\bpush notifications?\b", r"\bfor more (?:information|details),? (?:visit|contact|see|go to)\b", r"\be-?mail us\b"
    ),
    _sign(2, r"\bhave (?:a|any) (?:news |story )?tips?\b", r"\bsupport (?:our|independent) (?:journalism|work|reporting)\b"),
)
RIGHTS = (
    _sign(4, r"\ball rights reserved\b", r"\bcopyright (?:©|\(c\)|\d{4})", r"^\W*©\s*(?:\d{4}|copyright)"),
    _sign(3, r"\b(?:we|this (?:site|website)) uses? cookies\b", r"\bcookies? (?:policy|settings|preferences|consent)\b"),
    _sign(2, r"\bterms (?:of (?:use|service)|and conditions)\b", r"\bprivacy policy\b"),
    _sign(3, r"^\W*(?:disclaimer|editor[’']?s note|correction)\s*:", r"\bmay not be (?:published|reproduced|redistributed)\b"),
    _sign(
        5,
        r"^\W*this (?:article|story|post|piece) (?:was|is|has been)\b.{0,30}\b(?:published|syndicated|edited)\b",
        r"\bviews expressed\b.{0,60}\b(?:own|author|writer)",
    ),
    _sign(
        10,  # what is wrong in it was told as if it were so
        r"^\W*(?:(?:correction|clarification|editor[’']?s note)\W+)?(?:an?|the) (?:earlier|previous|original) version of this"
        r" (?:article|story|report|post|piece|headline)\b",
        r"^\W*this (?:article|story|post|piece|report) (?:was|has been) (?:amended|corrected)\b",
    ),
)
MARKUP = (
    _sign(4, rf"^\W*(?:{_ADDRESS}|\[/?\w+\]|\S{{1,80}}@\S{{1,80}}\.\w+)(?:\s*(?:{_ADDRESS}|\[/?\w+\]))*\W*$"),
    _sign(4, r"^[\s{]*(?:\\[a-z*]+-?\d*[\s;{}]*){2,}\S{0,60}\W*$", r"^\W*(?:</?\w+[^>]*>\s*)+\W*$"),
)
HINTS = (
    _sign(1, rf"^\W*(?:please )?(?:{_CALL})\b"),
    _sign(1, rf"[.!?]\s+(?:please )?(?:{_CALL})\b"),
    _sign(1, rf"{_ADDRESS}|\S@\S{{1,80}}\.\w"),
    _sign(1, r"\byou(?:r|rs)?\b"),
    _sign(1, r"^(?:\S+\s+){0,7}\S+[^.?”\"]$"),
)
STORY = (
    _sign(
        -3,
        r"^\W*[“\"«‘]",
        r"[,”\"’] (?:\w+ ){1,3}(?:said|told|added|says)\b",
        r"[,”\"’] (?:said|told|added|says) ",
        r"\b(?:said|told|says) (?:that|on|in)\b",
    ),
    _sign(-2, r"^(?:the|an?|he|she|they|it|his|her|their|its|in|on|at|after|when|while|mr|mrs|ms|police|users|people)\b"),
    _sign(-1, r"\b(?:was|were|had|has|have been)\b"),
    _sign(-2, r"^(?:\S+\s+){45,}"),
)
SIGNS = LABELS + CALLS_TO_THE_READER + RIGHTS + MARKUP + HINTS

_CREDIT = r"photo(?:graph)?s?|pics?|pictures?|images?|courtesy|credits?|getty(?: images)?|video|graphic|illustration|handout"
_CREDIT_CUE = re.compile(rf"\b(?:{_CREDIT}|file)\b|©", re.IGNORECASE)
_AFTER_STOP = r"(?:^|(?<=[.!?”\"’)\]])\s{1,40})"
CREDITS = (
    re.compile(rf"\s{{0,40}}[(\[][^()\[\]]{{0,60}}\b(?:{_CREDIT}|file)\b[^()\[\]]{{0,100}}[)\]]\s*\.?$", re.IGNORECASE),
    re.compile(
        rf"(?:{_AFTER_STOP}|\s{{1,40}}[|/–—-]\s*)(?:file )?(?:{_CREDIT})(?: (?:by|credit|courtesy(?: of)?))?\s*"
        r"[:/©|][^.!?]{2,80}\.?$",
        re.IGNORECASE,
    ),
    re.compile(rf"{_AFTER_STOP}(?:(?:Photos?|Pictures?|Images?) by|©) [^.!?]{{2,80}}\.?$"),
)
AGENCY_SIGN_OFF = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][”\"’]))\s+(?:[-–—]{1,2}\s?(?:[Aa]gencies|[A-Z]{2,7})"
    r"|[(\[](?:[Ww]ith )?(?:[A-Z]{2,7}|Reuters|Xinhua|Bernama|[Aa]gencies|[Ii]nputs? from [^()]{2,60})[)\]])\.?$"
)
SLUG = re.compile(
    r"^(?:(?P<picture>TOPSHOT|(?:FILE|HANDOUT)(?: PHOTO)?|PHOTO|File photo|Caption)|UPDATE ?\d*|CORRECTED"
    r"|REFILE|BREAKING(?: NEWS)?|WATCH|EXCLUSIVE|LIVE|JUST IN|VIDEO)\s*(?:[-–—:|]+)\s*(?=[\w“\"])"
)
CAPTION = re.compile(
    r"[(\[](?:left|right|centre|center|[LRC])[)\]]|\bfrom left\b|\bpictured\b"
    r"|\b(?:in|seen in) this (?:\w+ )?(?:photo|image|picture|file)\b",
    re.IGNORECASE,
)

_NAME = r"(?:(?-i:[^\W\d_a-z])[\w.’'-]*|and|&|de|del|da|di|la|al|el|bin|van|von|der|in|of|for|the|at)"
_GAP = r"[\s,|/•·–—-]+"
BYLINES = (
    re.compile(
        r"^(?:by|words by|written by|story by|report by|reported by|from)(?:\s*+:)?\s++"
        rf"{_NAME}(?:{_GAP}{_NAME}){{0,11}}[\s|.]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:additional |with )?(?:reporting|writing|editing|compiled|edited) (?:and (?:writing|editing) )?by\b.{2,300}$",
        re.IGNORECASE,
    ),
    re.compile(r"\bcontributed (?:to this (?:report|story|article)|reporting)\b", re.IGNORECASE),
    re.compile(r"^\W*(?:with )?(?:inputs?|reporting|additional reporting) from\b.{2,80}$", re.IGNORECASE),
)
_DESK = re.compile(
    r"\b(?:staff|correspondent|reporter|writer|editor|desk|bureau|newsroom|agencies|columnist|contributor)s?\b", re.IGNORECASE
)
_NAME_LINE = re.compile(rf"^{_NAME}(?:{_GAP}{_NAME}){{1,7}}$")


def is_junk(passage: str, *, beyond: int = 0) -> bool:
    """Whether the signs that a passage is junk reach `JUNK`, or ``beyond`` more than that."""
    if len(passage) > LONGEST_JUNK:
        return False
    lowered = passage.lower()
    score = sum(sign.weight for sign in SIGNS if sign.pattern.search(lowered))
    needed = JUNK + beyond
    return score >= needed and score + sum(sign.weight for sign in STORY if sign.pattern.search(lowered)) >= needed


def bears_sign(passage: str) -> bool:
    """Whether anything at all speaks for the passage being junk."""
    lowered = passage.lower()
    return any(sign.pattern.search(lowered) for sign in SIGNS)


def is_label(line: str) -> bool:
    """Whether the line says of an article what archives write above it: "Source: The Courier"."""
    return len(line) <= LONGEST_LABEL and not line.endswith(".") and _LABEL.match(line) is not None


def is_byline(line: str, *, below_title: bool) -> bool:
    """Whether the line names who wrote the article; names with a desk or an office ("Staff Writer") only below the title."""
    if any(pattern.search(line) for pattern in BYLINES):
        return len(line) <= 400
    return below_title and bool(_DESK.search(line) and _NAME_LINE.match(_DESK.sub("The", line)))


def without_credit(passage: str) -> str:
    """The passage up to the credit of a picture that it ends with ("(Photo by ...)", "Image: ..."), if it does."""
    near_end = max(0, len(passage) - LONGEST_CREDIT)
    if _CREDIT_CUE.search(passage, near_end):
        for credit in CREDITS:
            match = credit.search(passage, near_end)
            if match:
                return passage[: match.start()]
    return passage
