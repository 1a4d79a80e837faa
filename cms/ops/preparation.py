"""Whether the collected static files are those of this checkout."""

import hashlib
from pathlib import Path

from django.conf import settings


def static_state():
    """A hash over the names, sizes and times of the static files and over the lock of the packages."""
    state = hashlib.sha256()
    sources = [settings.BASE_DIR / "requirements" / "run.txt"]
    for folder in settings.STATICFILES_DIRS:
        sources += sorted(Path(folder).rglob("*"))
    for path in sources:
        if path.is_file():
            stat = path.stat()
            state.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _stamp():
    return Path(settings.STATIC_ROOT) / ".stamp"


def static_is_fresh():
    """Whether the collected static files are those of this checkout."""
    return _stamp().exists() and _stamp().read_text() == static_state()


def stamp_static():
    """Remembers what the collected static files were collected from."""
    _stamp().write_text(static_state())
