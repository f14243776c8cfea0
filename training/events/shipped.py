"""The network that the package ships, as PyTorch's: to go on training it where its own file of weights is gone.

    python shipped.py student.pt --start ../../timeline/network/weights --encoder all-MiniLM-L6-v2 --out mixed.pt

writes the mean of its weights and of those that training went on to (Wortsman et al. 2022, doi:10.48550/arXiv.2109.01903).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from judge import Judge, shipped_name
from onnx import numpy_helper
from torch import Tensor

MATRIX = "MatMul_quant"
"""How the nodes end that multiply by a matrix of 8 bits, their names being paths to it."""


def state(net: Judge, folder: Path) -> dict[str, Tensor]:
    """The state of a network of the same make, from what ``export.py`` wrote: the encoder as rounded to 8 bits there."""
    with np.load(folder / "heads.npz") as held:
        found = {name: held[shipped_name(name)] for name in net.state_dict() if not name.startswith("encoder.")}
    found |= {name: value for name, value in _encoder(folder / "encoder.onnx").items() if name in net.state_dict()}
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in found.items()}


def _encoder(file: Path) -> dict[str, np.ndarray]:
    graph = onnx.load(str(file)).graph
    values = {held.name: numpy_helper.to_array(held) for held in graph.initializer}

    def whole(name: str) -> np.ndarray:
        steps = values[f"{name}_quantized"].astype(np.float32) - values[f"{name}_zero_point"].astype(np.float32)
        return steps * values[f"{name}_scale"]

    found = {}
    for name, value in values.items():
        if name.startswith("model."):
            plain = name.removesuffix("_quantized")
            if plain != name:
                found[plain] = whole(plain)
            elif value.ndim and not name.endswith(("_scale", "_zero_point")):
                found[name] = value
    for node in graph.node:
        if node.name.endswith(MATRIX):
            path = node.name.removesuffix(f"/{MATRIX}").strip("/").replace("/", ".")
            matrix = next(name for name in node.input if name.endswith("_quantized") and name in values)
            found[f"{path}.weight"] = whole(matrix.removesuffix("_quantized")).T.copy()
    return {name.replace("model.", "encoder.", 1): value for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("student", type=Path, help="what train.py saved")
    parser.add_argument("--start", type=Path, required=True, help="folder of the weights that it began with")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--share", type=float, default=0.5, help="what the weights that it began with count")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    held = torch.load(args.student)
    begun = state(Judge(str(args.encoder), held["card"]), args.start)
    mixed = {
        name: (args.share * begun[name] + (1 - args.share) * value.float()).half() for name, value in held["state"].items()
    }
    torch.save({"card": held["card"], "state": mixed}, args.out)


if __name__ == "__main__":
    main()
