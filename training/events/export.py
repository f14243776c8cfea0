"""Writes what the package ships of a trained network: encoder in 8 bits (ONNX), other layers in 16, tokenizer, card."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from judge import Judge
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

THRESHOLDS = {"trigger": 0.6, "telling": 0.3, "same": 0.5, "role": 0.6, "lead": 0.4, "place": 0.3, "time": 0.5}
"""Set on the texts that are kept back."""


class Read(nn.Module):
    """The encoder as the package runs it: pieces one at a time, so without a mask."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        return self.model(input_ids=ids).last_hidden_state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="what train.py saved")
    parser.add_argument("--encoder", type=Path, required=True, help="the folder of the encoder that it began with")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    held = torch.load(args.weights)
    net = Judge(str(args.encoder), held["card"])
    net.load_state_dict({name: value.float() for name, value in held["state"].items()})
    net.eval()
    net.encoder.set_attn_implementation("eager")
    args.out.mkdir(parents=True, exist_ok=True)
    whole = args.out / "encoder.f32.onnx"
    torch.onnx.export(
        Read(net.encoder),
        (torch.ones(1, 40, dtype=torch.long),),
        str(whole),
        input_names=["ids"],
        output_names=["states"],
        dynamic_axes={name: {1: "subtoken"} for name in ("ids", "states")},
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(
        str(whole), str(args.out / "encoder.onnx"), weight_type=QuantType.QInt8, reduce_range=True, per_channel=True
    )
    whole.unlink()
    np.savez_compressed(args.out / "heads.npz", **net.weights())
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(args.out / "tokenizer.json"), pretty=False)
    card = {"types": held["card"]["types"], "thresholds": THRESHOLDS}
    (args.out / "network.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
