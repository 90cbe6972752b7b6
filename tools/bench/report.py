"""Runs, medians and percentiles, and the file that programs read."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

CLIENTS = 8
OPEN_RATE = 100


@dataclass(frozen=True)
class Run:
    """One run of the clients or of the floor: settlements a second, and latencies in seconds where there are any."""

    per_second: float
    latencies: tuple[float, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What one way of asking came to, in milliseconds."""

    per_second: float
    p50_ms: float
    p99_ms: float


def figures(runs: Sequence[Run]) -> Figures:
    """The median of the runs' own figures."""
    return Figures(
        per_second=round(statistics.median(run.per_second for run in runs), 1),
        p50_ms=round(statistics.median(percentile(run.latencies, 50) for run in runs) * 1000, 2),
        p99_ms=round(statistics.median(percentile(run.latencies, 99) for run in runs) * 1000, 2),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent do not exceed."""
    ascending = sorted(values)
    return ascending[max(-(-len(ascending) * percent // 100) - 1, 0)]


def report(turns: Sequence[Run], floor: Sequence[Run], open_loop: Run, statements: int) -> dict[str, object]:
    """The figures of `settle`, as .local/bench.json has them."""
    counter = figures(turns)
    bottom = round(statistics.median(run.per_second for run in floor), 1)
    return {
        "settle": {
            "clients": {str(CLIENTS): asdict(counter)},
            "open_loop": {str(OPEN_RATE): asdict(figures([open_loop]))},
            "floor_per_second": bottom,
            "ratio": round(counter.per_second / bottom, 3),
            "statements": statements,
        }
    }


def write(path: Path, figures: dict[str, object]) -> None:
    """Write the figures to a file as JSON."""
    path.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
