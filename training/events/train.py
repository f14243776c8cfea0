"""Fine-tunes an encoder and the layers above it on the texts of ``pack.py``, all tasks at once.

Needs PyTorch and Transformers, and nothing of the package: it may run where there is a GPU.
"""

from __future__ import annotations

import argparse
import lzma
import pickle
import random
import re
import time
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from judge import Batch, Judge, chances, losses, together
from tokenizers import Tokenizer
from torch import nn

ENDS = (("<s>", "</s>", "<mask>"), ("[CLS]", "[SEP]", "[MASK]"))
"""Those of MPNet, whose vocabulary has MiniLM's too but never learned them, and MiniLM's; what stands for a hidden subtoken."""
DEV = 12
"""One of so many marked texts that are not ours is kept back."""
TOGETHER = 8
"""Texts that are judged at a time."""
WARM = 0.08
"""The share of the training in which the rates rise."""


def words_of(text: dict[str, Any]) -> bytes:
    """What two texts under different ids have in common if they are one."""
    return text["subtokens"].tobytes()


def fold_of(text: dict[str, Any], cut: int) -> int:
    return crc32(b"fold " * (cut + 1) + words_of(text))


def numbers(encoder: Path, packed_with: Path) -> tuple[np.ndarray, tuple[int, int], int]:
    """The encoder's number for each of MiniLM's subtokens, those of the two ends of a piece, that of a hidden subtoken."""
    ours, theirs = (Tokenizer.from_file(str(folder / "tokenizer.json")) for folder in (packed_with, encoder))
    names = theirs.get_vocab()
    first, last, hidden = next(found for found in ENDS if found[0] in names)
    unknown = names.get("[UNK]", names.get("<unk>"))
    vocabulary = ours.get_vocab()
    mapped = np.zeros(max(vocabulary.values()) + 1, np.int64)
    for name, number in vocabulary.items():
        mapped[number] = names.get(name, unknown)
    return mapped, (names[first], names[last]), names[hidden]


def rates(net: Judge, rate: float, decay: float, outer: float) -> list[dict[str, Any]]:
    """Groups of parameters: each layer of the encoder learns ``decay`` times as fast as the one above it."""
    groups: dict[float, list[nn.Parameter]] = {}
    layers = len(net.encoder.encoder.layer)
    for name, parameter in net.named_parameters():
        depth = int(name.split(".layer.")[1].split(".")[0]) + 1 if ".layer." in name else 0
        own = rate * decay ** (layers - depth) if name.startswith("encoder.") else outer
        groups.setdefault(own, []).append(parameter)
    return [{"params": held, "lr": own} for own, held in groups.items()]


def apart(texts: list[dict[str, Any]], found: dict[str, np.ndarray]) -> dict[str, dict[str, np.ndarray]]:
    """What was made of texts together, of each by its id: the inverse of `judge.together`."""
    triggers = sum(len(text["triggers"]) for text in texts)
    undated, dated = found["time"][:triggers], found["time"][triggers:]
    token = trigger = argument = time = pair = 0
    out = {}
    for text in texts:
        tokens, told = (
            slice(token, token := token + len(text["types"])),
            slice(trigger, trigger := trigger + len(text["triggers"])),
        )
        linked, pairs = (
            slice(argument, argument := argument + len(text["arguments"])),
            slice(pair, pair := pair + len(text["pairs"])),
        )
        times = slice(time, time := time + len(text["times"]))
        where = {"trigger": tokens, "status": told, "reported": told, "role": linked, "place": linked, "same": pairs}
        out[text["id"]] = {task: found[task][rows] for task, rows in where.items()}
        out[text["id"]]["time"] = np.concatenate([undated[told], dated[times]])
    return out


class Given(nn.Module):
    """Stands for the lower layers of an encoder, where what they make of a text is known."""

    def forward(self, inputs_embeds: torch.Tensor, **_: Any) -> torch.Tensor:
        return inputs_embeds


