"""A template database per state of the migrations, and a copy of it for whoever needs one."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2.sql import SQL, Identifier

from kit.clock import today
from tools.stack.files import ROOT
from tools.stack.stack import Stack

KEEP_LOCK = 7_431  # any number, the same in every process: one builds the template, the others wait


def renamed(url: str, name: str) -> str:
    """The same server, role and password, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Databases:
    """Templates and copies on the test stack."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.environment = stack.environment()
        self.owner = urlsplit(self.environment["OWNER_DATABASE_URL"]).username or ""

    @contextmanager
    def _server(self) -> Iterator[psycopg2.extensions.cursor]:
        with closing(psycopg2.connect(self.stack.superuser_url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    def template(self, seed: str = "") -> str:
        """The name of a migrated database, seeded by the management command `seed` when one is named."""
        name = f"{'seeded' if seed else 'template'}_{_fingerprint(seed)}"
        with self._server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [KEEP_LOCK])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name])
            if cursor.fetchone() is None:
                self._forget_seeded(cursor)
                self._build(cursor, name, seed)
        return name

    def _forget_seeded(self, cursor: psycopg2.extensions.cursor) -> None:
        """Seeded templates follow from nearly every file: without this a day's work leaves dozens behind."""
        cursor.execute("SELECT datname FROM pg_database WHERE datistemplate AND datname LIKE 'seeded\\_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(SQL("ALTER DATABASE {} IS_TEMPLATE false").format(Identifier(name)))
            with suppress(psycopg2.Error):
                cursor.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))

    def _build(self, cursor: psycopg2.extensions.cursor, name: str, seed: str) -> None:
        drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
        cursor.execute(drop)
        cursor.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(self.owner)))
        try:
            self.manage(name, "migrate", "--verbosity=0", "--skip-checks", MIGRATING="1")
            if seed:
                self.manage(name, *seed.split(), DEMO="1")
        except BaseException:
            cursor.execute(drop)
            raise
        cursor.execute(SQL("ALTER DATABASE {} IS_TEMPLATE true").format(Identifier(name)))

    def create(self, name: str, seed: str = "") -> str:
        """A fresh copy of the template under that name; returns the application's URL of it."""
        template = self.template(seed)
        with self._server() as cursor:
            cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
            cursor.execute(
                SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY OWNER {}").format(
                    Identifier(name), Identifier(template), Identifier(self.owner)
                )
            )
        return renamed(self.environment["DATABASE_URL"], name)

    def drop(self, name: str) -> None:
        with self._server() as cursor, suppress(psycopg2.Error):
            cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def variables(self, name: str) -> dict[str, str]:
        """The environment of a process that works on that database."""
        return {
            **os.environ,
            **self.environment,
            "REDIS_URL": os.environ["REDIS_URL"],
            "DEBUG": "1",
            "DATABASE_URL": renamed(self.environment["DATABASE_URL"], name),
            "OWNER_DATABASE_URL": renamed(self.environment["OWNER_DATABASE_URL"], name),
        }

    def manage(self, name: str, *words: str, **variables: str) -> str:
        """Run a management command on that database and return what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(
            command, env={**self.variables(name), **variables}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout


def migrations() -> list[Path]:
    """Every migration of ours; a test compares them with those that Django finds."""
    return sorted(ROOT.glob("*/migrations/*.py"))


@cache
def _fingerprint(seed: str) -> str:
    """What the content of a template follows from: migrations, and with a seed the code that seeds and the day,
    since its stories lead up to today."""
    files = migrations()
    if seed:
        files += sorted(p for p in ROOT.glob("*/**/*") if p.suffix in {".py", ".toml", ".csv", ".sql"} and _ours(p))
    digest = hashlib.sha256(f"{seed} {today()}".encode() if seed else b"")
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _ours(path: Path) -> bool:
    top = path.relative_to(ROOT).parts[0]
    return not top.startswith(".") and top not in {"tests", "docs"}
