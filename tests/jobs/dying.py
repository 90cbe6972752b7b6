"""A process that does a job in batches of one, and is killed when the second is done and about to be recorded."""

import os
import signal
import sys
from datetime import datetime
from importlib import import_module
from itertools import count

import django

django.setup()

from province.jobs.schedule import JOBS  # noqa: E402  (settings need the environment)


def work_and_die(job: str, module: str, at: str) -> None:
    place, calls = import_module(module), count()
    name = "record_each" if hasattr(place, "record_each") else "record"
    record = getattr(place, name)

    def record_or_die(*args: object, **more: object) -> object:
        if next(calls):
            os.kill(os.getpid(), signal.SIGKILL)
        return record(*args, **more)

    setattr(place, name, record_or_die)
    vars(place)["BATCH"] = 1
    JOBS[job].run(datetime.fromisoformat(at))


if __name__ == "__main__":
    work_and_die(*sys.argv[1:])
