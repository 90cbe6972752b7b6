"""An act as a province might have it: a copy of one that is shipped, with some of its parameters changed."""

import re
import shutil
from pathlib import Path

from acts.files import HERE

# What no text under an act may hold: the other act's province, articles and terms.
FOREIGN = {
    "hunan": re.compile(r"JS-|江苏|医保办|设区市|单独支付|国谈药|规程|用药申请表"),
    "jiangsu": re.compile(r"HN-|湖南|医保科|市州|单行支付|法定适应症|(?<!处方管理)办法|使用申请表|审核期限|审核超期"),
}


def changed_act(folder: Path, act: str, *changes: tuple[str, str, str]) -> str:
    """Copy an act, change in each parameter (its key, before, after), and return the name to load it by."""
    copy = folder / act
    shutil.copytree(HERE / act, copy)
    for key, before, after in changes:
        change(copy, key, before, after)
    return str(copy)


def change(act: Path, key: str, before: str, after: str) -> None:
    """Change the lines of one parameter in the file that holds it."""
    files = (act / "act.toml", *(act / "policy").iterdir())
    (file,) = (file for file in files if f"\n[{key}]\n" in file.read_text("utf-8"))
    text = file.read_text("utf-8")
    lines = table(key, text)
    assert before in lines
    file.write_text(text.replace(lines, lines.replace(before, after)), "utf-8")


def table(key: str, text: str) -> str:
    """Return the lines of one parameter, up to the next."""
    start = text.index(f"[{key}]\n")
    end = text.find("\n[", start + 1)
    return text[start:end] if end > 0 else text[start:]
