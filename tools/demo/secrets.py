"""Client secrets are told once and kept as hashes; the demonstration notes its own, for its owner's eyes."""

from django.conf import settings

from tools.stack.files import lock_file, read_state, write_state

FILE = "demo.json"


def keep(clients: dict[str, str]) -> None:
    """Add these clients' secrets to those noted before: a folder may serve several databases."""
    settings.LOCAL_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.LOCAL_DIR / FILE
    with lock_file(path.with_suffix(".lock")):
        write_state(path, {**read_state(path), **clients})


def read_all() -> dict[str, str]:
    """Client and secret."""
    return {str(client): str(secret) for client, secret in read_state(settings.LOCAL_DIR / FILE).items()}
