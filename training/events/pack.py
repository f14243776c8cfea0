"""Examples of ``prepare.py`` as plain arrays, so that a machine without the package can train on them.

Of each text: its subtokens by MiniLM's tokenizer, in pieces as the network reads them, the features of its tokens, and the rows
of its links (triggers to mentions, to times, to one another) with their features and labels.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
from pathlib import Path
from typing import Any

import numpy as np
from prepare import OUTSIDE, Example
from tokenizers import Tokenizer

from timeline.features import ARGUMENT, PAIR, STATUSES, TIME, TOKEN
from timeline.network import pieces, subtokens_of


def packed(example: Example, tokenizer: Tokenizer) -> dict[str, Any]:
    """The arrays of a text."""
    sheet = example.sheet
    subtokens = subtokens_of(tokenizer, sheet.words)
    lengths = [len(ids) for ids in subtokens]
    triggers = [i for i, k in enumerate(example.occurrence) if k != OUTSIDE]
    return {
        "id": example.id,
        "weight": example.weight,
        "subtokens": np.array([i for ids in subtokens for i in ids], np.uint16),
        "lengths": np.array(lengths, np.uint8),
        "pieces": np.array(list(pieces(sheet.sentences, lengths)), np.int32),
        "codes": sheet.codes.astype(np.uint16),
        "heads": sheet.heads.astype(np.int32),
        "sentences": sheet.sentences.astype(np.int32),
        "types": np.array(example.type, np.uint8),
        "triggers": np.array(triggers, np.int32),
        "statuses": np.array([example.statuses[example.occurrence[i]] for i in triggers], np.uint8),
        "reported": np.array([example.reported[example.occurrence[i]] for i in triggers], bool),
        **_arguments(example, triggers),
        **_times(example, triggers),
        **_pairs(example, triggers),
    }


def _arguments(e: Example, triggers: list[int]) -> dict[str, np.ndarray]:
    rows, codes = [], [np.zeros((0, len(ARGUMENT)), np.int64)]
    for n, i in enumerate(triggers):
        found = e.sheet.argument_candidates(i)
        codes.append(e.sheet.argument_codes(i, found))
        roles, places = e.roles[e.occurrence[i]], e.places[e.occurrence[i]]
        rows += [(n, e.sheet.mentions[k].head, roles[k], places[k]) for k in found]
    table = np.array(rows, np.int32).reshape(-1, 4)
    return {"arguments": table, "argument_codes": np.concatenate(codes).astype(np.uint16)}


def _times(e: Example, triggers: list[int]) -> dict[str, np.ndarray]:
    """Links to times, and which triggers have days that an expression gives, or none: of others nothing can be learned."""
    rows, codes, known = [], [np.zeros((0, len(TIME)), np.int64)], []
    for n, i in enumerate(triggers):
        fit = e.dated[e.occurrence[i]]
        known.append(fit is not None)
        found = e.sheet.time_candidates(i)
        codes.append(e.sheet.time_codes(i, found))
        rows += [(n, e.sheet.times[k].head, k in (fit or ())) for k in found]
    table = np.array(rows, np.int32).reshape(-1, 3)
    return {"times": table, "time_codes": np.concatenate(codes).astype(np.uint16), "time_known": np.array(known, bool)}


def _pairs(e: Example, triggers: list[int]) -> dict[str, np.ndarray]:
    rows, codes = [], []
    for n, i in enumerate(triggers):
        for m, j in enumerate(triggers[n + 1 :], start=n + 1):
            if e.type[i] == e.type[j]:
                rows.append((n, m, e.occurrence[i] == e.occurrence[j]))
                codes.append(e.sheet.pair_codes(i, j))
    table, numbers = np.array(rows, np.int32).reshape(-1, 3), np.array(codes, np.int64).reshape(-1, len(PAIR))
    return {"pairs": table, "pair_codes": numbers.astype(np.uint8)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2 (see README.md)")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    texts: list[dict[str, Any]] = []
    types: list[str] = []
    for path in args.examples:
        types, found = pickle.loads(path.read_bytes())
        texts += [{**packed(example, tokenizer), "file": path.stem} for example in found]
    features = {"token": TOKEN, "argument": ARGUMENT, "time": TIME, "pair": PAIR}
    held = {"types": types, "statuses": len(STATUSES), "features": features, "texts": texts}
    with lzma.open(args.out, "wb", preset=3) as file:
        pickle.dump(held, file)
    print(f"{len(texts)} texts, {sum(len(t['subtokens']) for t in texts)} subtokens, {args.out.stat().st_size >> 20} MB")


if __name__ == "__main__":
    main()
