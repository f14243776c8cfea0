"""What news has and the corpora lack, shown to the models while they train: headlines, capitals, curly quotes."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example

import timeline.language.vectors  # noqa: F401 (registers the table)

SWAPPED = frozenset({"PERSON", "LOC", "ORG", "FAC", "PRODUCT"})
POOL = 2000
Augmenter = Callable[[Language, Example], Iterator[Example]]


def _curly(words: list[str]) -> list[str]:
    out, open_quote = [], True
    for word in words:
        if word == '"':
            out.append("“" if open_quote else "”")
            open_quote = not open_quote
        else:
            out.append(word.replace("'", "’"))
    return out


def _headline(words: list[str]) -> list[str]:
    return [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(words)]


def _capitals(words: list[str]) -> list[str]:
    return [w.upper() for w in words]


def _small(words: list[str]) -> list[str]:
    return [w.lower() for w in words]


def _rewritten(nlp: Language, example: Example, change: Callable[[list[str]], list[str]]) -> Example:
    """The same annotation on changed words; unchanged where a change alters a length (ß -> SS) and so the spans."""
    annotation = example.to_dict()
    old = annotation["token_annotation"]["ORTH"]
    new = change(old)
    if any(len(a) != len(b) for a, b in zip(old, new, strict=True)):
        return example
    return _with_words(nlp, example, new)


def _with_words(nlp: Language, example: Example, words: list[str]) -> Example:
    annotation = example.to_dict()
    annotation["token_annotation"]["ORTH"] = words
    text = "".join(w + " " * bool(s) for w, s in zip(words, annotation["token_annotation"]["SPACY"], strict=True))
    return Example.from_dict(nlp.make_doc(text), annotation)


@spacy.registry.callbacks("timeline.word_vectors.v1")
def word_vectors(path: Path) -> Callable[[Language], Language]:
    """Put the quantised table into a pipeline before it is trained: ``load_vectors_into_model`` knows spaCy's own only."""

    def fill(nlp: Language) -> Language:
        nlp.vocab.vectors.from_disk(path)
        return nlp

    return fill


@spacy.registry.callbacks("timeline.tok2vec_from.v1")
def tok2vec_from(path: Path | None) -> Callable[[Language], Language]:
    """Begin with the token vectors that another pipeline of the same shape has learnt (None: begin anew)."""

    def fill(nlp: Language) -> Language:
        if path is not None:
            nlp.get_pipe("tok2vec").model.from_bytes(spacy.load(path).get_pipe("tok2vec").model.to_bytes())
        return nlp

    return fill


@spacy.registry.callbacks("timeline.weights_from.v1")
def weights_from(path: Path) -> Callable[[Language], Language]:
    """Begin with all that another pipeline of the same components has learnt."""

    def fill(nlp: Language) -> Language:
        learnt = spacy.load(path)
        for name in nlp.pipe_names:
            nlp.get_pipe(name).from_bytes(learnt.get_pipe(name).to_bytes())
        return nlp

    return fill


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAMED = ("NNP", "PROPN", "Number=Sing")
COMMON = ("NN", "NOUN", "Number=Sing")


