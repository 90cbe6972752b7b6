"""The words as an act knows them: the code's labels, less those that the act's own text says otherwise.

`words.toml` has a table for each class of words, with a member and its label a line. An act adds no member: those are
stored values and constraints of the code.
"""

from collections.abc import Iterator, Mapping
from functools import cache, partial

import msgspec

from acts.files import ActFileError, file_name, parse_tables, read_all, read_text, refuse
from kit.words import Word

FILE = "words.toml"

Labels = Mapping[str, Mapping[str, str]]


def word(act: str, member: Word) -> str:
    """Return what an act, named by its folder, calls a member of a word. Raises ActFileError."""
    return load_words(act).get(type(member).__name__, {}).get(key_of(member), member.own_label)


def key_of(member: Word) -> str:
    """Return how a file names a member: as the code does, in small letters."""
    return member.name.lower()


def unknown_words(act: str) -> Iterator[ActFileError]:
    """Yield each class and member of an act's file that the code, as far as imported, has not. Raises ActFileError."""
    file, kinds = file_name(act, FILE), {kind.__name__: kind for kind in Word.__subclasses__()}
    for name, labels in load_words(act).items():
        if name not in kinds:
            yield ActFileError(file, name, "unknown: the code has no class of words of this name")
            continue
        for key in sorted(labels.keys() - set(map(key_of, kinds[name]))):
            yield ActFileError(file, f"{name}.{key}", "unknown: an act adds no member to a word")


@cache
def load_words(act: str) -> Labels:
    """Return the labels of an act's folder, by class and member. Raises ActFileError."""
    return parse_words(read_text(act, FILE), file_name(act, FILE))


def parse_words(text: str, file: str) -> Labels:
    """Return the labels of a text, by class and member.

    Raises ActFileError naming file, key and reason of all that is wrong.
    """
    tables = parse_tables(text, file)
    labels = read_all(partial(_labels, file, name, table) for name, table in tables.items())
    return dict(zip(tables, labels, strict=True))


def _labels(file: str, name: str, table: object) -> Mapping[str, str]:
    try:
        labels = msgspec.convert(table, dict[str, str])
    except msgspec.ValidationError as error:
        raise ActFileError(file, name, str(error)) from error
    reason = "says nothing: leave it out, and the code's own word holds"
    refuse(ActFileError(file, f"{name}.{key}", reason) for key, label in labels.items() if not label.strip())
    return labels
