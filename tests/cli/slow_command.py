"""The command with a fake reader that takes its time, for tests that stop it: ``python slow_command.py SECONDS ARGUMENTS...``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cli_fakes import fake_pipeline

import tocsin.cli.read
from tocsin.cli.app import main

pause = float(sys.argv.pop(1))
tocsin.cli.read.Pipeline = lambda: fake_pipeline(pause)
main()
