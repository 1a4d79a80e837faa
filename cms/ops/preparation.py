"""What a checkout needs before it can serve: compiled catalogues and collected static files."""

import hashlib
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings


def compile_catalogues(roots=None):
    """Compiles every .po file below LOCALE_PATHS whose .mo is missing or older; returns those compiled."""
    compiled = []
    for root in roots or settings.LOCALE_PATHS:
        for source in sorted(Path(root).rglob("*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            with source.open("rb") as file:
                catalogue = read_po(file)
            with target.open("wb") as file:
                write_mo(file, catalogue)
            compiled.append(target)
    return compiled


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
