"""What `timeline.network.Network` computes, for training: the network, its batches and its losses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as nnf
from torch import Tensor, nn
from transformers import AutoModel

SMOOTHING = 0.02
HIDDEN = 0.15
"""The share of tokens of which the network does not see what the rules made."""
LOWEST = -1e4
PIECES = 4
"""Pieces that the encoder reads at a time where there is no GPU: beside longer ones all are filled up to their length."""
SHARES = {"trigger": 1.0, "status": 0.5, "reported": 0.5, "role": 1.5, "place": 1.5, "time": 0.7, "same": 0.7}
"""What the loss of each task counts."""


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


@dataclass
class Batch:
    """Some texts as one: the tensors of `pack.py`, numbered through.

    Attributes:
        ids, mask: a row for each piece: its subtokens, or what the lower layers of the encoder made of each.
        first: of each token, where its first subtoken stands in ``ids``.
        told: the token of each trigger. known: whether it is known what dates it.
    """

    ids: Tensor
    mask: Tensor
    first: Tensor
    codes: Tensor
    heads: Tensor
    sentences: Tensor
    texts: Tensor
    types: Tensor
    told: Tensor
    statuses: Tensor
    reported: Tensor
    arguments: Tensor
    argument_codes: Tensor
    times: Tensor
    time_codes: Tensor
    known: Tensor
    pairs: Tensor
    pair_codes: Tensor

    @classmethod
    def of(cls, texts: Sequence[dict[str, Any]], mapped: np.ndarray, ends: tuple[int, int], device: str) -> Batch:
        """Args: texts: as packed. mapped: the encoder's number of each of MiniLM's subtokens. ends: those of a piece."""
        parts: dict[str, list[np.ndarray]] = {name: [] for name in cls.__annotations__}
        rows: list[np.ndarray] = []
        places: list[np.ndarray] = []
        token = sentence = trigger = 0
        for number, text in enumerate(texts):
            ids, at = mapped[text["subtokens"]], np.concatenate([[0], np.cumsum(text["lengths"], dtype=np.int64)])
            for start, end in text["pieces"]:
                places.append(1 + at[start:end] - at[start])
                rows.append(np.concatenate([ends[:1], ids[at[start] : at[end]], ends[1:]]))
            if "below" in text:
                rows[-len(text["pieces"]) :] = text["below"]
            parts["codes"].append(text["codes"])
            parts["heads"].append(text["heads"] + token)
            parts["sentences"].append(text["sentences"] + sentence)
            parts["texts"].append(np.full(len(text["heads"]), number))
            parts["types"].append(text["types"])
            parts["told"].append(text["triggers"] + token)
            parts["statuses"].append(text["statuses"])
            parts["reported"].append(text["reported"])
            parts["arguments"].append(text["arguments"] + np.array([trigger, token, 0, 0], np.int32))
            parts["times"].append(text["times"] + np.array([trigger, token, 0], np.int32))
            parts["pairs"].append(text["pairs"] + np.array([trigger, trigger, 0], np.int32))
            parts["known"].append(text["time_known"])
            for name in ("argument_codes", "time_codes", "pair_codes"):
                parts[name].append(text[name])
            token += len(text["heads"])
            sentence += int(text["sentences"].max()) + 1
            trigger += len(text["triggers"])
        longest = max(map(len, rows))
        padded = np.zeros((len(rows), longest, *rows[0].shape[1:]), rows[0].dtype)
        mask = np.zeros((len(rows), longest), np.int64)
        for n, row in enumerate(rows):
            padded[n, : len(row)], mask[n, : len(row)] = row, 1
        parts["ids"], parts["mask"] = [padded], [mask]
        parts["first"] = [place + n * longest for n, place in enumerate(places)]
        whole = {name: np.concatenate(found) for name, found in parts.items()}
        kept = {name: found if found.dtype.kind in "bf" else found.astype(np.int64) for name, found in whole.items()}
        return cls(**{name: torch.from_numpy(found).to(device, non_blocking=True) for name, found in kept.items()})


class Judge(nn.Module):
    """The encoder and the layers above it."""

    def __init__(self, encoder: str, card: dict[str, Any], size: int = 192, dropout: float = 0.25) -> None:
        """Args: encoder: folder of a pretrained one. card: ``types``, ``statuses`` and ``features`` as packed."""
        super().__init__()
        self.card = card
        types, features = len(card["types"]), card["features"]
        self.encoder = AutoModel.from_pretrained(encoder)
        self.encoder.pooler = None
        self.drop = nn.Dropout(dropout)
        self.token, codes = embeddings(features["token"])
        self.rules = [list(features["token"]).index(name) for name in ("rule_type", "rule_status")]
        self.input = nn.Linear(self.encoder.config.hidden_size + codes, size)
        self.norm, self.parse_norm = nn.LayerNorm(size), nn.LayerNorm(size)
        self.parse, self.context = nn.Linear(3 * size, size), nn.Linear(2 * size, size)
        self.trigger = Two(2 * size, size, types + 1, dropout)
        self.stance = Two(2 * size, 64, card["statuses"] + 1, dropout)
        self.kind = nn.Embedding(types + 1, 24)
        self.argument_features, codes = embeddings(features["argument"])
        self.argument_trigger, self.argument_mention = nn.Linear(2 * size, 96), nn.Linear(size, 96)
        self.argument = Two(3 * 96 + 24 + codes, 128, 5, dropout)
        self.time_features, codes = embeddings(features["time"])
        self.time_trigger, self.time_mention = nn.Linear(2 * size, 64), nn.Linear(size, 64)
        self.time = Two(3 * 64 + 24 + codes, 96, 1, dropout)
        self.undated = nn.Linear(2 * size, 1)
        self.pair_features, codes = embeddings(features["pair"])
        self.pair_trigger = nn.Linear(2 * size, 96)
        self.pair = Two(2 * 96 + 24 + codes, 128, 1, dropout)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """The scores of each task: logarithms of chances, but for ``reported``, ``place`` and ``same``, which are logits."""
        alone, context = self._states(batch)
        told, types = context[batch.told], batch.types[batch.told]
        stances = self.stance(told)
        n, m = batch.arguments[:, 0], batch.arguments[:, 1]
        one, other = self.argument_trigger(told)[n], self.argument_mention(alone)[m]
        joined = self._joined([one, other, one * other], types[n], self.argument_features, batch.argument_codes)
        arguments = self.argument(joined)
        n, m = batch.times[:, 0], batch.times[:, 1]
        one, other = self.time_trigger(told)[n], self.time_mention(alone)[m]
        times = self.time(self._joined([one, other, one * other], types[n], self.time_features, batch.time_codes))[:, 0]
        undated = self.undated(told)[:, 0]
        n, m = batch.pairs[:, 0], batch.pairs[:, 1]
        ours = self.pair_trigger(told)
        one, other = ours[n], ours[m]
        joined = self._joined([one * other, (one - other).abs()], types[n], self.pair_features, batch.pair_codes)
        return {
            "trigger": nnf.log_softmax(self.trigger(context), -1),
            "status": nnf.log_softmax(stances[:, :-1], -1),
            "reported": stances[:, -1],
            "role": nnf.log_softmax(arguments[:, :4], -1),
            "place": arguments[:, 4],
            "time": _shared(torch.cat([undated, times]), _owners(batch), len(undated)),
            "same": self.pair(joined)[:, 0],
        }

    def _states(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The states of all tokens: alone, and in context."""
        codes = batch.codes
        if self.training:
            hidden = torch.rand(len(codes), device=codes.device) < HIDDEN
            codes = codes.clone()
            for column in self.rules:
                codes[:, column].masked_fill_(hidden, 0)
        words = self.drop(self._read(batch).flatten(0, 1)[batch.first])
        parts = [words, *(m(codes[:, i]) for i, m in enumerate(self.token.values()))]
        alone = self.norm(nnf.relu(self.input(torch.cat(parts, -1))))
        below = torch.zeros_like(alone).index_add_(0, batch.heads, alone)
        counts = alone.new_zeros(len(codes), 1).index_add_(0, batch.heads, alone.new_ones(len(codes), 1))
        around = torch.cat([alone, alone[batch.heads], below / counts.clamp(min=1)], -1)
        alone = self.parse_norm(alone + self.drop(nnf.relu(self.parse(around))))
        sentence, text = batch.sentences, batch.texts
        most = alone.new_full((int(sentence[-1]) + 1, alone.shape[1]), LOWEST)
        most = most.scatter_reduce(0, sentence[:, None].expand_as(alone), alone, "amax", include_self=False)
        texts = int(text[-1]) + 1
        mean = alone.new_zeros(texts, alone.shape[1]).index_add_(0, text, alone)
        mean = mean / alone.new_zeros(texts, 1).index_add_(0, text, alone.new_ones(len(codes), 1))
        context = nnf.relu(self.context(torch.cat([most[sentence], mean[text]], -1)))
        return alone, torch.cat([alone, context], -1)

    def _read(self, batch: Batch) -> Tensor:
        """What the encoder makes of all pieces, those of one length together; in 16 bits where that is faster."""
        lengths, parts, size = batch.mask.sum(1), len(batch.ids), self.encoder.config.hidden_size
        states = torch.zeros(*batch.mask.shape, size, device=lengths.device)
        with torch.autocast(lengths.device.type, dtype=torch.bfloat16, enabled=batch.ids.is_cuda):
            for rows in lengths.argsort().split(parts if batch.ids.is_cuda else PIECES):
                longest = int(lengths[rows].max())
                given, mask = batch.ids[rows, :longest], batch.mask[rows, :longest]
                held = {"inputs_embeds": given.float()} if given.is_floating_point() else {"input_ids": given}
                states[rows, :longest] = self.encoder(**held, attention_mask=mask).last_hidden_state.float()
        return states

    def _joined(self, parts: list[Tensor], types: Tensor, features: nn.ModuleDict, codes: Tensor) -> Tensor:
        return torch.cat([*parts, self.kind(types), *(m(codes[:, i]) for i, m in enumerate(features.values()))], -1)

    def weights(self) -> dict[str, np.ndarray]:
        """Everything but the encoder, under the names that `timeline.network.Network` reads."""
        held = {name: value for name, value in self.state_dict().items() if not name.startswith("encoder.")}
        return {shipped_name(name): value.float().numpy().astype(np.float16) for name, value in held.items()}


