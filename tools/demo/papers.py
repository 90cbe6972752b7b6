"""Papers of the demonstration: pictures and a small PDF, drawn here, that say on their face what they are."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from eligibility.applications.words import MaterialKind
from kit.pinyin import sound

PAGE = (428, 270)
PAPER, INK, FRAME = (250, 249, 245), (40, 44, 52), (150, 156, 168)
PICTURES = {MaterialKind.IDENTITY: "IDENTITY CARD (COPY)", MaterialKind.CREDENTIAL: "SOCIAL SECURITY CARD (COPY)"}


def papers(name: str, number: str) -> dict[MaterialKind, bytes]:
    """One of each paper that the act lists, for this person: by its kind."""
    pictures = {kind: _picture(title, name, number) for kind, title in PICTURES.items()}
    return {**pictures, MaterialKind.MEDICAL: _report(name, number)}


def paper_prescription(name: str, number: str) -> bytes:
    """A prescription as it was written on paper."""
    return _picture("PRESCRIPTION (PAPER)", name, number)


@cache
def letters() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the font of the papers."""
    return ImageFont.load_default(18)


def suffix(kind: MaterialKind) -> str:
    """Return the ending of a paper's file name."""
    return "png" if kind in PICTURES else "pdf"


def _picture(title: str, name: str, number: str) -> bytes:
    """A card in plain letters: a machine without Chinese fonts draws it too."""
    page = Image.new("RGB", PAGE, PAPER)
    pen = ImageDraw.Draw(page)
    pen.rounded_rectangle((12, 12, PAGE[0] - 12, PAGE[1] - 12), radius=14, outline=FRAME, width=2)
    for line, text in enumerate((title, sound(name).upper(), number, "DEMONSTRATION")):
        pen.text((40, 45 + line * 50), text, fill=INK, font=letters())
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def _report(name: str, number: str) -> bytes:
    """A one-page PDF with a standard font."""
    lines = ("PATHOLOGY REPORT - DEMONSTRATION", sound(name).upper(), number, "Not a real patient, not a real finding.")
    content = " ".join(f"({line}) Tj T*" for line in lines)
    text = f"BT /F1 18 Tf 32 TL 72 720 Td {content} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>\nstream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return _pdf(objects)


def _pdf(objects: tuple[str, ...]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        content + f"{head}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n".encode()
    )
