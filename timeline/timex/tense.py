"""Whether the verb over a time expression tells of what has been or of what is to come."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Span, Token

from timeline.timewords import WEEKDAYS, words

_WILL = words("will 'll ’ll shall wo")
_ARRANGING = words(
    """call ask urge demand request invite propose schedule set fix postpone delay move announce warn threaten order plan
    adjourn extend remand suspend declare proclaim convene"""
)
_CALLING = words("call appeal")
_WOULD = words("would 'd ’d should may might must")
_COULD_BEGIN = words("open begin start resume convene happen come end close")
"""Verbs of what "could" happen on a day to come; of others "could" says as often what was possible then."""
_PERFECT = words("had has have 've ’ve")
_BE = words("is are 's ’s 're ’re")
_INTENDING = words(
    """plan expect schedule set intend aim hope slate prepare project anticipate propose promise vow pledge agree want poise
    due likely ready poised"""
)
_IMPLYING = words(
    """manage force lead help begin start continue come go use get travel fly have able prompt be arrive return try attempt
    fail refuse gather"""
)
_FIXING = words("plan schedule slate expect due")
_MOVING = words("postpone delay extend adjourn defer reschedule remand")
"""Verbs that put something off, to a day ahead or on a day that has been."""
_UNTIL = words("to until till for")
_OPENING = words("begins starts opens resumes closes ends concludes expires reopens reconvenes")
_SCHEDULED = words(
    """trial hearing summit conference vote voting election poll parliament congress court session festival fair exhibition
    museum school season tournament visa ban law deadline term window"""
)
"""What is told in the present of a day ahead, with a verb that is often taken for a noun: "the trial resumes Monday"."""
_MEANING = words("plan schedule slate mull")
"""Verbs whose object lies ahead, whatever their tense: "plan a walkout on Thursday"."""
_PLANNED = words("scheduled expected planned slated due set upcoming postponed")
_WONDERING = words("say tell know ask see wonder find check add be")
_FIXED = words("due planned scheduled slated")
_SET_OFF = words("fire blaze house car building church record bail bomb mine trap")
_COMING = words("upcoming forthcoming slated")
_PAST = words(
    """was were had did said told went took made came left began met gave won lost held became found fell rose saw ran kept
    led got put shot sent built spoke broke"""
)
_LOOKING_BACK = words("investigate probe examine look search hunt question study mourn review")
"""Verbs of what goes on about what has been: "are investigating a fire in December"."""
_CLAUSE_ENDS = {".", ";", "!", "?", "“", "”", '"'}
_REACH = 25
_CLIMB = 12


class Words:
    """The tokens of a Doc by character."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [token.idx for token in doc]
        self._parsed = doc.has_annotation("DEP") and doc.has_annotation("TAG")

    def token_at(self, character: int) -> int:
        return max(0, bisect_right(self._starts, character) - 1)

    def part_of_speech(self, character: int) -> str:
        """The universal part of speech, or PERSON within a person's name; empty if the Doc is not tagged."""
        if not self._starts:
            return ""
        token = self._doc[self.token_at(character)]
        if token.ent_type_ in ("PERSON", "PER"):
            return "PERSON"
        return "AUX" if token.dep_ == "aux" else token.pos_

    def ahead(self, start: int, end: int) -> bool | None:
        """True if what the characters date lies ahead by its verb, False if it has been, None if the verb does not tell."""
        first, last = self.token_at(start), self.token_at(max(start, end - 1))
        before = [token.lower_ for token in self._doc[max(0, first - 3) : first]]
        if before in (["as", "soon", "as"], ["as", "early", "as"]) or self._is_set_for(first, last):
            return True
        return _by_parse(self._doc[first : last + 1]) if self._parsed else self._by_neighbours(first, last)

    def _is_set_for(self, first: int, last: int) -> bool:
        """Whether it is what something is set for: "a march set for Friday", "an election due in May", "a march for Friday"."""
        before = [token.lower_ for token in self._doc[max(0, first - 4) : first]]
        after = self._doc[last + 1] if last + 1 < len(self._doc) else None
        if before[-1:] == ["for"] and first == last and self._doc[first].lower_ in WEEKDAYS:
            arranged = any(token.lemma_.lower() in _ARRANGING for token in self._doc[max(0, first - _REACH) : first])
            return arranged and (after is None or (after.pos_ not in ("NOUN", "PROPN", "ADJ") and after.tag_ != "POS"))
        fixed = before[-1:] in (["for"], ["in"], ["on"]) and len(before) > 1 and before[-2] in _FIXED
        fixed = fixed or (before[-2:] == ["set", "for"])
        return fixed and not {"was", "were", "had", "been"} & {*before[:-2]}

    def of_verb(self, start: int, end: int) -> bool:
        """Whether the characters hang on a verb, and not on a noun under it or on one that asks or arranges ("called for")."""
        if not self._parsed:
            return False
        root = self._doc[self.token_at(start) : self.token_at(max(start, end - 1)) + 1].root
        verb = root.head
        return verb != root and verb.pos_ in ("VERB", "AUX") and verb.lemma_.lower() not in _ARRANGING

    def _by_neighbours(self, first: int, last: int) -> bool | None:
        """By the nearest word in the clause that tells, before the expression rather than after it."""
        before = range(first - 1, max(-1, first - 1 - _REACH), -1)
        after = range(last + 1, min(len(self._doc), last + 1 + _REACH))
        for places in (before, after):
            for place in places:
                token = self._doc[place]
                if token.text in _CLAUSE_ENDS:
                    break
                if (told := _by_word(token)) is not None:
                    return told
        return None


