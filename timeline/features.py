"""The features that the network sees, in order, and how many values each has."""

from __future__ import annotations

from timeline.mentioned import KINDS, LABELS
from timeline.model import Status

POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split()
BLOCKS = ("body", "headline", "byline", "dateline", "caption", "junk")
UNITS = ("day", "week", "month", "quarter", "season", "year", "decade", "century", "range")
STATUSES = tuple(Status)

TOKEN = {
    "pos": 18,
    "dependency": 64,
    "label": len(LABELS),
    "rule_type": 64,
    "rule_status": 8,
    "block": len(BLOCKS),
    "quoted": 2,
    "sentence": 12,
    "timed": 2,
    "letters": 4,
}
"""The features of a token and how many values each has."""
ARGUMENT = {
    "path": 2000,
    "case": 300,
    "distance": 14,
    "sentences": 8,
    "label": len(LABELS),
    "kind": len(KINDS),
    "rule_role": 8,
    "rule_place": 3,
    "often": 6,
    "where": 8,
    "between": 6,
    "arcs": 8,
    "word": 1500,
    "path_and_voice": 2000,
}
TIME = {
    "path": 2000,
    "before": 300,
    "distance": 14,
    "sentences": 8,
    "rule": 4,
    "unit": len(UNITS),
    "against_publication": 4,
    "between": 6,
    "arcs": 8,
    "rivals": 5,
    "block": len(BLOCKS),
    "word": 200,
    "open": 4,
}
PAIR = {
    "sentences": 14,
    "words": 4,
    "shared_names": 6,
    "rule_roles": 4,
    "rule_times": 3,
    "determined": 3,
    "verbs": 4,
    "top": 4,
    "distance": 14,
    "quoted": 4,
    "arcs": 5,
}
