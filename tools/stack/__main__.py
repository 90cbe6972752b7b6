"""`python -m tools.stack run | status | stop | reset | with NAME COMMAND...`"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.stack.files import ROOT, StackError, local, province_folder
from tools.stack.places import nobodys_folder
from tools.stack.prepare import Preparation
from tools.stack.records import status, stop
from tools.stack.run import run
from tools.stack.stack import Stack


def reset(base: Path) -> None:
    """Forget a province's data and secrets on this machine; the next start begins anew."""
    stop(base)
    forget(base)
    print(f"The data in {base} is gone. make run begins anew.")


def forget(base: Path) -> None:
    shutil.rmtree(base, ignore_errors=True)
    shutil.rmtree(nobodys_folder(base), ignore_errors=True)


def run_with(base: Path, command: list[str], test: bool, is_prepared: bool, fresh: bool) -> int:
    """Run a command with the stack in a folder up, and leave the stack as it was found."""
    if fresh:
        stop(base)
        forget(base)
    stack = Stack(base, test=test)
    was_up = stack.postgres.answers()
    try:
        environment = {**stack.start(), "TOOLS": "1", **os.environ}
        if is_prepared:
            Preparation(base, environment).everything()
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    finally:
        if not was_up:
            stack.stop()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.stack", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("run", "status", "stop", "reset"):
        verbs.add_parser(verb)
    with_ = verbs.add_parser("with")
    with_.add_argument("--test", action="store_true", help="faster, and not safe in a crash")
    with_.add_argument("--prepared", action="store_true", help="migrated and seeded first, if it is not")
    with_.add_argument("--fresh", action="store_true", help="without what an earlier run left")
    with_.add_argument("name", help="a folder of .local; the province's is its name")
    with_.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def main() -> int:
    choice = arguments()
    if choice.verb == "run":
        return run(province_folder())
    if choice.verb == "with":
        return run_with(local(choice.name), choice.command, choice.test, choice.prepared, choice.fresh)
    if choice.verb == "status":
        print(status(province_folder()))
        return 0
    {"stop": stop, "reset": reset}[choice.verb](province_folder())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(str(error))
