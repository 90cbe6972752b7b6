"""What people and programs put into a form's field, by kind of field: reliability demands that none of it breaks."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kit.clock import today

NUL, BEYOND = "a\x00b", "9" * 30

# Never an amount, whatever the field's decimals: these must be refused.
NO_AMOUNTS = (
    "-1", "1e400", "9" * 60, "NaN", "Infinity", "1e2", "1_0", "+1", "１２", "٣٤", "0x10", "1,000.00", "true", "[1]",
    NUL, "--1",
)  # fmt: skip
AMOUNTS = (*NO_AMOUNTS, "", "0", "0.001", "1.005", " 1 ")
NO_DAYS = (
    "2026-02-30", "2026-13-01", "0000-00-00", "2026-11-21 24:00", "2026/11/21", "２０２６-11-21", "10000-01-01",
    "2026-11-21T00:00:00+27:00", NUL, "9" * 40, "yesterday",
)  # fmt: skip
DAYS = (*NO_DAYS, "", "0001-01-01", "9999-12-31", "2031-01-01", "1900-02-28")
MARKUP = "<script>alert(1)</script>"
TEXTS = (
    "", " ", NUL, "a\u202eb", "a\u200bb", "\u00e9", "e\u0301", "𠮷" * 9, "x" * 5000, MARKUP, "{{7*7}}${7*7}{%now%}",
    "=cmd|'/C calc'!A0", "../../etc/passwd", "a\r\nSet-Cookie: a=b", "' OR 1=1; --", "-1", BEYOND, str(2**63), "%00",
    "43010219581121000X", "430102195811210", "11010120300229001X", "４３０１０２１９５８１１２１０００Ｘ",
)  # fmt: skip
CHOICES = ("", "-1", "0", BEYOND, str(2**63), "nobody", NUL, MARKUP, "1 OR 1=1", "%00", "1.5", "１")


def files() -> tuple[Any, ...]:
    """Files that are not what their name says, empty, or named to get out."""
    return (
        SimpleUploadedFile("empty.png", b"", "image/png"),
        SimpleUploadedFile("program.png", b"MZ\x90\x00" + b"\x00" * 200, "image/png"),
        SimpleUploadedFile("page.pdf", b"<html><script>alert(1)</script></html>", "application/pdf"),
        SimpleUploadedFile("../../escape.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "image/png"),
        SimpleUploadedFile("half.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        SimpleUploadedFile("table.xlsx", b"PK\x03\x04" + b"\x00" * 100, "application/vnd.ms-excel"),
        SimpleUploadedFile("table.csv", b"\xff\xfe\x00bad", "text/csv"),
        SimpleUploadedFile("table.csv", ("a,b\n" * 5000).encode(), "text/csv"),
    )


def plausible() -> dict[str, str]:
    """Something that a field of the kind may well take."""
    words, number = "示例", "1"
    return {"text": words, "search": words, "date": today().isoformat(), "amount": number, "number": number}


def values_for(kind: str) -> tuple[Any, ...]:
    """The corpus of a kind of control."""
    if kind == "file":
        return files()
    return {"amount": AMOUNTS, "date": DAYS, "select": CHOICES, "radio": CHOICES, "hidden": CHOICES}.get(kind, TEXTS)


def must_refuse(kind: str, value: Any) -> bool:
    """Whether no form may take the value; others may be right for one field and wrong for another."""
    return (kind == "amount" and value in NO_AMOUNTS) or (kind == "date" and value in NO_DAYS)
