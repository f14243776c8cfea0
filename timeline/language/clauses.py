"""`timeline_clause_repair`: a word that governs a subject and an object is a verb, and a word of letters is no punctuation."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

WORDS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "RB": "ADV", "VB": "VERB", "VBD": "VERB"}
NOMINAL = frozenset({"det", "amod", "nmod:poss", "case", "cop", "compound", "nummod"})


@Language.component(
    "timeline_clause_repair", requires=["token.dep", "token.tag", "token.pos"], assigns=["token.tag", "token.pos"]
)
def timeline_clause_repair(doc: Doc) -> Doc:
    """Set tag and part of speech of nouns that head a clause ("the rebels sign a truce") and of words taken for punctuation."""
    for token in doc:
        if token.pos_ == "PUNCT" and token.is_alpha:
            token.pos_ = WORDS.get(token.tag_, "X")
        if token.tag_ in ("NN", "NNS") and _heads_a_clause(token):
            token.tag_ = "VBP" if token.tag_ == "NN" else "VBZ"
            token.pos_ = "VERB"
    return doc


def _heads_a_clause(token: Token) -> bool:
    labels = {child.dep_ for child in token.children}
    return "nsubj" in labels and "obj" in labels and labels.isdisjoint(NOMINAL)
