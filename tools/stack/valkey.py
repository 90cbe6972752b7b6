"""The embedded Valkey: Celery's broker. Every write is on its append-only file within a second."""

import os
import signal

import redis

from tools.stack.keys import password
from tools.stack.places import valkey_program
from tools.stack.processes import free_port
from tools.stack.server import Server


class Valkey(Server):
    name, title, polite = "valkey", "Valkey", signal.SIGTERM

    @property
    def url(self) -> str:
        """The address with its password."""
        return f"redis://:{self.kept['password']}@127.0.0.1:{self.kept['port']}/0"

    def answers(self) -> bool:
        """Say whether the server answers."""
        if "port" not in self.kept:
            return False
        client = redis.Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2, retry=None)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def prepare(self) -> None:
        """Make the folder, and choose port and password once."""
        self.home.mkdir(exist_ok=True, mode=0o700)
        self.kept.setdefault("port", free_port())
        self.kept.setdefault("password", password())

    def command(self) -> list[str]:
        """The password stands in a private file, not in the list of processes."""
        settings = self.home / "valkey.conf"
        with open(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(
                f"bind 127.0.0.1\nport {self.kept['port']}\nrequirepass {self.kept['password']}\n"
                f'dir "{self.home}"\nsave ""\nappendonly {"no" if self.test else "yes"}\n'
                "maxmemory-policy noeviction\n"
            )
        return [str(valkey_program()), str(settings)]
