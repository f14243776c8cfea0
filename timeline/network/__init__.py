"""The network that judges triggers and links them to actors, places, times and to one another: numbers in, numbers out.

A small pretrained transformer (MiniLM, Wang et al. 2020, doi:10.48550/arXiv.2002.10957), fine-tuned on marked articles, reads
the words; what stands above it is a few dense layers, written out here. How it was trained: ``training/events``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from thinc.api import NumpyOps
from tokenizers import Tokenizer

from timeline.errors import ModelError
from timeline.features import ARGUMENT, PAIR, TIME, TOKEN
from timeline.inference import session
from timeline.sheet import Ints, Sheet

__all__ = ["SENSE", "SHIPPED", "Network", "States", "pieces", "subtokens_of"]

Floats = npt.NDArray[np.float32]

SHIPPED = Path(__file__).parent / "weights"
PIECE = 220
"""Subtokens that are read at a time: as many whole sentences as fit. Beside another piece they would be rounded otherwise."""
MOST = 12
"""Subtokens of one word that are read."""
CLS, SEP = "[CLS]", "[SEP]"
SENSE = {"word": 64, "context": 32, "sentence": 24, "lemma": 40}
"""The parts of what `Network.senses` gives, and how many numbers each has."""
STEPS = 190
OPS = NumpyOps()
"""One thread, as in spaCy: the same sums in every process, and no threads of their own in each worker."""


@dataclass(frozen=True)
class States:
    """What the network made of the tokens of a text.

    Of each the transformer's vector, one that knows its features and its place in the parse, and one that knows its text too.
    """

    words: Floats
    alone: Floats
    in_context: Floats


class Network:
    """The shipped network, or another of the same make.

    Attributes:
        types: the event types that it knows. thresholds: what it was found to decide best with.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load it. Raises: ModelError: the folder does not hold one."""
        self._folder = folder
        try:
            card = json.loads((folder / "network.json").read_text(encoding="utf-8"))
            with np.load(folder / "heads.npz") as held:
                self._weights = {name: held[name].astype(np.float32) for name in held.files}
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.types: tuple[str, ...] = tuple(card["types"])
            self.thresholds: dict[str, float] = dict(card["thresholds"])
            self._encoder = session((folder / "encoder.onnx").read_bytes())
        except Exception as error:  # tokenizers raises bare Exception, ONNX Runtime classes of its own
            raise ModelError(f"{folder}: holds no network ({' '.join(str(error).split())})") from error

    @cached_property
    def _ends(self) -> tuple[int, int]:
        return cast(int, self._tokenizer.token_to_id(CLS)), cast(int, self._tokenizer.token_to_id(SEP))

    def read(self, sheet: Sheet) -> States:
        """The states of the tokens of a text."""
        words = self._words(sheet)
        codes = np.concatenate([self._weights[f"token.{name}"][sheet.codes[:, i]] for i, name in enumerate(TOKEN)], axis=1)
        alone = _normal(_relu(self._dense("input", np.concatenate([words, codes], axis=1))), *self._pair("norm"))
        below, counts = np.zeros_like(alone), np.zeros((len(alone), 1), np.float32)
        np.add.at(below, sheet.heads, alone)
        np.add.at(counts, sheet.heads, np.float32(1))
        around = np.concatenate([alone, alone[sheet.heads], below / np.maximum(counts, 1)], axis=1)
        alone = _normal(alone + _relu(self._dense("parse", around)), *self._pair("parse_norm"))
        starts = np.flatnonzero(np.diff(sheet.sentences, prepend=-1))
        sentence = np.maximum.reduceat(alone, starts, axis=0)[sheet.sentences - sheet.sentences[0]]
        text = np.broadcast_to(alone.mean(axis=0, keepdims=True), alone.shape)
        context = _relu(self._dense("context", np.concatenate([sentence, text], axis=1)))
        return States(words, alone, np.concatenate([alone, context], axis=1))

    def triggers(self, states: States) -> Floats:
        """For each token, how likely it tells no event (column 0) or one of each type."""
        return _softmax(self._two("trigger", states.in_context))

    def stances(self, states: States, triggers: Ints) -> tuple[Floats, Floats]:
        """For each trigger how likely each status is, and how likely it is told on somebody's word."""
        scores = self._two("stance", states.in_context[triggers])
        return _softmax(scores[:, :-1]), _sigmoid(scores[:, -1])

    def arguments(self, states: States, triggers: Ints, types: Ints, mentions: Ints, codes: Ints) -> tuple[Floats, Floats]:
        """For each pair how likely the mention has no role, is agent, target, participant; and how likely it is the place.

        Args:
            triggers, types, mentions: the trigger, its type (from 1) and the head token of the mention of each pair.
            codes: features of the pairs (`Sheet.argument_codes`).
        """
        one = self._dense("argument_trigger", states.in_context[triggers])
        other = self._dense("argument_mention", states.alone[mentions])
        scores = self._two("argument", self._joined([one, other, one * other], types, "argument", ARGUMENT, codes))
        return _softmax(scores[:, :-1]), _sigmoid(scores[:, -1])

    def times(self, states: States, triggers: Ints, types: Ints, times: Ints, codes: Ints) -> Floats:
        """For each pair of a trigger and a time expression a score, to be set against that of `undated`."""
        one = self._dense("time_trigger", states.in_context[triggers])
        other = self._dense("time_mention", states.alone[times])
        return self._two("time", self._joined([one, other, one * other], types, "time", TIME, codes))[:, 0]

    def undated(self, states: States, triggers: Ints) -> Floats:
        """For each trigger the score of no expression dating it."""
        return self._dense("undated", states.in_context[triggers])[:, 0]

    def same(self, states: States, first: Ints, second: Ints, types: Ints, codes: Ints) -> Floats:
        """For each pair of triggers of one type how likely they tell of one occurrence."""
        one = self._dense("pair_trigger", states.in_context[first])
        other = self._dense("pair_trigger", states.in_context[second])
        return _sigmoid(self._two("pair", self._joined([one * other, np.abs(one - other)], types, "pair", PAIR, codes))[:, 0])

    def senses(self, states: States, sheet: Sheet, tokens: Ints, vectors: Floats) -> list[bytes]:
        """What tokens mean in their text, to be compared across texts.

        Four vectors in a row, as long as `SENSE` says: of the token, of it in its text, of its sentence and its lemma.
        Each is the part of the state that varies most (principal components), of length 1, in steps of 1/`STEPS`.

        Args:
            tokens: at least one. vectors: the word vector of the lemma of each.
        """
        found = []
        for name, held in self.sense_states(states, sheet, tokens, vectors).items():
            if held.shape[1] != len(self._sense[f"{name}.mean"]):  # word vectors of another model
                held = np.tile(self._sense[f"{name}.mean"], (len(held), 1))
            part = OPS.gemm(np.ascontiguousarray(held - self._sense[f"{name}.mean"]), self._sense[f"{name}.basis"], trans2=True)
            length = np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-6)
            found.append(np.clip(np.rint(part / length * STEPS), -127, 127).astype(np.int8))
        return [row.tobytes() for row in np.concatenate(found, axis=1)]

    def sense_states(self, states: States, sheet: Sheet, tokens: Ints, vectors: Floats) -> dict[str, Floats]:
        """The states that the parts of `senses` are made of."""
        starts = np.flatnonzero(np.diff(sheet.sentences, prepend=-1))
        ends = [*starts[1:], len(sheet)]
        rows = np.searchsorted(starts, tokens, side="right") - 1
        sentences = [states.words[starts[row] : ends[row]].mean(axis=0) for row in rows]
        around = np.array(sentences, np.float32).reshape(len(tokens), -1)
        return dict(zip(SENSE, (states.words[tokens], states.in_context[tokens], around, vectors), strict=True))

    @cached_property
    def _sense(self) -> dict[str, Floats]:
        with np.load(self._folder / "sense.npz") as held:
            return {name: held[name].astype(np.float32) for name in held.files}

    def _words(self, sheet: Sheet) -> Floats:
        """The transformer's vector for the first subtoken of each token."""
        found = np.zeros((len(sheet), self._width), np.float32)
        subtokens = subtokens_of(self._tokenizer, sheet.words)
        first, last = self._ends
        for start, end in pieces(sheet.sentences, [len(ids) for ids in subtokens]):
            piece = [first, *(i for ids in subtokens[start:end] for i in ids), last]
            (states,) = self._encoder.run(None, {"ids": np.array([piece], np.int64)})
            found[start:end] = states[0, 1 + np.cumsum([0, *(len(ids) for ids in subtokens[start : end - 1])])]
        return found

    @cached_property
    def _width(self) -> int:
        return int(self._encoder.get_outputs()[0].shape[-1])

    def _pair(self, name: str) -> tuple[Floats, Floats]:
        return self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]

    def _dense(self, name: str, values: Floats) -> Floats:
        weight, bias = self._pair(name)
        return cast("Floats", OPS.gemm(np.ascontiguousarray(values), weight, trans2=True) + bias)

    def _two(self, name: str, values: Floats) -> Floats:
        return self._dense(f"{name}.2", _relu(self._dense(f"{name}.1", values)))

    def _joined(self, parts: list[Floats], types: Ints, name: str, features: dict[str, int], codes: Ints) -> Floats:
        parts = [*parts, self._weights["type"][types]]
        parts += [self._weights[f"{name}.{feature}"][codes[:, i]] for i, feature in enumerate(features)]
        return np.concatenate(parts, axis=1)


