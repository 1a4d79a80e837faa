"""Takes msgids out of source files, as `makemessages` does, without writing to the tree."""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)


def extract(files, *, language="Python"):
    """The messages of Python modules and templates (or scripts) as {(context, msgid): babel Message}."""
    with tempfile.TemporaryDirectory() as folder:
        listed = []
        for number, path in enumerate(files):
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix in {".html", ".txt"}:
                if "trans" not in text and "_(" not in text:
                    continue
                text = templatize(text, origin=str(path))
            copy = Path(folder) / f"{number}{'.js' if language == 'JavaScript' else '.py'}"
            copy.write_text(text, encoding="utf-8")
            listed.append(str(copy))
        if not listed:
            return {}
        (Path(folder) / "files").write_text("\n".join(listed))
        command = ["xgettext", "--from-code=UTF-8", f"--language={language}", "--output=-", "--no-location"]
        command += [f"--keyword={word}" for word in KEYWORDS] + [f"--files-from={folder}/files"]
        output = subprocess.run(command, capture_output=True, check=True).stdout
    # xgettext leaves these of the header to be filled in.
    for blank, value in ((b"CHARSET", b"UTF-8"), (b"nplurals=INTEGER", b"nplurals=2"), (b"EXPRESSION", b"0")):
        output = output.replace(blank, value, 1)
    return keyed(read_po(BytesIO(output)))


def keyed(catalogue):
    """The messages of a babel catalogue by (context, singular), without the header."""
    return {(message.context, singular(message)): message for message in catalogue if message.id}


def singular(message):
    """The msgid of a message with or without plural."""
    return message.id[0] if isinstance(message.id, tuple | list) else message.id
