"""Word vectors in a tenth of their space: product quantisation, read back word by word as the pipeline asks for them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.strings import StringStore, hash_string  # type: ignore[attr-defined]
from spacy.util import registry
from spacy.vectors import BaseVectors  # type: ignore[import-not-found]
from spacy.vocab import Vocab

FILE = "quantised.npz"


class QuantisedVectors(BaseVectors):  # type: ignore[misc]
    """A vector table whose rows are codes: each stretch of a vector is one of 256 centroids (Jégou, Douze and Schmid 2011).

    Words are looked up by their lower-cased form, and where the table lacks it, without accents; a word that it lacks all the
    same has a vector of zeros, which is the mean of all. The table cannot be added to.
    """

    attr: int = LOWER
    mode = "quantised"

    def __init__(self, *, strings: Any = None, name: str | None = None) -> None:
        self.strings, self.name = StringStore() if strings is None else strings, name
        self._hold(np.zeros(0, np.uint64), np.zeros((0, 1), np.uint8), np.zeros((1, 256, 1), np.float32))

    def _hold(
        self, keys: npt.NDArray[np.uint64], codes: npt.NDArray[np.uint8], centroids: npt.NDArray[np.floating[Any]]
    ) -> None:
        order = np.argsort(keys)
        self._keys, self._codes = keys[order], codes[order]
        self._centroids = centroids.astype(np.float32)
        self._stretches = np.arange(codes.shape[1])

    def fill(
        self, keys: npt.NDArray[np.uint64], codes: npt.NDArray[np.uint8], centroids: npt.NDArray[np.floating[Any]]
    ) -> QuantisedVectors:
        """Take a whole table: hashes of lower-cased words, codes (words x stretches), centroids (stretches x 256 x dimensions).

        Raises:
            ValueError: the shapes do not belong together.
        """
        if codes.shape != (len(keys), len(centroids)) or centroids.shape[1] > 256:
            raise ValueError(f"{len(keys)} keys, codes {codes.shape} and centroids {centroids.shape} are of no one table")
        self._hold(keys, codes, centroids)
        return self

    @property
    def shape(self) -> tuple[int, int]:
        return len(self._keys), self._centroids.shape[0] * self._centroids.shape[2]

    @property
    def data(self) -> npt.NDArray[np.float32]:
        """The centroids: `spacy.vocab.Vocab.get_vector` asks the table for its array to learn on which device it lies."""
        return self._centroids

    @property
    def vectors_length(self) -> int:
        return self.shape[1]

    @property
    def n_keys(self) -> int:
        return len(self)

    @property
    def size(self) -> int:
        rows, width = self.shape
        return rows * width

    def is_full(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: int | str) -> bool:
        return bool(self._rows(self._hashes([key]))[1][0])

    def __getitem__(self, key: int | str) -> npt.NDArray[np.float32]:
        return cast("npt.NDArray[np.float32]", self.get_batch([key])[0])

    def get_batch(self, keys: Iterable[int | str]) -> npt.NDArray[np.float32]:
        """One row for each key: hash or word; zeros for unknown ones."""
        rows, known = self._rows(self._hashes(keys))
        found = self._centroids[self._stretches, self._codes[rows]].reshape(len(rows), -1) if len(self) else None
        if found is None:
            return np.zeros((len(rows), self.vectors_length), np.float32)
        found[~known] = 0
        return found

    def _hashes(self, keys: Iterable[int | str]) -> npt.NDArray[np.uint64]:
        if isinstance(keys, np.ndarray):
            return keys.astype(np.uint64, copy=False)
        return np.array([self.strings.add(key) if isinstance(key, str) else key for key in keys], np.uint64)

    def _rows(self, hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        """The row of each hash, and whether it is one of the table."""
        rows, known = self._found(hashes)
        unknown = np.flatnonzero(~known)
        plain = [(i, hash_string(word)) for i in unknown if (word := self._without_accents(int(hashes[i])))]
        if plain:
            places, folded = np.array([i for i, _ in plain]), np.array([key for _, key in plain], np.uint64)
            rows[places], known[places] = self._found(folded)
        return rows, known

    def _found(self, hashes: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
        if not len(self):
            return np.zeros(len(hashes), np.intp), np.zeros(len(hashes), bool)
        rows = np.minimum(np.searchsorted(self._keys, hashes), len(self) - 1)
        return rows, self._keys[rows] == hashes

    def _without_accents(self, key: int) -> str:
        word: str = self.strings[key] if key in self.strings else ""  # noqa: SIM401 (StringStore has no get)
        if word.isascii():
            return ""
        return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

    def to_bytes(self, **kwargs: Any) -> bytes:
        buffer = io.BytesIO()
        self._save(buffer)
        return buffer.getvalue()

    def from_bytes(self, data: bytes, **kwargs: Any) -> QuantisedVectors:
        return self._load(io.BytesIO(data))

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        with (Path(path) / FILE).open("wb") as file:
            self._save(file)

    def from_disk(self, path: str | Path, **kwargs: Any) -> QuantisedVectors:
        with (Path(path) / FILE).open("rb") as file:
            return self._load(file)

    def _save(self, file: Any) -> None:
        np.savez(file, keys=self._keys, codes=self._codes, centroids=self._centroids.astype(np.float16))

    def _load(self, file: Any) -> QuantisedVectors:
        with np.load(file, allow_pickle=False) as arrays:
            return self.fill(arrays["keys"], arrays["codes"], arrays["centroids"])


@registry.vectors("timeline.QuantisedVectors.v1")  # type: ignore[untyped-decorator]
def create() -> Callable[[Vocab], QuantisedVectors]:
    """For ``[nlp.vectors]`` of a spaCy configuration."""
    return lambda vocab: QuantisedVectors(strings=vocab.strings)
