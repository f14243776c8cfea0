"""Runs models that are kept as ONNX, on one thread, and tells nobody.

From 1.29 on, ONNX Runtime reports its use to its maker over the network unless its environment forbids it before it is loaded.
"""

from __future__ import annotations

import os
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

onnxruntime.disable_telemetry_events()  # Windows does not ask its environment


def session(model: bytes) -> Any:
    """A session of ONNX Runtime: the same sums in every process, and no threads of their own in each worker.

    Raises:
        Exception: of classes of ONNX Runtime's own, where the bytes are no model.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
