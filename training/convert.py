"""Turn the public corpora into spaCy's training format (DocBin).

Two subcommands: ``syntax`` reads CoNLL-U (Universal Dependencies), ``names`` reads the token/tag columns of the
English Worldwide Newswire and lays them over the raw text of the same articles, so that training sees the text,
spacing and line breaks that a reader sees.
"""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import spacy
import typer
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

LABELS = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "FAC",
    "NORP": "NORP",
    "Misc": "MISC",
    "Product": "PRODUCT",
    "Money": "MONEY",
}
SENTENCES_A_DOC = (1, 2, 4, 8, 12)
LETTERS_A_DOC = (1, 300, 700, 1800)
LINE_BREAKS = ("", "", "\n", "\n\n")
SEED = 7

app = typer.Typer(add_completion=False, help=__doc__)


class Word(NamedTuple):
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool


class Sentence(NamedTuple):
    doc_id: str
    new_paragraph: bool
    words: list[Word]


def _open(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open(encoding="utf8") as lines:
        yield from lines


def excluded(paths: Iterable[Path]) -> set[str]:
    """The lower-cased ids of the articles that the work is scored on: nothing is trained on them."""
    return {json.loads(line)["id"].lower() for path in paths for line in _open(path) if line.strip()}


def read_conllu(path: Path) -> Iterator[Sentence]:
    doc_id, new_paragraph, rows = "", True, []
    for line in _open(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            doc_id, new_paragraph = line.split("=", 1)[1].strip(), True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            words = _words(rows)
            if words:
                yield Sentence(doc_id, new_paragraph, words)
                new_paragraph = False
            rows = []


def _words(rows: list[list[str]]) -> list[Word]:
    """The syntactic words of a sentence; [] where a multiword token is not the sum of its words."""
    space_after: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            if "".join(parts) != row[1]:
                return []
            space_after |= dict.fromkeys(range(first, last), False) | {last: "SpaceAfter=No" not in row[-1]}
    words = []
    for row in rows:
        if row[0].isdigit():
            index = int(row[0])
            space = space_after.get(index, "SpaceAfter=No" not in row[-1])
            feats = "" if row[5] == "_" else row[5]
            words.append(Word(row[1], row[2], row[3], row[4], feats, int(row[6]), row[7], space))
    return words


def syntax_doc(vocab: spacy.Vocab, sentences: list[Sentence], line_break: str) -> Doc:
    """One Doc of several sentences; paragraphs are divided by the line break, a token of its own in spaCy, or by none."""
    columns: dict[str, list] = {
        k: [] for k in ("words", "spaces", "lemmas", "pos", "tags", "morphs", "heads", "deps", "starts")
    }

    def add(form, space, lemma, pos, tag, morph, head, dep, start):
        for key, value in zip(columns, (form, space, lemma, pos, tag, morph, head, dep, start), strict=True):
            columns[key].append(value)

    for number, sentence in enumerate(sentences):
        if number and sentence.new_paragraph and line_break:
            columns["spaces"][-1] = False
            add(line_break, False, "\n", "SPACE", "_SP", "", len(columns["words"]) - 1, "dep", False)
        offset = len(columns["words"])
        for index, w in enumerate(sentence.words):
            head = offset + (w.head - 1 if w.head else index)
            add(w.form, w.space, w.lemma, w.upos, w.xpos, w.feats, head, "ROOT" if not w.head else w.deprel, index == 0)
    starts = columns.pop("starts")
    doc = Doc(vocab, **columns)
    for token, start in zip(doc, starts, strict=True):
        if start != token.is_sent_start:
            raise ValueError(f"the heads give other sentences than the corpus: {doc.text[:80]!r}")
    return doc


@app.command()
def syntax(
    inputs: list[Path], out: Annotated[Path, typer.Option()], exclude: Annotated[list[Path] | None, typer.Option()] = None
) -> None:
    """CoNLL-U files to one DocBin."""
    nlp, rng, skip = spacy.blank("en"), random.Random(SEED), excluded(exclude or ())
    docs = DocBin(store_user_data=False)
    counts = {"documents": 0, "skipped_sentences": 0, "sentences": 0}
    for path in inputs:
        held, length = [], rng.choice(SENTENCES_A_DOC)
        for sentence in read_conllu(path):
            if sentence.doc_id.lower() in skip:
                counts["skipped_sentences"] += 1
                continue
            if held and (sentence.doc_id != held[0].doc_id or len(held) >= length):
                docs.add(syntax_doc(nlp.vocab, held, rng.choice(LINE_BREAKS)))
                held, length = [], rng.choice(SENTENCES_A_DOC)
            held.append(sentence)
            counts["sentences"] += 1
        if held:
            docs.add(syntax_doc(nlp.vocab, held, rng.choice(LINE_BREAKS)))
    counts["documents"] = len(docs)
    docs.to_disk(out)
    typer.echo(f"{out}: {counts}")


def read_columns(path: Path) -> Iterator[tuple[str, list[list[tuple[str, str]]]]]:
    """(article id, blocks of (token, tag)) of a token/tag file."""
    doc_id, blocks, block = "", [], []
    for line in _open(path):
        line = line.rstrip("\n")
        if line.startswith("# doc "):
            if doc_id:
                yield doc_id, [b for b in [*blocks, block] if b]
            doc_id, blocks, block = line[6:].strip(), [], []
        elif not line.strip():
            blocks.append(block)
            block = []
        else:
            token, tag = line.split("\t")[0], line.split("\t")[-1]
            block.append((token, tag))
    if doc_id:
        yield doc_id, [b for b in [*blocks, block] if b]


def lay_over(text: str, tokens: list[str]) -> list[tuple[int, int]] | None:
    """The characters of each token in the text, in order; None where the text does not hold them closely."""
    spans, at = [], 0
    for token in tokens:
        found = text.find(token, at, at + len(token) + 40)
        if found < 0 or text[at:found].strip():
            return None
        spans.append((found, found + len(token)))
        at = found + len(token)
    return spans


def joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Plain text of tokens by the usual spacing of English, for the articles whose raw text differs."""
    text, spans, quotes = "", [], 0
    for i, token in enumerate(tokens):
        glue = i == 0 or re.fullmatch(r"[,.;:!?%)\]}]|n't|n’t|['’](s|re|ve|ll|d|m)|['’]", token) or text[-1:] in "([{$£€#@"
        if token == '"':
            glue, quotes = glue or quotes % 2 == 1, quotes + 1
        elif text.endswith('"') and quotes % 2 == 1:
            glue = True
        text += "" if glue else " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def entity_spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first, past-the-last, label) of the B-/I- runs whose label ships."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (not tag.startswith("I-") or tag[2:] != tags[start][2:]):
            if tags[start][2:] in LABELS:
                yield start, i, LABELS[tags[start][2:]]
            start = None
        if tag != "O" and start is None:
            start = i


def token_docs(vocab: spacy.Vocab, blocks: list[list[tuple[str, str]]], rng: random.Random) -> Iterator[Doc]:
    """Paragraph groups in the corpus's own tokens ("U", ".", "S", "."): without spaces, so that spaCy trains on just these."""
    held: list[tuple[str, str]] = []
    length = rng.choice(LETTERS_A_DOC)
    for number, block in enumerate(blocks):
        held += [("\n\n", "O"), *block] if held else block
        if sum(len(token) for token, _ in held) >= length or number == len(blocks) - 1:
            doc = Doc(vocab, words=[token for token, _ in held])
            doc.set_ents([Span(doc, a, b, label) for a, b, label in entity_spans([tag for _, tag in held])], default="outside")
            yield doc
            held, length = [], rng.choice(LETTERS_A_DOC)


@app.command()
def names(
    columns: Path,
    out: Annotated[Path, typer.Option()],
    raw: Annotated[Path, typer.Option(help="JSONL with the raw text of the same articles")],
    exclude: Annotated[list[Path] | None, typer.Option()] = None,
    with_tokens: Annotated[bool, typer.Option(help="each article once more, cut into the corpus's own tokens")] = False,
) -> None:
    """Token/tag columns to one DocBin of paragraph groups, over the raw text where it holds the tokens."""
    nlp, rng, skip = spacy.blank("en"), random.Random(SEED), excluded(exclude or ())
    texts = {row["id"]: row["text"] for row in map(json.loads, _open(raw))}
    docs = DocBin(store_user_data=False)
    counts = {"articles": 0, "excluded": 0, "raw_blocks": 0, "joined_blocks": 0, "entities": 0, "lost": 0}
    for doc_id, blocks in read_columns(columns):
        if doc_id.lower() in skip:
            counts["excluded"] += 1
            continue
        counts["articles"] += 1
        text, at = texts.get(doc_id, ""), 0
        if with_tokens:
            for piece in token_docs(nlp.vocab, blocks, rng):
                docs.add(piece)
        group, length = "", rng.choice(LETTERS_A_DOC)
        marks: list[tuple[int, int, str]] = []
        for block in [*blocks, None]:
            if group and (block is None or len(group) >= length):
                doc = nlp.make_doc(group)
                spans = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in marks]
                kept: list[Span] = filter_spans([s for s in spans if s is not None])
                counts["entities"] += len(kept)
                counts["lost"] += len(marks) - len(kept)
                doc.set_ents(kept, default="outside")
                docs.add(doc)
                group, marks, length = "", [], rng.choice(LETTERS_A_DOC)
            if block is None:
                continue
            tokens, tags = [t for t, _ in block], [t for _, t in block]
            spans = lay_over(text[at:], tokens)
            if spans is None:
                found = text.find(tokens[0], at)
                spans = lay_over(text[found:], tokens) if found >= 0 else None
                at = found if spans else at
            if spans:
                piece = text[at : at + spans[-1][1]]
                lead = len(piece) - len(piece.lstrip())
                at += spans[-1][1]
                piece, spans = piece.strip(), [(a - lead, b - lead) for a, b in spans]
                counts["raw_blocks"] += 1
            else:
                piece, spans = joined(tokens)
                counts["joined_blocks"] += 1
            offset = len(group) + 2 if group else 0
            group = f"{group}\n\n{piece}" if group else piece
            marks += [(offset + spans[a][0], offset + spans[b - 1][1], label) for a, b, label in entity_spans(tags)]
    docs.to_disk(out)
    typer.echo(f"{out}: {len(docs)} documents, {counts}")


if __name__ == "__main__":
    app()