def shipped_name(name: str) -> str:
    """What `timeline.network.Network` calls a layer above the encoder."""
    for old, new in (("_features.f_", "."), ("token.f_", "token."), (".one.", ".1."), (".two.", ".2.")):
        name = name.replace(old, new)
    if name.startswith(("token.", "argument.", "time.", "pair.")) and not name.split(".")[1].isdigit():
        name = name.removesuffix(".weight")
    return "type" if name == "kind.weight" else name


def _owners(batch: Batch) -> Tensor:
    """Whose each score of ``time`` is: the first of each trigger is that of no expression dating it."""
    return torch.cat([torch.arange(len(batch.told), device=batch.told.device), batch.times[:, 0]])


def _shared(scores: Tensor, owners: Tensor, triggers: int) -> Tensor:
    """The logarithm of the share that each score has among its owner's."""
    most = scores.new_full((triggers,), LOWEST).scatter_reduce(0, owners, scores.detach(), "amax")
    total = scores.new_zeros(triggers).index_add(0, owners, (scores - most[owners]).exp())
    return scores - most[owners] - total.log()[owners]


def chances(scores: dict[str, Tensor]) -> dict[str, Tensor]:
    """Scores as chances."""
    return {k: v.sigmoid() if k in ("reported", "place", "same") else v.exp() for k, v in scores.items()}


