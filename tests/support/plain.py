"""What a page says to somebody who reads it or hears it read, and what in that is no plain word."""

import re
from collections import Counter
from html.parser import HTMLParser

from acts.areas import load_area_table
from kit.words import Word
from province.areas.rules import parent

READ_ALOUD = ("alt", "title", "aria-label", "placeholder")
SILENT = {"script", "style", "template", "svg", "code"}  # a path in the register's code stands there for developers
INLINE = {"a", "abbr", "b", "em", "i", "label", "mark", "small", "span", "strong", "sub", "sup", "wbr"}
SAYS_ITS_VALUE = {"submit", "button", "reset"}


class Reader(HTMLParser):
    """The pieces of a page: a block's text, an attribute that is read, a button's word; its links and its filters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces, self.links, self.choices = [""], list[str](), list[str]()
        self.silent, self.asks, self.select = 0, False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.silent += tag in SILENT
        self._break(tag)
        self.pieces[-1:-1] = [told[name] for name in READ_ALOUD if told.get(name)]
        if tag == "input" and told.get("type") in SAYS_ITS_VALUE:
            self.pieces[-1:-1] = [told.get("value", "")]
        self._note_ways(tag, told)

    def _note_ways(self, tag: str, told: dict[str, str]) -> None:
        if tag == "a":
            self.links.append(told.get("href", ""))
        elif tag == "form":
            self.asks = told.get("method", "get").lower() == "get"
        elif tag == "select":
            self.select = told.get("name", "")
        elif tag == "option" and self.asks and self.select and told.get("value"):
            self.choices.append(f"?{self.select}={told['value']}")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        self.asks = self.asks and tag != "form"
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in INLINE:
            self.pieces[-1] += " "
        else:
            self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces[-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.pieces = [text for piece in reader.pieces if (text := " ".join(piece.split()))]
    return reader


# What is written in Latin letters, and why; all else is English, a code or a login name.
WRITTEN_SO = (
    r"(?:HN|JS|CN)-A?\d*(?:\.\d+)*",  # an article of an act, a national rule
    r"(?:CSV|csv|HEIC|JPEG|MB|PDF|PNG|WebP|xlsx?)",  # files
    r"\S+\.(?:csv|xlsx?|pdf|jpe?g|png)",  # a file's own name
    r"[\d.]+ ?(?:mg|ml|g|kg|cm|mm)",  # strengths and sizes
    r"(?=\w*\d\w*\d\w*\d)[A-Z]{1,2}[A-Z\d]*(?:\.\d+)?",  # numbers of things, diagnoses, mutations
    r"X[A-Z]\d\d[A-Z]{0,2}",  # classes of the national list
    r"代码 [A-Z_]+",  # an error's code, told on the telephone
    r"[\dA-Za-z]{8}…",  # the beginning of a client's number
    # what indications and the acts print in Latin
    r"(?:ALK|BRAF|CYP2D6|DIP|DRG|Dravet|EGFR|FOLFIRI|HER2|HR|I+[ABC]?|IV|MET|NTRK|RAS)",
)
PLAIN = re.compile(rf"(?<![A-Za-z\d])(?:{'|'.join(WRITTEN_SO)})(?![A-Za-z\d])")

FAULTS = {
    "nothing, said by a machine": re.compile(r"\b(?:None|NULL|NaN|nan|null|undefined|True|False)\b"),
    "a template's sign": re.compile(r"\{\{|\}\}|\{%|%\}|%\(\w+\)s|%[sd]\b|\{[a-z_]+\}"),
    "an object": re.compile(r"\bobject (?:at|\()|<[A-Za-z.]+[: ]|Decimal\(|datetime\."),
    "a moment for machines": re.compile(r"\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d\.\d|\d[+-]\d\d:\d\d(?!\d)|\bUTC\b"),
    "a number for machines": re.compile(r"\d\.\d{7,}|(?<![A-Za-z\d.])\d[\d.]*[Ee][+-]?\d"),
    "money without its commas": re.compile(r"(?<![\d.,-])\d{4,}\.\d\d(?!\d)(?!/)"),
    "an area's code": re.compile(r"(?<![\dA-Za-z-])(?:43|32)\d{4}(?![\dA-Za-z])"),
}
LATIN = re.compile(r"[A-Za-z_][\w.\-/]*[A-Za-z]")


def strays(pieces: list[str], act: str) -> list[tuple[str, str]]:
    """What is no plain word, with what is wrong with it, each once."""
    faults = {**FAULTS, "a code": codes(), "an area of two cities": ambiguous(act)}
    found = [(fault, piece[:80]) for piece in pieces for fault, sign in faults.items() if sign.search(piece)]
    found += [("English", word) for piece in pieces for word in LATIN.findall(PLAIN.sub("", piece))]
    return sorted(set(found))


def codes() -> re.Pattern[str]:
    """A value in digits that stands where its word should, as an insurance type's 310."""
    values = {value for word in Word.__subclasses__() for value in word.values if re.fullmatch(r"\d{3,}", value)}
    return re.compile(rf"[\s：，](?:{'|'.join(sorted(values))})$")


def ambiguous(act: str) -> re.Pattern[str]:
    """A county's name that two cities have, without the city before it."""
    table = load_area_table(act)
    twice = {name for name, number in Counter(table.values()).items() if number > 1}
    cities = {table[above] for code, name in table.items() if name in twice and (above := parent(code))}
    behind = "".join(f"(?<!{city})(?<!{city} )" for city in sorted(cities))
    return re.compile(rf"{behind}(?:{'|'.join(sorted(twice))})") if twice else re.compile(r"(?!)")
