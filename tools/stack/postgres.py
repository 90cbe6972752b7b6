"""The embedded PostgreSQL 18, with an owner that migrates and the application's own role."""

import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg2
from psycopg2 import sql

from tools.stack.files import StackError
from tools.stack.keys import password
from tools.stack.places import postgres_place
from tools.stack.processes import clean_environment, free_port
from tools.stack.server import Server

DATABASE = "dual"
OWNER, APPLICATION, SUPERUSER = "dual_owner", "dual_app", "postgres"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "log_timezone": "Asia/Shanghai",
    # A statement carries the values of persons, and so does the detail of an error: neither belongs in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}
# Only for a test suite that throws its cluster away: a crash may lose what was acknowledged.
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "128MB",
}


class Postgres(Server):
    name, title, polite = "postgres", "PostgreSQL", signal.SIGINT

    def __init__(self, base: Path, state: dict[str, str | int], save: Callable[[], None], test: bool) -> None:
        super().__init__(base, state, save, test)
        self.place = postgres_place(base)
        self.home = self.place.data
        self.options = self.place.options

    @property
    def url(self) -> str:
        """The address for the application's own role."""
        return self.url_of(APPLICATION)

    def url_of(self, role: str, database: str = DATABASE) -> str:
        """The address for one of the three roles."""
        return f"postgres://{role}:{self.kept[role]}@127.0.0.1:{self.kept['port']}/{database}"

    def start(self) -> None:
        super().start()
        if not self.kept.get("roles"):
            self.create_roles()

    def answers(self) -> bool:
        """Say whether the server answers a query."""
        if "port" not in self.kept:
            return False
        try:
            return self.execute(sql.SQL("SELECT 1")) == [(1,)]
        except psycopg2.Error:
            return False

    def execute(self, *statements: sql.Composable) -> list[tuple[object, ...]]:
        """Run statements as the superuser, each on its own; the rows of the last."""
        connection = psycopg2.connect(self.url_of(SUPERUSER, "postgres"), connect_timeout=5)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def prepare(self) -> None:
        """Make the data folder where there is none. Raises StackError."""
        self.kept.setdefault("port", free_port())
        if (self.home / "PG_VERSION").exists():
            if SUPERUSER not in self.kept:
                raise StackError(f"The passwords of {self.home} are gone. make reset begins anew, without its data.")
            return
        for role in (SUPERUSER, OWNER, APPLICATION):
            self.kept[role] = password()
        self.save()
        self.create_cluster()

    def create_cluster(self) -> None:
        """initdb beside the final place, then renamed: a cluster that exists is whole."""
        fresh, secret = self.home.with_name("postgres.new"), self.home.with_name("postgres.password")
        shutil.rmtree(fresh, ignore_errors=True)
        secret.touch(mode=0o600)
        secret.write_text(str(self.kept[SUPERUSER]))
        self.place.give(secret)
        options = [
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        options += ["--locale=C.UTF-8", f"--username={SUPERUSER}", f"--pwfile={secret}", f"--pgdata={fresh}"]
        process = subprocess.run(
            [*self.place.prefix, str(self.place.programs / "initdb"), *options, *["--no-sync"] * self.test],
            cwd="/",
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.options,
        )
        secret.unlink()
        if process.returncode:
            raise StackError(f"initdb failed:\n{process.stdout}{process.stderr}")
        fresh.rename(self.home)

    def create_roles(self) -> None:
        """An owner that migrates and the application's role, which gets only what the owner grants it."""
        present = {row[0] for row in self.execute(sql.SQL("SELECT rolname FROM pg_roles"))}
        for role in (OWNER, APPLICATION):
            verb = sql.SQL("ALTER" if role in present else "CREATE")
            identifier, secret = sql.Identifier(role), sql.Literal(self.kept[role])
            self.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, identifier, secret))
        if self.test:
            self.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
        if not self.execute(sql.SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(sql.Literal(DATABASE))):
            self.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
        self.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), sql.Identifier(APPLICATION)),
        )
        self.kept["roles"] = True
        self.save()

    def command(self) -> list[str]:
        """Return the command that starts the server."""
        # A dead postmaster's file stops the next start while its id exists, be it a zombie's or a stranger's;
        # that nothing works in the folder any more was waited for.
        (self.home / "postmaster.pid").unlink(missing_ok=True)
        settings = {**SETTINGS, **(THROWAWAY if self.test else {}), "port": str(self.kept["port"])}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*self.place.prefix, str(self.place.programs / "postgres"), "-D", str(self.home), *options]

    def restart_at_once(self) -> None:
        """An immediate restart, as after a power cut of the database alone: every connection breaks."""
        self.end(signal.SIGQUIT)
        self.start()
