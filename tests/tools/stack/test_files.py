"""What a stack keeps beside its data: private, whole, and believed only while it is true."""

from pathlib import Path

import psutil
import pytest

from tools.stack.files import StackError, lock_file, province_folder, read_state, tail, write_state
from tools.stack.keys import fresh_keys, password
from tools.stack.pins import complaints
from tools.stack.places import wheel
from tools.stack.records import living_processes, record, status


def test_what_is_kept_is_for_its_owner_alone_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    assert read_state(file) == {}
    write_state(file, {"a": "1"})
    write_state(file, {"a": "2"})
    assert read_state(file) == {"a": "2"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_lock_that_somebody_has_is_not_waited_for_unless_asked(tmp_path: Path) -> None:
    with lock_file(tmp_path / "run.lock"), pytest.raises(BlockingIOError), lock_file(tmp_path / "run.lock", wait=False):
        pass
    with lock_file(tmp_path / "run.lock", wait=False):
        pass


def test_a_log_is_quoted_from_its_end(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("".join(f"line {n}\n" for n in range(30)))
    assert tail(tmp_path / "log", 2) == "line 28\nline 29"


def test_a_province_of_ones_own_may_not_take_the_name_of_an_act(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOCAL_DIR", raising=False)
    monkeypatch.setenv("PROVINCE", "/somewhere/qingyuan")
    assert province_folder().name == "qingyuan"
    monkeypatch.setenv("PROVINCE", "/somewhere/hunan")
    with pytest.raises(StackError, match="call the folder otherwise"):
        province_folder()


def test_keys_are_never_the_same_twice() -> None:
    one, other = fresh_keys(), fresh_keys()
    assert one.keys() == other.keys()
    assert set(one.values()).isdisjoint(other.values())
    assert password() != password()


PINS = """django==5.2.1 \\
    --hash=sha256:00
    # via dual-channel (pyproject.toml)
left-over==1.0 \\
    --hash=sha256:00
    # via dual-channel (pyproject.toml)
bare==1.0
"""


def test_a_pin_that_is_loose_forgotten_or_without_hash_is_named() -> None:
    assert complaints(["django>=5.2", "bare", "missing>=1"], PINS, "(pyproject.toml)") == [
        "missing is not pinned as asked",
        "left-over is pinned but not asked for",
        "bare has no hash",
    ]
    assert complaints(["django<5"], PINS, "(pyproject.toml)")[0] == "django is not pinned as asked"


def test_a_run_is_known_by_its_processes_and_their_birth(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="does not run"):
        status(tmp_path)
    record(tmp_path, "http://127.0.0.1:1", [])
    assert [process.pid for process in living_processes(tmp_path)] == [psutil.Process().pid]
    assert status(tmp_path) == "http://127.0.0.1:1"
    write_state(tmp_path / "run.json", {"BASE_ADDRESS": "x", "processes": [[psutil.Process().pid, 0.0]]})
    assert living_processes(tmp_path) == []


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(StackError, match="no_such_package is not installed"):
        wheel("no_such_package")
