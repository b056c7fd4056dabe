"""The benchmark says what it needs before it reads anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[2] / "training" / "benchmark.py"


def test_without_the_reference_data_the_benchmark_says_so_and_stops(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, str(BENCHMARK), "--data", str(tmp_path)], capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert f"{tmp_path}: the reference data are not here" in ended.stderr
    assert "--data" in ended.stderr
    assert not ended.stdout
