"""Chinese names by their sound: a column to sort by and to be found by."""

from pypinyin import Style, lazy_pinyin


def sound(text: str) -> str:
    """Full syllables, a blank, then the first letters: 达雷 becomes "dalei dl"; other characters stay as they are."""
    syllables = "".join(lazy_pinyin(text))
    initials = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return f"{syllables} {initials}".lower()
