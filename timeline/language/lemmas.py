"""`timeline_lemmatizer`: lemmas by Penn tag, from what the treebanks say, inflection rules and an index of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Token

SEEN, EXCEPTIONS, INDEX = "lemma_seen", "lemma_exc", "lemma_index"
CODED = {"NN": "noun", "CD": "number", "RB": "adv"}
INFLECTED = {
    "NNS": "noun", "NNPS": "noun", "VBD": "verb", "VBN": "verb", "VBZ": "verb", "VBG": "verb",
    "JJR": "adj", "JJS": "adj", "RBR": "adv", "RBS": "adv",
}  # fmt: skip
ENDINGS = {
    "NNS": ("s",), "NNPS": ("s",), "VBZ": ("s",), "VBD": ("ed",), "VBN": ("ed",), "VBG": ("ing",),
    "JJR": ("er",), "RBR": ("er",), "JJS": ("est",), "RBS": ("est",),
}  # fmt: skip
VOWELS = frozenset("aeiou")
KEEP_DOUBLED = frozenset({"l", "s", "z", "f"})


def candidates(word: str, tag: str) -> Iterable[str]:
    """Base forms that a word of this Penn tag could come from, the likely ones first."""
    if tag in ("NNS", "NNPS") and word.endswith("men"):
        yield f"{word[:-3]}man"
    for ending in ENDINGS.get(tag, ()):
        if not word.endswith(ending) or len(word) <= len(ending) + 1:
            continue
        stem = word[: -len(ending)]
        if ending == "s":
            yield from _singular(word, stem)
        else:
            yield from _unsuffixed(stem)


def _singular(word: str, stem: str) -> Iterable[str]:
    if word.endswith("ies") and len(word) > 4:
        yield f"{word[:-3]}y"
    if word.endswith("ves"):
        yield stem
        yield f"{word[:-3]}f"
        yield f"{word[:-3]}fe"
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        if not word.endswith(("ases", "ises", "oses", "uses", "nses", "rses", "izes", "ozes", "oes", "axes")):
            yield word[:-2]
            return
        yield stem
        yield word[:-2]
        return
    if word.endswith(("ss", "us", "is")):
        yield word
        return
    if not word.endswith("ies") or len(word) <= 4:
        yield stem


def _unsuffixed(stem: str) -> Iterable[str]:
    if stem.endswith("i") and len(stem) > 2:
        yield f"{stem[:-1]}y"
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    silent = _takes_silent_e(stem)
    if doubled:
        yield from (stem, stem[:-1]) if stem[-1] in KEEP_DOUBLED else (stem[:-1], stem)
    elif silent:
        yield f"{stem}e"
        yield stem
    else:
        yield stem
        yield f"{stem}e"


def _takes_silent_e(stem: str) -> bool:
    """Whether an unknown stem would have lost an e before its ending: *tweeted* no, *globalized*, *voiced*, *glued* yes."""
    if stem.endswith(("c", "v", "u", "dg", "rs", "ns", "is", "iz", "us", "yz", "at", "rg", "ng")):
        return not stem.endswith(("ing", "ang", "ong", "ung", "eat", "oat"))
    one_vowel = len(stem) > 2 and stem[-1] not in VOWELS | {"w", "x", "y"} and stem[-2] in VOWELS and stem[-3] not in VOWELS
    return one_vowel and sum(c in VOWELS for c in stem) == 1


@Language.factory("timeline_lemmatizer", assigns=["token.lemma"], default_config={"overwrite": False, "scorer": None})
def create(nlp: Language, name: str, overwrite: bool, scorer: Any) -> TaggedLemmatizer:
    return TaggedLemmatizer(nlp.vocab, name, overwrite=overwrite)


class TaggedLemmatizer(Lemmatizer):
    """spaCy's rule lemmatizer, by the Penn tag, which tells a base form from an inflected one.

    Tables: ``lemma_seen`` (``"TAG form"`` to lemma: what the treebanks say where the rules say something else), ``lemma_exc``
    and ``lemma_index`` as in spacy-lookups-data. Names keep their capitals, other words lose them, as in Universal
    Dependencies.
    """

    def __init__(self, vocab: Any, name: str = "timeline_lemmatizer", *, overwrite: bool = False) -> None:
        super().__init__(vocab, None, name, mode="rule", overwrite=overwrite)

    @classmethod
    def get_lookups_config(cls, mode: str) -> tuple[list[str], list[str]]:
        return [SEEN, EXCEPTIONS, INDEX], []

    def rule_lemmatize(self, token: Token) -> list[str]:
        """The lemma, alone in a list, as spaCy's interface asks."""
        form, tag, pos = token.text, token.tag_, token.pos_
        key = (form, tag, pos)
        if key not in self.cache:
            self.cache[key] = [self.lemma(form, tag, pos)]
        return cast("list[str]", self.cache[key])

    def lemma(self, form: str, tag: str, pos: str) -> str:
        """The lemma of a form with its Penn tag and universal part of speech."""
        seen = self.lookups.get_table(SEEN, {})
        for known in (f"{tag} {form}", f"{tag} {form.lower()}"):
            if known in seen:
                return cast("str", seen[known])
        return self.by_rule(form, tag, pos)

    def by_rule(self, form: str, tag: str, pos: str) -> str:
        """The lemma without regard to what the treebanks said of this form."""
        if pos == "SPACE" or not any(c.isalpha() for c in form):
            return form.replace(",", "") if tag == "CD" else form
        if tag in ("NNP", "FW") or (pos == "PROPN" and tag not in INFLECTED):
            return form
        if tag == "NNPS":
            base = self._base(form.lower(), tag)
            return form[: len(base)] if form.lower().startswith(base) else base.title() if form.istitle() else base
        if tag in INFLECTED:
            return self._base(form.lower(), tag)
        if tag == "NN" and self._is_plural(form.lower()):
            return self._base(form.lower(), "NNS")
        return form if tag in CODED and self._is_code(form, CODED[tag]) else form.lower()

    def _is_code(self, form: str, kind: str) -> bool:
        """Whether the capitals belong to the word: initialisms, Roman numbers, names of models; not the shouted word."""
        if len(form) == 1 or (kind == "number" and form.isupper()):
            return form.isupper()
        return sum(c.isupper() for c in form) > 1 and form.lower() not in self.lookups.get_table(INDEX, {}).get(kind, ())

    def _is_plural(self, word: str) -> bool:
        """Whether a word that was taken for a singular is in no index of nouns, but one it would be the plural of is."""
        nouns = self.lookups.get_table(INDEX, {}).get("noun", ())
        return word.endswith("s") and word not in nouns and any(singular in nouns for singular in candidates(word, "NNS"))

    def _base(self, word: str, tag: str) -> str:
        kind = INFLECTED[tag]
        exceptions = self.lookups.get_table(EXCEPTIONS, {}).get(kind, {})
        if word in exceptions:
            return cast("str", exceptions[word][0])
        index = self.lookups.get_table(INDEX, {}).get(kind, ())
        likely = list(candidates(word, tag))
        return next((c for c in [*likely, word] if c in index), likely[0] if likely else word)