def losses(net: Judge, batch: Batch, weights: Tensor, soft: dict[str, Tensor] | None, share: float) -> dict[str, Tensor]:
    """The loss of each task on a batch.

    Args:
        weights: of each text; 0 where it has no labels.
        soft: what teachers make of all texts, chances as `chances` gives them. share: what these count beside labels.
    """
    scores = net(batch)
    labelled = weights[batch.texts] > 0
    types, text = scores["trigger"].shape[1], batch.texts
    target = nnf.one_hot(batch.types, types).float()
    told, counts = torch.ones(len(batch.told), device=weights.device), weights[text]
    if soft is not None:
        mixed = torch.where(labelled, share, 1.0)
        target = target + mixed[:, None] * (soft["trigger"] - target)
        counts = torch.where(labelled, counts, 1.0)
        told = torch.where(labelled[batch.told], 1.0, 1 - soft["trigger"][batch.told, 0])
    each = -((target * (1 - SMOOTHING) + SMOOTHING / types) * scores["trigger"]).sum(-1)
    found = {"trigger": (each * counts).sum() / (counts * (1 - target[:, 0])).sum().clamp(min=1)}
    ours = labelled[batch.told]
    links = {
        "status": (nnf.one_hot(batch.statuses, scores["status"].shape[1]).float(), told, ours),
        "reported": (batch.reported.float(), told, ours),
        "role": (nnf.one_hot(batch.arguments[:, 2], 4).float(), told[batch.arguments[:, 0]], ours[batch.arguments[:, 0]]),
        "place": (batch.arguments[:, 3].float(), told[batch.arguments[:, 0]], ours[batch.arguments[:, 0]]),
        "same": (batch.pairs[:, 2].float(), told[batch.pairs[:, :2]].prod(-1), ours[batch.pairs[:, 0]]),
    }
    for task, (right, weight, marked) in links.items():
        if soft is not None:
            some = torch.where(marked, share, 1.0)
            right = right + (some[:, None] if right.ndim > 1 else some) * (soft[task] - right)
        if right.ndim > 1:
            each = -(right * scores[task]).sum(-1)
        else:
            each = nnf.binary_cross_entropy_with_logits(scores[task], right, reduction="none")
        found[task] = (each * weight).sum() / weight.sum().clamp(min=1)
    found["time"] = _time_loss(scores["time"], batch, told, ours, soft, share)
    return {task: SHARES[task] * loss for task, loss in found.items()}


