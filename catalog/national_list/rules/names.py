"""What the national list prints in one word, generic name and dosage form, taken apart."""

import re
import unicodedata

# How a printed name ends, and the dosage form that this is in the catalogue; longer endings first.
ENDINGS = {
    "注射用浓溶液": "注射用浓溶液",
    "脂质体注射液": "注射剂",
    "口服混悬液": "口服混悬剂",
    "吸入用混悬液": "吸入混悬剂",
    "吸入粉雾剂": "吸入粉雾剂",
    "吸入气雾剂": "吸入气雾剂",
    "口服溶液": "口服溶液剂",
    "干混悬剂": "干混悬剂",
    "吸入溶液": "吸入溶液剂",
    "缓释胶囊": "缓释胶囊剂",
    "肠溶胶囊": "肠溶胶囊剂",
    "缓释片": "缓释片剂",
    "控释片": "控释片剂",
    "肠溶片": "肠溶片剂",
    "分散片": "分散片剂",
    "软胶囊": "软胶囊剂",
    "舌下片": "舌下片",
    "注射液": "注射剂",
    "滴眼液": "滴眼剂",
    "滴鼻液": "滴鼻剂",
    "鼻喷剂": "鼻喷剂",
    "喷雾剂": "喷雾剂",
    "气雾剂": "气雾剂",
    "粉雾剂": "粉雾剂",
    "口服液": "口服液",
    "胶囊": "胶囊剂",
    "颗粒": "颗粒剂",
    "乳膏": "乳膏剂",
    "软膏": "软膏剂",
    "凝胶": "凝胶剂",
    "糖浆": "糖浆剂",
    "贴剂": "贴剂",
    "贴膏": "贴膏剂",
    "滴丸": "滴丸剂",
    "栓": "栓剂",
    "丸": "丸剂",
    "散": "散剂",
    "片": "片剂",
}
TOGETHER = "组合包装"
# What stays with the name although the form is named after it: 脂质体注射液 is an injection of a liposome.
KEPT = {"脂质体注射液": "脂质体"}
FOR_INJECTION = "注射用"
MICROSPHERES = "微球"
BRACKETS = re.compile(r"^(?P<name>.+?)[(（](?P<remark>[^()（）]+)[)）]$")


def take_apart(wording: str) -> tuple[str, str]:
    """Return generic name and dosage form of a printed name; the form is empty where the name does not tell it."""
    match = BRACKETS.match(wording)
    name, remark = (match["name"], f"（{match['remark']}）") if match else (wording, "")
    if name.endswith(TOGETHER):
        parts = [take_apart(part) for part in name.removesuffix(TOGETHER).split("/")]
        forms = {form for _, form in parts}
        return ("/".join(part for part, _ in parts) + remark, f"{forms.pop()}（{TOGETHER}）" if len(forms) == 1 else "")
    ending = next((ending for ending in ENDINGS if name.endswith(ending) and name != ending), "")
    if ending:
        return name.removesuffix(ending) + KEPT.get(ending, "") + remark, ENDINGS[ending]
    if name.startswith(FOR_INJECTION):
        name = name.removeprefix(FOR_INJECTION)
        if name.endswith(MICROSPHERES):
            return name.removesuffix(MICROSPHERES) + remark, "微球注射剂"
        return name + remark, "注射剂"
    return wording, ""


def plain(name: str) -> str:
    """Return a name as names are compared: without blanks, brackets and letters in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).lower()