def _by_word(token: Token) -> bool | None:
    low = token.lower_
    if low in _WILL or low in _PLANNED or (low == "to" and token.i and token.nbor(-1).lower_ in ("is", "are", "plans", "plan")):
        return True
    passive = token.i > 0 and token.nbor(-1).lower_ in ("be", "been", "being")
    if low in _PAST or (low.endswith("ed") and len(low) > 4 and not passive):
        return False
    return None


def _by_parse(span: Span) -> bool | None:
    token, verb = span.root, span.root.head
    possessive = token.dep_ == "nmod:poss"
    if _is_called_for(token) or _is_put_off_to(token) or _is_end_of_vow(token):
        return True
    if _ends_main_clause(token):
        return False
    if _is_scheduled(token, verb):
        return True
    if verb.tag_ == "VBG" and verb.i < token.i and any(c.lower_ in _BE for c in verb.children):  # is meeting them on Monday
        return verb.lemma_.lower() not in _LOOKING_BACK
    for _ in range(_CLIMB):
        if _names_source(token):
            return False
        told, climb = _by_verb(token, _WILL if possessive else _WILL | _WOULD)
        if not climb or token.head == token:
            return told
        token = token.head
    return None


def _is_scheduled(token: Token, verb: Token) -> bool:
    """Whether it is the day on which something that has its day begins or ends: "the trial resumes Monday"."""
    if verb.lower_ not in _OPENING or not verb.i < token.i or any(c.dep_ == "obj" for c in verb.children):
        return False
    return any(c.lemma_.lower() in _SCHEDULED for c in verb.lefts)


def _names_source(token: Token) -> bool:
    """Whether it is what somebody goes by: "according to a report on Tuesday"."""
    return any(child.dep_ == "case" and child.lower_ == "according" for child in token.children)


def _is_called_for(token: Token) -> bool:
    """Whether it is the day of what is called for ("called for a strike on Monday", "called a strike for Monday")."""
    verb = token.head
    if verb.lemma_.lower() in _ARRANGING and any(c.lower_ == "for" and c.dep_ == "case" for c in token.children):
        return True
    fors = (c for c in verb.children if c.i < token.i and any(k.lower_ == "for" for k in c.children if k.dep_ == "case"))
    return verb.lemma_.lower() in _CALLING and any(verb.i < c.i for c in fors)


def _is_put_off_to(token: Token) -> bool:
    """Whether it is the day that something is put off to ("adjourned the hearing to July 18", "set for Monday")."""
    verb = token.head
    cases = {c.lower_ for c in token.children if c.dep_ == "case"}
    put_off = verb.lemma_.lower() == "put" and any(c.lower_ == "off" for c in verb.children)
    return bool(cases & _UNTIL) and (put_off or verb.lemma_.lower() in _MOVING or verb.lower_ == "set")