def _time_loss(
    scores: Tensor, batch: Batch, told: Tensor, ours: Tensor, soft: dict[str, Tensor] | None, share: float
) -> Tensor:
    """How little is given to the expressions that date a trigger, or to none where none does."""
    owners, triggers = _owners(batch), len(batch.told)
    fit = batch.times[:, 2] > 0
    any_fits = torch.zeros(triggers, dtype=torch.bool, device=fit.device).index_fill(0, batch.times[fit, 0], True)
    right = torch.cat([~any_fits, fit])
    hard = scores.new_zeros(triggers).index_add(0, owners, scores.exp() * right)
    hard = -hard.clamp(min=1e-6).log()
    weight = told * batch.known
    if soft is not None:
        taught = -scores.new_zeros(triggers).index_add(0, owners, scores * soft["time"])
        some = torch.where(ours, torch.where(batch.known, share, 1.0), 1.0)
        hard, weight = hard + some * (taught - hard), told
    return (hard * weight).sum() / weight.sum().clamp(min=1)


def together(parts: Iterable[dict[str, np.ndarray]], device: str) -> dict[str, Tensor]:
    """What teachers make of the texts of a batch, in the batch's order."""
    found = list(parts)
    joined = {task: np.concatenate([p[task] for p in found]) for task in found[0] if task != "time"}
    triggers = [len(p["status"]) for p in found]
    first = [p["time"][:n] for p, n in zip(found, triggers, strict=True)]
    rest = [p["time"][n:] for p, n in zip(found, triggers, strict=True)]
    joined["time"] = np.concatenate([*first, *rest])
    return {task: torch.from_numpy(held).to(device, non_blocking=True).float() for task, held in joined.items()}
