"""Compiles the message catalogues: at every start of a command, before Django reads them (needs no Django)."""

from pathlib import Path

ROOTS = (Path(__file__).parent / "locale", Path(__file__).parent / "locale_wagtail")


def compile_catalogues(roots=ROOTS):
    """Compiles every .po file below `roots` whose .mo is missing or older; returns the paths written."""
    compiled = []
    for source in sorted(path for root in roots for path in Path(root).rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo  # only where there is work: the import takes time
        from babel.messages.pofile import read_po

        with source.open("rb") as file:
            catalogue = read_po(file)
        # Written beside and moved, so that a process starting meanwhile never reads half a file.
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)
        compiled.append(target)
    return compiled