def _is_end_of_vow(token: Token) -> bool:
    """Whether it ends what somebody vows, though the parser gave it to the vow: "pledged not to talk until May"."""
    until = any(c.lower_ in ("until", "till") and c.dep_ == "case" for c in token.children)
    vowed = (c for c in token.head.children if c.dep_ == "xcomp" and c.i < token.i)
    return until and token.head.lemma_.lower() in _INTENDING and any(vowed)


def _ends_main_clause(token: Token) -> bool:
    """Whether it dates the verb of saying before it, though the parser gave it to what is said: "said on Sunday he would"."""
    verb = token.head
    if verb.dep_ not in ("ccomp", "parataxis") or verb.head.tag_ != "VBD" or not verb.head.i < token.i:
        return False
    first = min((c.i for c in verb.children if c.dep_ != "punct"), default=token.i)
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    return first == token.i and subject is not None and token.i < subject.i


def _by_verb(token: Token, signs: frozenset[str]) -> tuple[bool | None, bool]:
    """What a word tells, and whether to ask its head instead; the modal verbs in ``signs`` put things ahead."""
    helpers = {
        child.lower_ for child in token.children if child.dep_ == "cop" or child.dep_.startswith("aux") or child.lower_ == "to"
    }
    lemma, tag = token.lemma_.lower(), token.tag_
    if _COMING & {child.lower_ for child in token.lefts} or helpers & _WILL:
        return True, False
    if helpers & signs and not helpers & _PERFECT:
        return True, False
    if helpers & (_BE | {"was", "were"}) and any(c.lower_ == "due" and c.dep_ == "mark" for c in token.children):
        return True, False  # was due to return
    if tag == "VBD" and _is_unreal(token):
        return True, False
    if "could" in helpers and lemma in _COULD_BEGIN and not _is_held_back(token) and token.dep_ != "advcl":
        return True, False
    if lemma in _FIXING and tag in ("VBD", "VBN", "JJ"):
        return True, False
    if token.lower_ == "set" and tag in ("VBD", "VBN", "JJ"):  # set to meet, but set up a body, and a fire was set
        done = any(child.dep_ in ("obj", "compound:prt") for child in token.children)
        return not (done or _is_set_alight(token)), False
    if lemma in _MEANING and any(child.dep_ == "obj" for child in token.children):
        return True, False
    if "to" in helpers and tag in ("VB", "VBN"):
        return _by_infinitive(token, helpers)
    if tag == "VBD" or helpers & _PERFECT or helpers & {"was", "were", "did"}:
        return False, False
    if not helpers and (tag == "VBN" or (token.dep_ == "acl" and token.lower_.endswith("ed"))):
        return False, False
    if tag == "VBZ" and not token.lower_.endswith("s"):  # "froze", which no verb in the present looks like
        return False, False
    if tag in ("VBZ", "VBP", "MD") or helpers & _BE:
        return None, False
    return None, True


def _is_held_back(verb: Token) -> bool:
    return any(child.lower_ in ("not", "n't", "n’t", "never", "only", "finally", "have") for child in verb.children)


def _is_unreal(verb: Token) -> bool:
    """Whether it is the condition of what would be: "would fire if they held drills in April"."""
    marked = any(child.lower_ in ("if", "unless") and child.dep_ == "mark" for child in verb.children)
    whether = {verb.lemma_.lower(), verb.head.lemma_.lower()} & _WONDERING
    return marked and verb.dep_ == "advcl" and not whether and any(child.lower_ in _WOULD for child in verb.head.children)


def _is_set_alight(token: Token) -> bool:
    """Whether it is no day that is set, but a fire or a record."""
    of_what = [c for c in token.children if c.dep_ == "nsubj:pass"] + ([token.head] if token.dep_ == "acl:relcl" else [])
    return any(word.lemma_.lower() in _SET_OFF for word in of_what)


def _by_infinitive(token: Token, helpers: set[str]) -> tuple[bool | None, bool]:
    head, lemma = token.head, token.lemma_.lower()
    if lemma == "blame" and helpers & _BE:  # bad weather is to blame for Friday's crash
        return None, False
    if helpers & _BE or head == token:  # is to meet; the headline's "Minister to visit"
        return True, False
    if token.dep_ == "acl" and "be" in helpers:  # a vote to be held on Monday
        return True, False
    if head.lemma_.lower() in _INTENDING or (head.lower_ == "going" and head.tag_ == "VBG"):
        return True, False
    return None, head.lemma_.lower() in _IMPLYING
