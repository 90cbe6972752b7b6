"""The folders of the acts: where each stands, how its files are read, and the error that names what is wrong in one."""

import tomllib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
HERE = Path(__file__).resolve().parent


class ActFileError(Exception):
    """A file of an act that cannot be used, with the file, the key and the reason.

    `faults` are all that were met on the way, of which this one is the first; each is a line of the message.
    """

    def __init__(self, file: str, key: str, reason: str, faults: Sequence["ActFileError"] = ()) -> None:
        self.file, self.key, self.reason = file, key, reason
        self.faults = tuple(faults) or (self,)
        super().__init__("\n".join(map(str, faults)) or f"{file}: {key}: {reason}")


def refuse(faults: Iterable[ActFileError]) -> None:
    """Raise one ActFileError with all these faults, where there are any."""
    together = list(faults)
    if together:
        raise ActFileError(together[0].file, together[0].key, together[0].reason, together)


def read_all(readers: Iterable[Callable[[], T]]) -> list[T]:
    """Return what every reader returns. Raises one ActFileError with the faults of all of them."""
    results: list[T] = []
    faults: list[ActFileError] = []
    for reader in readers:
        try:
            results.append(reader())
        except ActFileError as error:
            faults.extend(error.faults)
    refuse(faults)
    return results


def act_names(beside: str = "") -> tuple[str, ...]:
    """Name every folder that holds an act's register, and the act beside them, by its path or name, where one is given.

    Raises ActFileError when there is none.
    """
    names = sorted(file.parent.name for file in HERE.glob("*/register.toml"))
    if not names:
        raise ActFileError("*/register.toml", "-", "no such file")
    return tuple(dict.fromkeys([*names, beside] if beside else names))


def file_names(act: str, folder: str) -> tuple[str, ...]:
    """Name every file in a folder of an act. Raises ActFileError when there is none."""
    names = tuple(sorted(f"{folder}/{file.name}" for file in (HERE / act / folder).glob("*.toml")))
    if not names:
        raise ActFileError(file_name(act, f"{folder}/*.toml"), "-", "no such file")
    return names


def read_text(act: str, file: str) -> str:
    """Return the text of an act's file; an act is named by its folder here, or by the path of its own folder.

    Raises ActFileError.
    """
    place = HERE / act / file
    if not place.is_file():
        raise ActFileError(file_name(act, file), "-", "no such file")
    try:
        return place.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ActFileError(file_name(act, file), "-", f"cannot be read: {error}") from error


def parse_tables(text: str, file: str) -> dict[str, Any]:
    """Return the tables of a TOML text. Raises ActFileError."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ActFileError(file, "-", f"not TOML: {error}") from error


def file_name(act: str, file: str) -> str:
    """Return how an error calls a file: the act's folder and the file."""
    return f"{Path(act).name}/{file}"
