"""How gunicorn serves the web: sync workers, so that each holds one database connection."""

import os
import resource

from django.db import connections

wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_WORKERS", "4"))
preload_app = True
timeout = 30
graceful_timeout = 15
backlog = 256
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
control_socket_disable = True
max_requests = int(os.environ.get("WEB_MAX_REQUESTS", "0"))

# What files of strangers make a library take ends with their request, not with the machine.
most_memory = int(os.environ.get("WEB_MOST_MEMORY", str(2 * 1024**3)))


def post_fork(_server: object, _worker: object) -> None:
    """Whoever asks for more than this is told that there is none."""
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))


def pre_fork(_server: object, _worker: object) -> None:
    """A connection that loading the application opened must not be shared by its workers."""
    connections.close_all()
