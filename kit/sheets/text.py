"""Text with separators, in any encoding that Chinese offices save it in, with any end of line."""

import csv
import io
import re

from kit.sheets.errors import EncodingUnknown, TableUnreadable
from kit.sheets.lines import Sheet, gather

WIDE = (b"\xff\xfe", b"\xfe\xff")
# What no text of a table holds: it was bytes of something else.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What parts cells is what the first lines have most of, a comma where they have none.
SEPARATORS = ",\t;"
LONGEST_CELL = 131_072


def read_text(content: bytes) -> Sheet:
    """Return the one sheet of a text. Raises EncodingUnknown, TableUnreadable, TooManyRows, TooManyColumns."""
    text = _decode(content)
    csv.field_size_limit(LONGEST_CELL)
    # Without a translation of line ends, so that CR alone ends a line and one inside quotes stays in its cell.
    start = "\n".join(text[:20_000].splitlines()[:20])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=start.count), strict=True)
    try:
        return gather("", reader)
    except csv.Error:
        raise TableUnreadable(row=reader.line_num) from None


def _decode(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(WIDE) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text):
            return text
    raise EncodingUnknown
