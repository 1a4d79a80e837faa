"""Files only the desk may open: screenshots and evidence, beside the media folder, under names nobody can guess."""

import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404


def private_storage():
    """The folder; no address of the site leads into it but those that ask who is looking."""
    return FileSystemStorage(
        location=str(Path(settings.EVIDENCE_ROOT) / "assessment"),
        base_url=None,
        file_permissions_mode=0o600,
        directory_permissions_mode=0o700,
    )


def private_name(instance, filename):
    """A random name: what the file was called stands in a row, if anywhere."""
    return secrets.token_hex(16)


def private_answer(file, name, *, content_type=""):
    """The stored `file` as an answer: shown where `content_type` is given (a picture), otherwise saved as `name`."""
    if not file or not file.storage.exists(file.name):
        raise Http404
    response = FileResponse(
        file.open("rb"),
        as_attachment=not content_type,
        filename=name,
        content_type=content_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
