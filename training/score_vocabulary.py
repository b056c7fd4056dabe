"""How many word pieces of the vocabulary the reference texts ever use, and what leaving the others out would save.

python training/score_vocabulary.py
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer

from tocsin.read.engine import HERE

_WIDTH = 384


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no reference data here; give its folder with --data")
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    seen: Counter[int] = Counter()
    for file in sorted(args.data.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        texts = [row["text"] if "text" in row else " ".join(row.get("tokens", ())) for row in rows]
        for encoding in tokenizer.encode_batch([t for t in texts if isinstance(t, str)]):
            seen.update(encoding.ids)
    size, model = tokenizer.get_vocab_size(), (HERE / "reader.onnx").stat().st_size
    never = size - len(seen)
    print(f"{sum(seen.values()):,} pieces read; {never:,} of {size:,} in the vocabulary never occur")
    print(f"without them the model would take {never * _WIDTH / 1e6:.1f} MB less of {model / 1e6:.1f}, and no less time")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