class _Dater:
    """Puts the day between subject and verb or at the end of the sentence, as agencies do: "police on Tuesday arrested"."""

    def __init__(self, rng: random.Random, share: float = 0.5) -> None:
        self.rng = rng
        self.share = share

    def phrase(self) -> list[tuple[str, str, str, str, str, int]]:
        """Word, tag, part of speech, features, label, and the head: 0 the verb, else a place in the phrase, from 1."""
        day = self.rng.choice(DAYS)
        kind = self.rng.random()
        if kind < 0.45:
            return [("on", "IN", "ADP", "", "case", 2), (day, *NAMED, "obl", 0)]
        if kind < 0.65:
            return [(day, *NAMED, "obl:unmarked", 0)]
        if kind < 0.85:
            return [("yesterday", *COMMON, "obl:unmarked", 0)]
        unit = self.rng.choice(("week", "month", "year"))
        return [("last", "JJ", "ADJ", "Degree=Pos", "amod", 2), (unit, *COMMON, "obl:unmarked", 0)]

    def places(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Where a day may stand, and the verb that it dates."""
        for sentence in doc.sents:
            for verb in sentence:
                if verb.tag_ not in ("VBD", "VBZ") or verb.pos_ != "VERB":
                    continue
                subjects = [c for c in verb.lefts if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")]
                if subjects and subjects[-1].right_edge.i == verb.i - 1:
                    yield verb.i, verb.i
                elif verb.dep_ == "ROOT" and sentence[-1].text == "." and subjects and len(sentence) > 4:
                    yield sentence[-1].i, verb.i

    def dated(self, nlp: Language, example: Example) -> Example:
        doc = example.reference
        if not doc.has_annotation("DEP") or not doc.has_annotation("SENT_START"):
            return example
        chosen = {at: verb for at, verb in self.places(doc) if self.rng.random() < self.share}
        if not chosen:
            return example
        rows: list[list[object]] = []
        new_index: dict[int, int] = {}
        pending: list[tuple[int, int]] = []
        for token in doc:
            if token.i in chosen:
                begin = len(rows)
                for word, tag, pos, feats, label, head in self.phrase():
                    rows.append([word, True, tag, pos, feats, label, begin + head - 1 if head else None])
                    if not head:
                        pending.append((len(rows) - 1, chosen[token.i]))
                if begin and token.is_punct:
                    rows[begin - 1][1], rows[-1][1] = True, False
            new_index[token.i] = len(rows)
            space = bool(token.whitespace_)
            rows.append([token.text, space, token.tag_, token.pos_, str(token.morph), token.dep_, token.head])
        for row, verb in pending:
            rows[row][6] = new_index[verb]
        for row in rows:
            if isinstance(row[6], Token):
                row[6] = new_index[row[6].i]
        words, spaces, tags, parts, feats, labels, heads = (list(column) for column in zip(*rows, strict=True))
        gold = Doc(nlp.vocab, words=words, spaces=spaces, tags=tags, pos=parts, morphs=feats, deps=labels, heads=heads)
        return Example(nlp.make_doc(gold.text), gold)


class _Swapper:
    """Puts names of other examples, of like label and length, in the place of some (mention replacement, Dai and Adel 2020)."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.seen: defaultdict[tuple[str, int], list[list[str]]] = defaultdict(list)

    def learn(self, example: Example) -> None:
        for span in example.reference.ents:
            pool = self.seen[span.label_, len(span)]
            words = [token.text for token in span]
            if len(pool) < POOL:
                pool.append(words)
            else:
                pool[self.rng.randrange(POOL)] = words

    def swap(self, example: Example) -> list[str]:
        words = [token.text for token in example.reference]
        for span in example.reference.ents:
            if span.label_ in SWAPPED and self.rng.random() < 0.5:
                words[span.start : span.end] = self.rng.choice(self.seen[span.label_, len(span)])
        return words


@spacy.registry.augmenters("timeline.news.v1")
def news(
    curly: float, headline: float, capitals: float, lower: float, seed: int, swap: float = 0.0, dated: float = 0.0
) -> Augmenter:
    """Each example as it is, or changed in one way with the given probability."""
    rng = random.Random(seed)
    swapper, dater = _Swapper(rng), _Dater(rng)
    changes = [(curly, _curly), (headline, _headline), (capitals, _capitals), (lower, _small)]

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        draw = rng.random()
        swapper.learn(example)
        if draw < swap:
            yield _with_words(nlp, example, swapper.swap(example))
            return
        draw -= swap
        if draw < dated:
            yield dater.dated(nlp, example)
            return
        draw -= dated
        for probability, change in changes:
            if draw < probability:
                yield _rewritten(nlp, example, change)
                return
            draw -= probability
        yield example

    return augment