def subtokens_of(tokenizer: Tokenizer, words: Sequence[str]) -> list[list[int]]:
    """The subtokens of each word, `MOST` at most; those of "." for white space."""
    shown = [word.strip() or "." for word in words]
    encoded = tokenizer.encode(shown, is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for id, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None and len(found[word]) < MOST:
            found[word].append(id)
    unknown = cast(int, tokenizer.token_to_id("[UNK]"))
    return [ids or [unknown] for ids in found]


def pieces(sentences: Ints, lengths: Sequence[int], limit: int = PIECE) -> Iterator[tuple[int, int]]:
    """The tokens of a text cut into runs of ``limit`` subtokens at most: whole sentences where they are not longer than that.

    Args:
        sentences: the number of the sentence of each token. lengths: how many subtokens each token has.
    """
    start, end, size = 0, 0, 0
    starts = [*map(int, np.flatnonzero(np.diff(sentences, prepend=-1))), len(lengths)]
    for first, last in pairwise(starts):
        length = sum(lengths[first:last])
        if size and size + length > limit:
            yield start, end
            start, size = first, 0
        for token in range(first, last):
            if size and size + lengths[token] > limit:
                yield start, token
                start, size = token, 0
            size += lengths[token]
        end = last
    if end > start:
        yield start, end


def _relu(values: Floats) -> Floats:
    return np.maximum(values, np.float32(0))


def _sigmoid(values: Floats) -> Floats:
    return cast("Floats", 1 / (1 + np.exp(-values)))


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast("Floats", powers / powers.sum(axis=1, keepdims=True))


def _normal(values: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalisation (Ba, Kiros and Hinton 2016)."""
    centred: Any = values - values.mean(axis=1, keepdims=True)
    return cast("Floats", centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5) * weight + bias)
