"""Sessions in the database, which is not asked for what cannot be the name of one: it does not take every text."""

import re

from django.contrib.sessions.backends import db

_NAME = re.compile(r"[0-9a-z]{32}")


class SessionStore(db.SessionStore):
    """Knows sessions by names of its own making; a cookie or a ticket that is none of these leads to an empty one."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and _NAME.fullmatch(key) is not None
