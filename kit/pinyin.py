"""Chinese names by their sound: columns to sort by and to be found by."""

import re
import unicodedata
from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin

SHORTEST = 2  # letters or characters: one alone would find a tenth of the province

# Surnames that are read otherwise than the word; where two readings are heard, both, the usual one first.
SURNAMES = {
    "仇": ("qiu",), "查": ("zha",), "单": ("shan",), "曾": ("zeng",), "解": ("xie",), "朴": ("piao",), "区": ("ou",),
    "盖": ("ge", "gai"), "任": ("ren",), "华": ("hua",), "缪": ("miao",), "冼": ("xian",), "洗": ("xian",),
    "覃": ("qin", "tan"), "翟": ("zhai", "di"), "乐": ("yue", "le"), "员": ("yun",), "逄": ("pang",), "秘": ("bi",),
    "召": ("shao",), "种": ("chong",), "折": ("she",), "黑": ("he",), "繁": ("po",), "牟": ("mu", "mou"),
    "隗": ("wei", "kui"), "柏": ("bai", "bo"), "祭": ("zhai",), "郗": ("xi", "chi"), "郇": ("xun", "huan"),
    "於": ("yu",), "钭": ("tou",), "俞": ("yu",), "应": ("ying",), "宁": ("ning",), "车": ("che",), "卜": ("bu",),
    "纪": ("ji",), "尹": ("yin",), "曲": ("qu",), "燕": ("yan",), "那": ("na",), "葛": ("ge",), "莘": ("shen", "xin"),
    "单于": ("chan yu", "shan yu"),
    "尉迟": ("yu chi",), "万俟": ("mo qi",), "长孙": ("zhang sun",), "澹台": ("tan tai",), "宿": ("su",),
}  # fmt: skip
_PARTS = re.compile(r"[\W_]+")


def sound(text: str) -> str:
    """Full syllables, a blank, then the first letters: 达雷 becomes "dalei dl"; other characters stay as they are."""
    syllables = "".join(lazy_pinyin(text))
    initials = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return f"{syllables} {initials}".lower()


def as_typed(words: str) -> str:
    """Return what somebody typed as it is compared: half-width, small letters, nothing between the characters."""
    return _PARTS.sub("", unicodedata.normalize("NFKC", words).lower())


def sound_of_name(name: str) -> str:
    """Return a person's name in full syllables as her surname is read: 仇国平 becomes "qiuguoping"."""
    return "".join(_readings(as_typed(name))[0])


def words_of_name(name: str) -> list[str]:
    """Return by which words a person is found: beginnings and ends of the name, their sound, its first letters.

    Each is at least two characters long, unless the name is not; names of several parts are found by each of them.
    """
    whole = as_typed(name)
    parts = [whole, *(as_typed(part) for part in _PARTS.split(name))]
    words = {word for part in parts for word in _words(part)}
    return sorted(word for word in words if len(word) >= min(SHORTEST, len(whole)))


def _words(part: str) -> Iterator[str]:
    """The words of one part of a name."""
    characters = [part] if part.isascii() else list(part)
    for text in _ends(characters):
        yield "".join(text)
    for syllables in _readings(part):
        for text in _ends(syllables):
            yield "".join(text)
        yield "".join(syllable[0] for syllable in syllables if syllable)


def _ends(pieces: list[str]) -> list[list[str]]:
    """Two or more pieces from either end, and the whole."""
    most = range(SHORTEST, len(pieces))
    return [pieces, *(pieces[:count] for count in most), *(pieces[-count:] for count in most)]


def _readings(name: str) -> list[list[str]]:
    """Every way in which a name is read, syllable by syllable, the usual one first."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in SURNAMES), "")
    given = lazy_pinyin(name[len(surname) :])
    return [*(reading.split() + given for reading in SURNAMES.get(surname, ())), lazy_pinyin(name)]
