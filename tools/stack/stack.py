"""A stack: one province's PostgreSQL, Valkey and secrets in a folder."""

import os
from pathlib import Path

from tools.stack.files import lock_file, province_folder, read_state, write_state
from tools.stack.keys import fresh_keys
from tools.stack.postgres import OWNER, SUPERUSER, Postgres
from tools.stack.server import Server
from tools.stack.valkey import Valkey


class Stack:
    """The servers and secrets in a folder, made on the first start and found again on the next.

    `test` is for a suite that throws its data away: faster, and unsafe in a crash. Faults and benchmarks leave it
    off. `without` names addresses that the environment gives already: DATABASE_URL, REDIS_URL.
    """

    def __init__(self, base: Path | str, test: bool = False, without: frozenset[str] = frozenset()) -> None:
        self.base = Path(base).resolve()
        self.base.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.state = read_state(self.base / "state.json")
        self.postgres = Postgres(self.base, self.state.setdefault("postgres", {}), self.save, test)
        self.valkey = Valkey(self.base, self.state.setdefault("valkey", {}), self.save, test)
        addresses: dict[str, Server] = {"DATABASE_URL": self.postgres, "REDIS_URL": self.valkey}
        self.servers = [server for name, server in addresses.items() if name not in without]

    def save(self) -> None:
        """Write down what the next process has to know."""
        write_state(self.base / "state.json", self.state)

    def start(self) -> dict[str, str]:
        """Bring every server up and return the environment of the application. Raises StackError."""
        with lock_file(self.base / "lock"):
            self.reload()
            if "keys" not in self.state:
                self.state["keys"] = fresh_keys()
                self.save()
            for server in self.servers:
                server.start()
        return self.environment()

    def reload(self) -> None:
        """See what another process changed before this one held the lock."""
        state = read_state(self.base / "state.json")
        for name in ("postgres", "valkey"):
            self.state[name].update(state.pop(name, {}))
        self.state.update(state)

    def stop(self) -> None:
        """Stop every server."""
        with lock_file(self.base / "lock"):
            for server in self.servers:
                server.stop()

    def environment(self) -> dict[str, str]:
        """What the application reads: addresses, keys and its folder. Raises KeyError before the first start."""
        variables = {**self.state["keys"], "LOCAL_DIR": str(self.base), "STATIC_ROOT": str(self.base / "static")}
        if self.postgres in self.servers:
            variables["DATABASE_URL"] = self.postgres.url
            variables["OWNER_DATABASE_URL"] = self.postgres.url_of(OWNER)
        if self.valkey in self.servers:
            variables["REDIS_URL"] = self.valkey.url
        return variables

    @property
    def superuser_url(self) -> str:
        """For copies of databases in tests and the floor of benchmarks; the application never has it."""
        return self.postgres.url_of(SUPERUSER, "postgres")


def local_environment() -> dict[str, str]:
    """What a command of this project needs to reach the province that `make run` keeps on this machine.

    Empty where the environment names a database itself, as in production, and before the first `make run` made one.
    """
    base = province_folder()
    if "DATABASE_URL" in os.environ or not read_state(base / "state.json").get("postgres", {}).get("roles"):
        return {}
    address = read_state(base / "run.json").get("BASE_ADDRESS", "")
    return {**Stack(base).environment(), "BASE_ADDRESS": address, "DEBUG": "1", "DEMO": "1"}
