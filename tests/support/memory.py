"""Where the tests' servers keep their data: in memory where there is room, since a copied database is many files."""

import hashlib
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # nosec B108  (a folder of our own inside it, readable by its owner only)
ROOM = 4 * 2**30


def folder_of(project: Path) -> Path:
    """The folder for the servers of this copy of the project: three to five times faster in memory than on disk."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    own = f"dual-channel-{hashlib.sha256(str(project).encode()).hexdigest()[:12]}"
    base = MEMORY / own if roomy else project / ".local" / "test"
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    return base
