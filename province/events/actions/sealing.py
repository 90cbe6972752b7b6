"""Sealing the event log: blocks of finished transactions, chained, their head published outside the database.

A row belongs to a block by its transaction, not by its id: a transaction that began early and commits
late would slip past a seal by id. What lies below the oldest running transaction can no longer grow.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from kit.action import action
from kit.errors import WrongState
from province.events.models import EventBlock
from province.events.queries import digest, head, published_heads

# One sealer at a time: two would chain two blocks to the same one before.
SEALING_LOCK = 0x5EA1


class TransactionsWentBack(WrongState):
    """A dump restored into a new cluster begins to count transactions anew; the chain cannot go on by itself."""

    code = "SEAL_TRANSACTIONS_WENT_BACK"
    message = "数据库的事务号早于最近一次封存，可能由备份恢复所致，封存已停止，请由系统管理员核查。"


@action
def seal_events() -> EventBlock | None:
    """Seal every event older than the oldest running transaction; its head is published after the commit.

    None when there is nothing to seal or another sealer is at work. Raises TransactionsWentBack.
    """
    if not _ask("SELECT pg_try_advisory_xact_lock(%s)", SEALING_LOCK):
        return None
    transaction.on_commit(publish_heads)
    last = EventBlock.objects.last()
    start, previous = (last.to_xid, last.digest) if last else (0, "")
    horizon = _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    if horizon < start:
        raise TransactionsWentBack
    return _store(previous, start, horizon)


def _store(previous: str, start: int, horizon: int) -> EventBlock | None:
    seal_of_block = digest(previous, start, horizon)
    if seal_of_block.count == 0:
        return None
    return EventBlock.objects.create(
        from_xid=start, to_xid=horizon, count=seal_of_block.count, digest=seal_of_block.digest, previous=previous
    )


def _ask(statement: str, *parameters: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.fetchone()[0])


def publish_heads() -> None:
    """Append to the file outside the database every block it does not have yet, oldest first."""
    path = Path(settings.SEAL_HEAD_PATH)
    known_heads = published_heads()
    missing = EventBlock.objects.filter(to_xid__gt=known_heads[-1]["to_xid"] if known_heads else 0)
    lines = [json.dumps(head(block), sort_keys=True) + "\n" for block in missing]
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(lines)
