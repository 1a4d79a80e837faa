"""Evidence: what may be attached, how it is stored, and what the guard finds in it."""

import unicodedata
import zipfile
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _
from django_tasks import task
from PIL import Image

from cases.remedy.models import Evidence, evidence_storage
from cms import clock
from cms.media.reencode import without_metadata
from cms.privacy import guard
from cms.privacy.files import scan_file

MOST, LARGEST = 5, 10 * 1024 * 1024  # files; bytes of each
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
OFFICE = {".docx", ".xlsx", ".zip"}
SUFFIXES = (".pdf", ".docx", ".xlsx", ".txt", ".zip", *PICTURES)
DAY = 86_400  # seconds


def plain_name(name):
    """A file's name without folders and characters that cannot be seen, at most 200 characters."""
    base = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(char for char in base if unicodedata.category(char)[0] != "C").strip()
    suffix = PurePosixPath(shown).suffix[:10]
    return shown if len(shown) <= 200 else shown[: 200 - len(suffix)] + suffix


def checked(file):
    """The upload as it may be kept: a picture written anew without its metadata, anything else as it came.

    Raises ValidationError with a sentence for a file that is too large, of another kind, or not what its name says.
    """
    name = plain_name(file.name)
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in SUFFIXES:
        raise ValidationError(_("“%(name)s”: only pdf, docx, xlsx, txt, zip, jpg and png are taken.") % {"name": name})
    if file.size > LARGEST:
        raise ValidationError(_("“%(name)s” is larger than 10 MB.") % {"name": name})
    if not file.size:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name})
    if suffix in PICTURES:
        return _picture(file, name, PICTURES[suffix])
    if not _is_what_it_says(file, suffix):
        raise ValidationError(_("“%(name)s” is damaged, or another kind of file than its name says.") % {"name": name})
    return file


def _is_what_it_says(file, suffix):
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if suffix == ".pdf":
        return b"%PDF-" in head
    if suffix in OFFICE:
        found = zipfile.is_zipfile(file)
        file.seek(0)
        return found
    return b"\0" not in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"}


def _picture(file, name, kind):
    """The pixels alone; refused where Pillow cannot read them or there are more than the site takes."""
    try:
        with Image.open(file) as picture:
            fits = picture.format in {kind, "MPO"} and (
                picture.width * picture.height <= settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
            )
        clean = without_metadata(file) if fits else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        clean = None  # Pillow's many ways to fail on a hostile file have one answer
    if clean is None:
        raise ValidationError(
            _("“%(name)s” cannot be read as a picture, or has more than 40 million pixels.") % {"name": name}
        )
    return clean


def keep(intake, files):
    """Stores `(original name, file)` pairs as evidence of `intake`, all or none; returns the rows."""
    storage, saved, rows = evidence_storage(), [], []
    try:
        for name, file in files:
            row = Evidence(intake=intake, original_name=plain_name(name), size=file.size)
            file.seek(0)
            row.file.save(name, file, save=False)
            saved.append(row.file.name)
            row.save()
            rows.append(row)
    except BaseException:
        for name in saved:
            storage.delete(name)
        raise
    return rows


@task()
def read_evidence(pk):
    """Lets the guard read one piece of evidence; what it says is not kept, only where and of what kind."""
    row = Evidence.objects.filter(pk=pk, findings__isnull=True).first()
    if row is None or not row.file.storage.exists(row.file.name):
        return
    found = scan_file(row.file.path, row.original_name, allowed=guard.public_numbers())
    findings = [{"place": f.place, "kind": f.kind, "masked": f.masked} for f in found]
    Evidence.objects.filter(pk=pk).update(findings=findings)


def remove_all(intake):
    """Deletes the evidence of `intake`: the files first, so that no file outlives its row."""
    for row in intake.evidence.all():
        row.file.storage.delete(row.file.name)
        row.delete()


def sweep():
    """Deletes files that no row names and that are older than a day (a process died while storing); how many."""
    storage: FileSystemStorage = evidence_storage()
    if not storage.exists(""):
        return 0
    known = set(Evidence.objects.values_list("file", flat=True))
    old = [
        name
        for name in storage.listdir("")[1]
        if name not in known and (clock.now() - storage.get_modified_time(name)).total_seconds() > DAY
    ]
    for name in old:
        storage.delete(name)
    return len(old)
