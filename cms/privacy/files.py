"""The guard on files: each is read in a process of its own, bounded in time and memory."""

from dataclasses import dataclass
from pathlib import Path

from cms.privacy import child
from cms.privacy.scanner import scan

SECONDS, MEMORY = 60, 1024 * 1024 * 1024
LARGEST = 50 * 1024 * 1024  # bytes of a file
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FileFinding:
    """One find in a file: where, of what kind, from and to which character of that place, and its mask.

    The kind `unreadable` says in `masked` why a human has to look.
    """

    file: str
    place: str
    kind: str
    start: int
    end: int
    masked: str


def scan_file(path, name=None, *, allowed=frozenset(), first=()):
    """The `FileFinding`s of the file at `path`, its name included; never raises for what is in it.

    `allowed` and `first` as in `scan`.
    """
    name = name or Path(path).name
    found = [
        FileFinding(name, "name", f.kind, f.start, f.end, f.masked) for f in scan(name, allowed=allowed, first=first)
    ]
    if Path(path).stat().st_size > LARGEST:
        return [*found, _unreadable(name, "", "larger than is read")]
    for line in _lines(path, name):
        place = line["place"] or "text"
        if UNREADABLE in line:
            found.append(_unreadable(name, place, line[UNREADABLE]))
        else:
            hits = scan(line["text"], allowed=allowed, first=first)
            found += [FileFinding(name, place, f.kind, f.start, f.end, f.masked) for f in hits]
    return found


def _unreadable(name, place, why):
    return FileFinding(name, place, UNREADABLE, 0, 0, why)


def _lines(path, name):
    """What the reading process said; a process that died says only that."""
    lines = []
    try:
        lines.extend(child.answers("cms.privacy.reading", str(path), name, seconds=SECONDS, memory=MEMORY))
    except child.TooLong:
        return [{"place": "", UNREADABLE: "takes longer than is given"}]
    except child.Broken:
        lines.append({"place": "", UNREADABLE: "could not be read to its end"})
    return lines