class Trainer:
    """A network, its texts and where it runs."""

    def __init__(self, net: Judge, mapped: np.ndarray, ends: tuple[int, int], hidden: int, device: str) -> None:
        self.net, self.mapped, self.ends, self.hidden, self.device = net.to(device), mapped, ends, hidden, device
        self.below: nn.Module | None = None

    @torch.no_grad()
    def freeze(self, layers: int, texts: list[dict[str, Any]]) -> None:
        """Read all texts with so many of the encoder's layers, from below, and train only those above."""
        encoder = self.net.encoder
        self.below = deepcopy(encoder).eval()
        self.below.encoder.layer = encoder.encoder.layer[:layers]
        for text in texts:
            batch = self.batch([text])
            made = self.below(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state.half().cpu().numpy()
            text["below"] = [row[:length] for row, length in zip(made, batch.mask.sum(1).tolist(), strict=True)]
        encoder.encoder.layer, encoder.embeddings = encoder.encoder.layer[layers:], Given()

    def save(self, net: Judge, file: Path) -> None:
        """The state of a network as a whole, frozen layers and others, in 16 bits."""
        held = net.state_dict()
        if self.below is not None:
            layers = len(self.below.encoder.layer)
            raised = re.compile(r"(?<=^encoder\.encoder\.layer\.)\d+")
            held = {raised.sub(lambda m: str(int(m[0]) + layers), name): value for name, value in held.items()}
            held |= {f"encoder.{name}": value for name, value in self.below.state_dict().items()}
        state = {name: value.half().cpu() if value.is_floating_point() else value.cpu() for name, value in held.items()}
        torch.save({"card": net.card, "state": state}, file)

    def batch(self, texts: list[dict[str, Any]]) -> Batch:
        return Batch.of(texts, self.mapped, self.ends, self.device)

    def some_hidden(self, texts: list[dict[str, Any]], share: float) -> Batch:
        """A batch in which so many of the subtokens cannot be read."""
        batch = self.batch(texts)
        if share:
            inner = torch.rand(batch.ids.shape, device=batch.ids.device) < share
            inner &= (batch.ids != self.ends[0]) & (batch.ids != self.ends[1]) & (batch.mask > 0)
            batch.ids = batch.ids.masked_fill(inner, self.hidden)
        return batch

    @torch.no_grad()
    def judged(self, net: Judge, texts: list[dict[str, Any]]) -> dict[str, dict[str, np.ndarray]]:
        """What a network makes of each text, by its id."""
        net.eval()
        out = {}
        for at in range(0, len(texts), TOGETHER):
            some = texts[at : at + TOGETHER]
            found = {task: held.half().cpu().numpy() for task, held in chances(net(self.batch(some))).items()}
            out |= apart(some, found)
        net.train()
        return out

    def tried(self, net: Judge, texts: list[dict[str, Any]], threshold: float = 0.5) -> str:
        """The F1 of triggers, with and without their types, and of links, on marked texts."""
        sums: Counter[str] = Counter()
        for id, found in self.judged(net, texts).items():
            text = next(t for t in texts if t["id"] == id)
            told, best = found["trigger"][:, 0] < 1 - threshold, found["trigger"][:, 1:].argmax(-1) + 1
            types = text["types"]
            sums["all"] += int(told.sum()) + int((types > 0).sum())
            sums["detected"] += 2 * int((told & (types > 0)).sum())
            sums["typed"] += 2 * int((told & (types == best)).sum())
            if len(text["arguments"]):
                roles, right = found["role"].argmax(-1), text["arguments"][:, 2]
                sums["roles"] += int((roles > 0).sum()) + int((right > 0).sum())
                sums["cast"] += 2 * int(((roles == right) & (right > 0)).sum())
                places, right = found["place"] > 0.4, text["arguments"][:, 3] > 0
                sums["places"] += int(places.sum()) + int(right.sum())
                sums["placed"] += 2 * int((places & right).sum())
        parts = {"triggers": "detected/all", "typed": "typed/all", "roles": "cast/roles", "places": "placed/places"}
        shown = {name: [sums[k] for k in ratio.split("/")] for name, ratio in parts.items()}
        return " ".join(f"{name} {100 * one / max(1, of):.1f}" for name, (one, of) in shown.items())


def train(
    trainer: Trainer, texts: list[dict[str, Any]], soft: dict[str, Any] | None, args: argparse.Namespace, tries: Any
) -> Judge:
    """Train a network, and give the mean of its weights over the last steps; saved after each epoch that is tried."""
    net = trainer.net
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998))
    groups = rates(net, args.rate, args.decay, args.outer)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02, fused=trainer.device == "cuda")
    most = [group["lr"] for group in optimizer.param_groups]
    steps, step = args.epochs * -(-len(texts) // args.batch), 0
    began = time.time()
    net.train()
    for epoch in range(args.epochs):
        random.shuffle(texts)
        for at in range(0, len(texts), args.batch):
            gone = step / steps if args.seconds is None else max(step / steps, (time.time() - began) / args.seconds)
            if gone >= 1:
                break
            for group, rate in zip(optimizer.param_groups, most, strict=True):
                group["lr"] = rate * min(1, gone / WARM) * max(0.01, 1 - gone)
            some = texts[at : at + args.batch]
            weights = torch.tensor([t["weight"] for t in some], device=trainer.device)
            taught = together((soft[t["id"]] for t in some), trainer.device) if soft is not None else None
            loss = sum(losses(net, trainer.some_hidden(some, args.hide), weights, taught, args.share).values())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            mean.update_parameters(net)
            step += 1
        last = gone >= 1 or epoch == args.epochs - 1
        if last or epoch % args.every == args.every - 1:
            shown = " | ".join(f"{name} {trainer.tried(mean.module, held)}" for name, held in tries.items() if held)
            print(f"{args.save.stem} epoch {epoch} step {step} {time.time() - began:.0f} s {shown}", flush=True)
            trainer.save(mean.module, args.save)
        if last:
            break
    return mean.module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, nargs="+", metavar="packed")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of a pretrained one (see README.md)")
    parser.add_argument("--packed-with", type=Path, required=True, help="folder of the one whose subtokens were packed")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seconds", type=float, help="stop after so many, the rates having fallen by then")
    parser.add_argument("--batch", type=int, default=4, help="texts a step")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder's top layer")
    parser.add_argument("--decay", type=float, default=1.0, help="of the rate from layer to layer")
    parser.add_argument("--outer", type=float, default=1.2e-3, help="learning rate of the layers above the encoder")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", type=int, nargs=2, metavar=("K", "N"), help="leave out the Kth of N parts of the texts")
    parser.add_argument("--cut", type=int, default=0, help="which way of cutting the texts into parts")
    parser.add_argument("--hide", type=float, default=0.0, help="the share of subtokens that cannot be read in training")
    parser.add_argument("--without", nargs="*", default=[], help="leave out the texts of these files, as they are named")
    parser.add_argument("--start", type=Path, help="folder of the weights to begin with, as the package ships them")
    parser.add_argument("--frozen", type=int, default=0, help="so many of the encoder's layers, from below, stay as they are")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="what they wrote with --judged")
    parser.add_argument("--share", type=float, default=0.5, help="what teachers count beside labels")
    parser.add_argument("--every", type=int, default=1, help="epochs between tries on the texts that are kept back")
    parser.add_argument("--judged", type=Path, help="write what the network makes of all texts")
    parser.add_argument("--save", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision("high")
    random.seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    texts: list[dict[str, Any]] = []
    card: dict[str, Any] = {}
    for file in args.texts:
        with lzma.open(file) as held:
            card = pickle.load(held)
        texts += card.pop("texts")
    for number, text in enumerate(texts):
        text["id"] = f"{text['file']} {number} {text['id']}"
    dev = [t for t in texts if t["file"] == "others" and crc32(t["id"].split(" ", 2)[2].encode()) % DEV == 0]
    held_back = {words_of(t) for t in dev}
    used = [t for t in texts if words_of(t) not in held_back and t["file"] not in args.without]
    tries = {"dev": dev, **({"gold": [t for t in texts if t["file"] == "gold"]} if "gold" in args.without else {})}
    if args.fold:
        part, parts = args.fold
        used = [t for t in used if fold_of(t, args.cut) % parts != part]
        out = [t for t in texts if fold_of(t, args.cut) % parts == part and words_of(t) not in held_back]
        tries |= {name: [t for t in out if t["file"] == name] for name in ("gold", "others")}
    soft = mean_of(args.teachers) if args.teachers else None
    if soft is None:
        used = [t for t in used if t["weight"] > 0]
    print(f"{len(used)} texts, {sum(len(t['subtokens']) for t in used)} subtokens, {len(dev)} kept back, {device}", flush=True)
    trainer = Trainer(Judge(str(args.encoder), card), *numbers(args.encoder, args.packed_with), device)
    if args.start:
        import shipped  # which needs onnx

        trainer.net.load_state_dict(shipped.state(trainer.net, args.start))
    if args.frozen:
        trainer.freeze(args.frozen, [*used, *(text for held in tries.values() for text in held if "below" not in text)])
    net = train(trainer, used, soft, args, tries)
    trainer.save(net, args.save)
    if args.judged:
        seen = {t["id"] for t in used}
        args.judged.write_bytes(pickle.dumps((trainer.judged(net, texts), seen), protocol=5))


def mean_of(files: list[Path]) -> dict[str, dict[str, np.ndarray]]:
    """What teachers make of each text on the mean: those that did not learn from it, if there are any."""
    found = [pickle.loads(file.read_bytes()) for file in files]
    out = {}
    for id in found[0][0]:
        fresh = [judged[id] for judged, seen in found if id not in seen] or [judged[id] for judged, _ in found]
        out[id] = {task: np.mean([f[task].astype(np.float32) for f in fresh], 0).astype(np.float16) for task in fresh[0]}
    return out


if __name__ == "__main__":
    main()
