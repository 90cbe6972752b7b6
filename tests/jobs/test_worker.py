"""A real worker takes a job from a real broker and leaves its row."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config.celery import app
from province.jobs.models import JobRun
from province.jobs.schedule import JOBS
from tests.support.databases import Databases
from tools.stack.files import ROOT

PATIENCE = 60


@pytest.fixture
def queue(own_database: str, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A queue of the test's own, and a worker on it that works on the test's own database."""
    name = f"jobs-{os.getpid()}"
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-Q", name, "--pool=solo"]
    environment = {
        **databases.variables(settings.DATABASES["default"]["NAME"]),
        "SEAL_HEAD_PATH": str(tmp_path / "heads.jsonl"),
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    worker = subprocess.Popen(
        [*command, "--without-mingle", "--without-gossip", f"--hostname={name}@%h"], cwd=ROOT, env=environment, **quiet
    )
    try:
        yield name
    finally:
        worker.terminate()
        worker.wait(30)


def test_every_knock_at_a_door_leaves_one_row(queue: str) -> None:
    for name in JOBS:
        app.send_task(name, queue=queue)
        app.send_task(name, queue=queue)
    until = time.monotonic() + PATIENCE
    while len(ran := set(JobRun.objects.filter(error="").values_list("job", flat=True))) < len(JOBS):
        assert time.monotonic() < until, f"only {ran} ran"
        time.sleep(0.1)
    often = {"seal_events", "deliver_outbox", "advance_imports", "write_exports"}  # may have met the turn of a period
    daily = sorted({*JOBS} - often)
    assert list(JobRun.objects.filter(job__in=daily).order_by("job").values_list("job", flat=True)) == daily
    assert not JobRun.objects.exclude(error="").exists()
