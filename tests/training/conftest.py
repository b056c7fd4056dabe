"""The scripts of ``training/`` are no package of the project; their folder joins the path here."""

from __future__ import annotations

import sys
from pathlib import Path

TRAINING = Path(__file__).resolve().parents[2] / "training"
if str(TRAINING) not in sys.path:
    sys.path.append(str(TRAINING))
