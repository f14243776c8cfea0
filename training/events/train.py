"""Fine-tunes MiniLM and the layers above it on the examples of ``prepare.py``, all tasks at once, and writes the shipped files.

Needs PyTorch, Transformers and ONNX Runtime with its quantiser, none of which the package itself needs for training's sake.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
import torch.nn.functional as nnf
from prepare import OUTSIDE, Example
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from timeline.features import ARGUMENT, PAIR, STATUSES, TIME, TOKEN
from timeline.network import CLS, SEP, pieces, subtokens_of

RULES = [list(TOKEN).index("rule_type"), list(TOKEN).index("rule_status")]
THRESHOLDS = {"trigger": 0.75, "same": 0.5, "role": 0.5, "place": 0.4, "time": 0.5}
"""Set on the texts that are kept back."""
NEVER = -1e4


def width(values: int) -> int:
    """Of an embedding: more for features of many values."""
    return 24 if values >= 1000 else 16 if values >= 50 else 8 if values > 5 else 4


def embeddings(features: dict[str, int]) -> tuple[nn.ModuleDict, int]:
    made = nn.ModuleDict({f"f_{name}": nn.Embedding(values, width(values)) for name, values in features.items()})
    return made, sum(width(values) for values in features.values())


class Two(nn.Module):
    """Two dense layers."""

    def __init__(self, size: int, hidden: int, out: int, dropout: float) -> None:
        super().__init__()
        self.one, self.drop, self.two = nn.Linear(size, hidden), nn.Dropout(dropout), nn.Linear(hidden, out)

    def forward(self, values: Tensor) -> Tensor:
        return self.two(self.drop(nnf.relu(self.one(values))))


class Judge(nn.Module):
    """What `timeline.network.Network` computes, for training."""

    def __init__(self, encoder: str, layers: int, types: int, size: int = 192, dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.pooler = None
        self.drop = nn.Dropout(dropout)
        self.token, codes = embeddings(TOKEN)
        self.input = nn.Linear(self.encoder.config.hidden_size + codes, size)
        self.norm, self.parse_norm = nn.LayerNorm(size), nn.LayerNorm(size)
        self.parse, self.context = nn.Linear(3 * size, size), nn.Linear(2 * size, size)
        self.trigger = Two(2 * size, size, types + 1, dropout)
        self.stance = Two(2 * size, 64, len(STATUSES) + 1, dropout)
        self.kind = nn.Embedding(types + 1, 24)
        self.argument_features, codes = embeddings(ARGUMENT)
        self.argument_trigger, self.argument_mention = nn.Linear(2 * size, 96), nn.Linear(size, 96)
        self.argument = Two(3 * 96 + 24 + codes, 128, 5, dropout)
        self.time_features, codes = embeddings(TIME)
        self.time_trigger, self.time_mention = nn.Linear(2 * size, 64), nn.Linear(size, 64)
        self.time = Two(3 * 64 + 24 + codes, 96, 1, dropout)
        self.undated = nn.Linear(2 * size, 1)
        self.pair_features, codes = embeddings(PAIR)
        self.pair_trigger = nn.Linear(2 * size, 96)
        self.pair = Two(2 * 96 + 24 + codes, 128, 1, dropout)

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """The states of all tokens of a batch of texts: alone, and in context."""
        codes = batch["codes"]
        if self.training:
            hidden = torch.rand(len(codes)) < 0.15
            codes = codes.clone()
            for column in RULES:
                codes[hidden, column] = 0
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            read = self.encoder(input_ids=batch["ids"], attention_mask=batch["mask"]).last_hidden_state
        words = self.drop(read.float().flatten(0, 1)[batch["first"]])
        parts = [words, *(m(codes[:, i]) for i, m in enumerate(self.token.values()))]
        alone = self.norm(nnf.relu(self.input(torch.cat(parts, -1))))
        heads, n = batch["heads"], len(codes)
        below = torch.zeros_like(alone).index_add_(0, heads, alone)
        counts = torch.zeros(n, 1).index_add_(0, heads, torch.ones(n, 1))
        around = torch.cat([alone, alone[heads], below / counts.clamp(min=1)], -1)
        alone = self.parse_norm(alone + self.drop(nnf.relu(self.parse(around))))
        sentence, text = batch["sentences"], batch["texts"]
        most = torch.full((int(sentence.max()) + 1, alone.shape[1]), NEVER)
        most = most.scatter_reduce_(0, sentence[:, None].expand_as(alone), alone, "amax", include_self=False)
        texts = int(text.max()) + 1
        mean = torch.zeros(texts, alone.shape[1]).index_add_(0, text, alone)
        mean = mean / torch.zeros(texts, 1).index_add_(0, text, torch.ones(n, 1))
        context = nnf.relu(self.context(torch.cat([most[sentence], mean[text]], -1)))
        return alone, torch.cat([alone, context], -1)

    def arguments(self, alone: Tensor, context: Tensor, rows: dict[str, Tensor]) -> Tensor:
        one, other = self.argument_trigger(context[rows["trigger"]]), self.argument_mention(alone[rows["mention"]])
        return self.argument(self._joined([one, other, one * other], rows, self.argument_features))

    def times(self, alone: Tensor, context: Tensor, rows: dict[str, Tensor]) -> Tensor:
        one, other = self.time_trigger(context[rows["trigger"]]), self.time_mention(alone[rows["mention"]])
        return self.time(self._joined([one, other, one * other], rows, self.time_features))[:, 0]

    def pairs(self, context: Tensor, rows: dict[str, Tensor]) -> Tensor:
        one, other = self.pair_trigger(context[rows["trigger"]]), self.pair_trigger(context[rows["mention"]])
        return self.pair(self._joined([one * other, (one - other).abs()], rows, self.pair_features))[:, 0]

    def _joined(self, parts: list[Tensor], rows: dict[str, Tensor], features: nn.ModuleDict) -> Tensor:
        codes = (m(rows["codes"][:, i]) for i, m in enumerate(features.values()))
        return torch.cat([*parts, self.kind(rows["type"]), *codes], -1)

    def weights(self) -> dict[str, np.ndarray]:
        """Everything but the encoder, under the names that `timeline.network.Network` reads."""
        named = {}
        for name, value in self.state_dict().items():
            if not name.startswith("encoder."):
                for old, new in (("_features.f_", "."), ("token.f_", "token."), (".one.", ".1."), (".two.", ".2.")):
                    name = name.replace(old, new)
                if name.startswith(("token.", "argument.", "time.", "pair.")) and not name.split(".")[1].isdigit():
                    name = name.removesuffix(".weight")
                named["type" if name == "kind.weight" else name] = value.numpy().astype(np.float16)
        return named


class Text:
    """An example with its subtokens and the rows of its pairs."""

    def __init__(self, example: Example, tokenizer: Tokenizer) -> None:
        self.example = example
        self.subtokens = subtokens_of(tokenizer, example.sheet.words)
        self.triggers = [i for i, k in enumerate(example.occurrence) if k != OUTSIDE]
        self.arguments = self._arguments()
        self.times = self._times()
        self.pairs = self._pairs()

    def _arguments(self) -> list[tuple]:
        e, rows = self.example, []
        for i in self.triggers:
            found = e.sheet.argument_candidates(i)
            codes = e.sheet.argument_codes(i, found)
            roles, places = e.roles[e.occurrence[i]], e.places[e.occurrence[i]]
            rows += [
                (i, e.sheet.mentions[k].head, e.type[i], c, roles[k], places[k]) for k, c in zip(found, codes, strict=True)
            ]
        return rows

    def _times(self) -> list[tuple]:
        e, rows = self.example, []
        for i in self.triggers:
            fit = e.dated[e.occurrence[i]]
            if fit is not None:
                found = e.sheet.time_candidates(i)
                heads = [e.sheet.times[k].head for k in found]
                rows.append((i, heads, e.type[i], e.sheet.time_codes(i, found), [k in fit for k in found]))
        return rows

    def _pairs(self) -> list[tuple]:
        e = self.example
        both = [(i, j) for n, i in enumerate(self.triggers) for j in self.triggers[n + 1 :] if e.type[i] == e.type[j]]
        return [(i, j, e.type[i], e.sheet.pair_codes(i, j), e.occurrence[i] == e.occurrence[j]) for i, j in both]


def batched(texts: Sequence[Text], ends: tuple[int, int]) -> tuple[dict[str, Tensor], list[int]]:
    """The texts as one long text, and where each begins in it."""
    offsets, rows, places = [], [], []
    joined: dict[str, list[np.ndarray]] = {"codes": [], "heads": [], "sentences": [], "texts": []}
    offset = sentences = 0
    for number, text in enumerate(texts):
        sheet = text.example.sheet
        offsets.append(offset)
        joined["codes"].append(sheet.codes)
        joined["heads"].append(sheet.heads + offset)
        joined["sentences"].append(sheet.sentences + sentences)
        joined["texts"].append(np.full(len(sheet), number))
        for start, end in pieces(sheet.sentences, [len(ids) for ids in text.subtokens]):
            lengths = [len(ids) for ids in text.subtokens[start:end]]
            rows.append([ends[0], *(i for ids in text.subtokens[start:end] for i in ids), ends[1]])
            places.append((offset + start, 1 + np.cumsum([0, *lengths[:-1]])))
        offset += len(sheet)
        sentences += int(sheet.sentences.max()) + 1
    longest = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest, dtype=torch.long)
    first = torch.zeros(offset, dtype=torch.long)
    for number, (row, (start, at)) in enumerate(zip(rows, places, strict=True)):
        ids[number, : len(row)], mask[number, : len(row)] = torch.tensor(row), 1
        first[start : start + len(at)] = torch.from_numpy(at) + number * longest
    batch = {name: torch.from_numpy(np.concatenate(parts)) for name, parts in joined.items()}
    return {**batch, "ids": ids, "mask": mask, "first": first}, offsets


def rows_of(found: list[tuple]) -> dict[str, Tensor]:
    triggers, mentions, types, codes = zip(*found, strict=True)
    return {
        "trigger": torch.tensor(triggers),
        "mention": torch.tensor(mentions),
        "type": torch.tensor(types),
        "codes": torch.from_numpy(np.array(codes, np.int64)),
    }


def losses(net: Judge, texts: Sequence[Text], ends: tuple[int, int]) -> dict[str, Tensor]:
    """The loss of each task on a batch."""
    batch, offsets = batched(texts, ends)
    alone, context = net(batch)
    types = torch.tensor([t for text in texts for t in text.example.type])
    weights = torch.cat([torch.full((len(t.example.type),), t.example.weight) for t in texts])
    each = nnf.cross_entropy(net.trigger(context), types, label_smoothing=0.02, reduction="none")
    found = {"trigger": (each * weights).sum() / max(1.0, float(weights[types > 0].sum()))}
    both = list(zip(texts, offsets, strict=True))
    told = [(o + i, text.example.occurrence[i], text.example) for text, o in both for i in text.triggers]
    if told:
        scores = net.stance(context[[i for i, _, _ in told]])
        statuses, reported = [e.statuses[k] for _, k, e in told], [float(e.reported[k]) for _, k, e in told]
        found["stance"] = 0.5 * nnf.cross_entropy(scores[:, :-1], torch.tensor(statuses))
        found["stance"] = found["stance"] + 0.5 * nnf.binary_cross_entropy_with_logits(scores[:, -1], torch.tensor(reported))
    arguments = [(i + o, m + o, *rest) for text, o in both for i, m, *rest in text.arguments]
    if arguments:
        scores = net.arguments(alone, context, rows_of([row[:4] for row in arguments]))
        roles, places = torch.tensor([row[4] for row in arguments]), torch.tensor([float(row[5]) for row in arguments])
        found["argument"] = 1.5 * nnf.cross_entropy(scores[:, :4], roles)
        found["argument"] = found["argument"] + 1.5 * nnf.binary_cross_entropy_with_logits(scores[:, 4], places)
    times = [(i + o, [h + o for h in hs], *rest) for text, o in both for i, hs, *rest in text.times]
    if times:
        found["time"] = 0.7 * time_loss(net, alone, context, times)
    pairs = [(i + o, j + o, *rest) for text, o in both for i, j, *rest in text.pairs]
    if pairs:
        scores = net.pairs(context, rows_of([row[:4] for row in pairs]))
        found["pair"] = 0.7 * nnf.binary_cross_entropy_with_logits(scores, torch.tensor([float(row[4]) for row in pairs]))
    return found


def time_loss(net: Judge, alone: Tensor, context: Tensor, times: list[tuple]) -> Tensor:
    """How little is given to the expressions that date a trigger, or to none where none does."""
    most = 1 + max(len(heads) for _, heads, _, _, _ in times)
    scores = torch.full((len(times), most), NEVER)
    right = torch.zeros(len(times), most, dtype=torch.bool)
    scores[:, 0] = net.undated(context[[row[0] for row in times]])[:, 0]
    flat = [(i, h, type, c) for i, heads, type, codes, _ in times for h, c in zip(heads, codes, strict=True)]
    places = [(n, k) for n, row in enumerate(times) for k in range(1, len(row[1]) + 1)]
    if flat:
        line, column = map(list, zip(*places, strict=True))
        scores = scores.index_put((torch.tensor(line), torch.tensor(column)), net.times(alone, context, rows_of(flat)))
    for n, (_, _, _, _, fit) in enumerate(times):
        right[n, 1 : 1 + len(fit)] = torch.tensor(fit, dtype=torch.bool)
        right[n, 0] = not any(fit)
    return -torch.logsumexp(nnf.log_softmax(scores, -1).masked_fill(~right, NEVER), -1).mean()


@torch.no_grad()
def tried(net: Judge, texts: Sequence[Text], ends: tuple[int, int]) -> str:
    """Losses and the F1 of triggers, with and without their types, on texts."""
    net.eval()
    sums: Counter[str] = Counter()
    for text in texts:
        for name, loss in losses(net, [text], ends).items():
            sums[name] += float(loss) / len(texts)
        batch, _ = batched([text], ends)
        found = net.trigger(net(batch)[1]).softmax(-1)
        types = torch.tensor(text.example.type)
        told, best = found[:, 0] < 0.5, found[:, 1:].argmax(-1) + 1
        sums["all"] += int(told.sum()) + int((types > 0).sum())
        sums["detected"] += 2 * int((told & (types > 0)).sum())
        sums["typed"] += 2 * int((told & (types == best)).sum())
    net.train()
    shown = " ".join(f"{name} {sums[name]:.3f}" for name in ("trigger", "stance", "argument", "time", "pair"))
    return f"{shown} | triggers {100 * sums['detected'] / sums['all']:.1f} typed {100 * sums['typed'] / sums['all']:.1f}"


def export(net: Judge, types: list[str], tokenizer: Tokenizer, out: Path) -> None:
    """Write what the package ships: the encoder in 8 bits, the other layers in 16, the tokenizer, and a card."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Read(nn.Module):
        def __init__(self, model: nn.Module) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Tensor) -> Tensor:
            return self.model(input_ids=ids).last_hidden_state

    out.mkdir(parents=True, exist_ok=True)
    net.eval()
    net.encoder.set_attn_implementation("eager")  # the others look for a mask: a piece is read alone and needs none
    axes = {name: {1: "subtoken"} for name in ("ids", "states")}
    whole = out / "encoder.f32.onnx"
    torch.onnx.export(
        Read(net.encoder),
        (torch.ones(1, 40, dtype=torch.long),),
        str(whole),
        input_names=["ids"],
        output_names=["states"],
        dynamic_axes=axes,
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(str(whole), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, reduce_range=True, per_channel=True)
    whole.unlink()
    np.savez_compressed(out / "heads.npz", **net.weights())
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    card = {"types": types, "thresholds": THRESHOLDS}
    (out / "network.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2 (see README.md)")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--texts", type=int, default=3, help="texts a step")
    parser.add_argument("--dev", type=int, default=12, help="one of so many texts of the newswire is kept back; 0: none")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--from", dest="start", type=Path, help="begin with these weights")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--out", type=Path, help="where to export to")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    ends = (tokenizer.token_to_id(CLS), tokenizer.token_to_id(SEP))
    types: list[str] = []
    found: list[Example] = []
    for path in args.examples:
        types, some = pickle.loads(path.read_bytes())
        found += some
    kept_back = [e for e in found if args.dev and e.weight == 1 and crc32(e.id.encode()) % args.dev == 0]
    texts = [Text(e, tokenizer) for e in found if e not in kept_back]
    dev = [Text(e, tokenizer) for e in kept_back]
    print(f"{len(texts)} texts, {sum(len(i) for t in texts for i in t.subtokens)} subtokens, {len(dev)} kept back", flush=True)
    net = Judge(str(args.encoder), args.layers, len(types))
    if args.start:
        net.load_state_dict(torch.load(args.start))
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    inner = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    rates = [{"params": inner, "lr": args.rate}, {"params": outer, "lr": 8 * args.rate}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.02)
    steps = args.epochs * -(-len(texts) // args.texts)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / (0.08 * steps)) * max(0.01, 1 - s / steps))
    for epoch in range(args.epochs):
        began = time.time()
        random.shuffle(texts)
        net.train()
        for at in range(0, len(texts), args.texts):
            loss = sum(losses(net, texts[at : at + args.texts], ends).values())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(net)
        print(f"epoch {epoch} {time.time() - began:.0f} s", tried(mean.module, dev, ends) if dev else "", flush=True)
        if args.save:
            torch.save(mean.module.state_dict(), args.save)
    if args.out:
        export(mean.module, types, tokenizer, args.out)


if __name__ == "__main__":
    main()
