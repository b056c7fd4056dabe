"""Average the weights of two checkpoints of one line of training: what the later one learned anew, without all of what it forgot.

python training/average.py training/work/third/last.pt training/work/fourth/last.pt --share 0.6 --out training/work/model.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("earlier", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("--share", type=float, default=0.6, help="weight of the later one, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    earlier, later = (torch.load(path, weights_only=True) for path in (args.earlier, args.later))
    if {k: v.shape for k, v in earlier["network"].items()} != {k: v.shape for k, v in later["network"].items()}:
        parser.error(f"{args.earlier} and {args.later} are not of one layout: only checkpoints of one line of training can be averaged")
    mixed = {k: earlier["network"][k] * (1 - args.share) + v * args.share for k, v in later["network"].items()}
    torch.save({"network": mixed, "seen": later["seen"]}, args.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
