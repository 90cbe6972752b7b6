"""Reading the sealed event log, and finding what was done to it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from province.events.models import Event, EventBlock
from province.events.rules import Sealed, seal

COLUMNS = [field.attname for field in Event._meta.concrete_fields]


def digest(previous: str, from_xid: int, to_xid: int) -> Sealed:
    """Return what the events of the transactions [from_xid, to_xid) come to after the digest before them."""
    rows = Event.objects.filter(xid__gte=from_xid, xid__lt=to_xid).order_by("xid", "id")
    return seal(previous, rows.values(*COLUMNS).iterator(chunk_size=2000))


def head(block: EventBlock) -> dict[str, object]:
    """Return what is published of a block."""
    return {"to_xid": block.to_xid, "count": block.count, "digest": block.digest}


def published_heads() -> list[dict[str, object]]:
    """Return what the file outside the database says, oldest first."""
    path = Path(settings.SEAL_HEAD_PATH)
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def seal_faults() -> Iterator[str]:
    """Yield what is wrong with the sealed log, a sentence each; nothing when it stands as it was sealed."""
    blocks = list(EventBlock.objects.all())
    yield from _broken_links(blocks)
    for block in blocks:
        if digest(block.previous, block.from_xid, block.to_xid) != Sealed(block.count, block.digest):
            yield f"封存块 {block} 内的事件与封存时不一致。"
    heads = [head(block) for block in blocks]
    for outside in published_heads():
        if outside not in heads:
            yield f"库外公布的封存头（截止 {outside['to_xid']}）在库内不存在或已被改动。"


def _broken_links(blocks: Sequence[EventBlock]) -> Iterator[str]:
    previous, start = "", 0
    for block in blocks:
        if (block.previous, block.from_xid) != (previous, start):
            yield f"封存块 {block} 与前一块不相接。"
        previous, start = block.digest, block.to_xid
