"""The benchmark as `make bench` runs it, for a second each: its floor takes what the statements demand."""

import os
import subprocess
import sys

import pytest

from tools.stack.files import ROOT

RUN = [
    *(sys.executable, "-m", "tools.stack", "with", "--test", "--fresh", "--prepared", "bench-test"),
    *(sys.executable, "manage.py", "bench", "--seconds", "1"),
]


@pytest.mark.prove
def test_the_benchmark_ends_with_a_ratio_to_its_floor() -> None:
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # no stack of the tests' own
    run = subprocess.run(RUN, cwd=ROOT, env=plain, capture_output=True, text=True, check=False)
    assert "ratio" in run.stdout, run.stdout + run.stderr
