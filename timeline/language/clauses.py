"""`timeline_clause_repair`: what no parse of news can be: a clause headed by a noun, a sentence without a verb of its own."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

WORDS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "RB": "ADV", "VB": "VERB", "VBD": "VERB"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today week month year".split())
NOMINAL = frozenset({"det", "amod", "nmod:poss", "case", "cop", "compound", "nummod"})


@Language.component(
    "timeline_clause_repair", requires=["token.dep", "token.tag", "token.pos"], assigns=["token.tag", "token.pos", "token.dep"]
)
def timeline_clause_repair(doc: Doc) -> Doc:
    """Mend nouns that head a clause ("the rebels sign a truce"), words taken for punctuation, and participles that stand
    after a day in a sentence without a verb ("the court on Tuesday freed two men").
    """
    for token in doc:
        if token.pos_ == "PUNCT" and token.is_alpha:
            token.pos_ = WORDS.get(token.tag_, "X")
        if token.tag_ in ("NN", "NNS") and _heads_a_clause(token):
            token.tag_ = "VBP" if token.tag_ == "NN" else "VBZ"
            token.pos_ = "VERB"
    for sentence in list(doc.sents):
        verb = _participle(sentence)
        if verb is not None:
            _make_finite(verb, sentence.root)
    return doc


def _participle(sentence: Span) -> Token | None:
    """The word after a day that must be the verb, in a sentence without any: "A court on Tuesday freed two men."."""
    root = sentence.root
    if root.pos_ not in ("NOUN", "PROPN") or any(t.tag_ in FINITE for t in sentence) or sentence[-1].text != ".":
        return None
    for token in sentence:
        if (
            token.i <= root.i + 1
            or token.nbor(-1).lower_ not in DAYS
            or not (token.tag_ == "VBN" or token.lower_.endswith("ed"))
        ):
            continue
        if (token.dep_ == "amod" and token.head.i > token.i) or (token.dep_ == "acl" and token.head == root):
            return token
    return None


def _make_finite(verb: Token, subject: Token) -> None:
    day, noun = verb.nbor(-1), verb.head
    verb.tag_, verb.pos_ = "VBD", "VERB"
    moved = [(subject, "nsubj", verb), (day, "obl", verb)]
    if noun != subject:
        moved.append((noun, "obj", verb))
    before = day.nbor(-1) if day.i > verb.sent.start else day
    if before.lower_ == "on":
        moved.append((before, "case", day))
    verb.head, verb.dep_ = verb, "ROOT"
    for token, label, head in moved:
        token.head, token.dep_ = head, label


def _heads_a_clause(token: Token) -> bool:
    labels = {child.dep_ for child in token.children}
    return "nsubj" in labels and "obj" in labels and labels.isdisjoint(NOMINAL)
