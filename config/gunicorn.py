"""How gunicorn serves the web: sync workers, so that each holds one database connection."""

import os

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


def pre_fork(_server: object, _worker: object) -> None:
    """A connection that loading the application opened must not be shared by its workers."""
    connections.close_all()
