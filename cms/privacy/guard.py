"""The privacy guard on a page: what in it must not be published, masked at a click or waived by a second person.

Publishing waits for both (个人信息保护法 28; domain rules §5): the verbs ask `problems`, whoever calls them.
"""

import shutil
import tempfile
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cms import clock
from cms.ops.models import SiteMarks
from cms.privacy.files import UNREADABLE, scan_file
from cms.privacy.findings import FindingKind
from cms.privacy.models import FileScan, Waiver
from cms.privacy.persons import detector, in_letters
from cms.privacy.places import documents, pictures, places
from cms.privacy.scanner import scan
from cms.units.models import Unit

KINDS = dict(FindingKind.choices)


@dataclass(frozen=True)
class Found:
    """One find in a page: where, of what kind, its mask; `digest` names it without telling it."""

    place: str
    kind: str
    masked: str
    digest: str
    maskable: bool = False
    paths: tuple = ()  # where the editor shows it, see `Place.path`

    @property
    def label(self):
        """The kind in words."""
        return KINDS.get(self.kind) or _("unreadable")

    @property
    def waivable(self):
        """Whether a second person may let it be published: a natural person's full name never is."""
        return self.kind != FindingKind.PERSON_NAME

    @property
    def sentence(self):
        """The find as a person reads it."""
        if self.kind == UNREADABLE:
            return _("%(place)s: cannot be read by the guard; a person has to look.") % {"place": self.place}
        return _("%(place)s: %(kind)s (%(masked)s).") % {
            "place": self.place, "kind": self.label, "masked": self.masked,
        }  # fmt: skip


def digest(kind, text):
    """A keyed hash by which a find is known again."""
    return salted_hmac("privacy.finding", f"{kind}:{text}", algorithm="sha256").hexdigest()


def public_numbers():
    """The digits of public offices' telephones: units' contacts and the site's own."""
    numbers = [*Unit.objects.exclude(contact="").values_list("contact", flat=True), SiteMarks.cached().telephone]
    digits = {"".join(char for char in number if char.isdigit()) for number in numbers}
    return frozenset(digits | {number[-8:] for number in digits if len(number) > 8})


def private_names(page):
    """The full names of the page's natural persons, which stand on the desk and nowhere else."""
    return sorted(set(page.private_names())) if hasattr(page, "private_names") else []


def own_detectors(page):
    """The detectors of `scan` that only this page needs: its natural persons' full names."""
    names = private_names(page)
    return (detector(names),) if names else ()


def findings(page):
    """Every `Found` of the page as it stands in memory, attachments included; the same find is told once."""
    allowed, own = public_numbers(), own_detectors(page)
    found = {}
    for place in places(page):
        for finding in scan(place.text, allowed=allowed, first=own):
            text = place.text[finding.start : finding.end]
            maskable = place.write is not None and text in (place.raw or place.text)
            key = digest(finding.kind, text)
            first = found.setdefault(key, Found(place.label, finding.kind, finding.masked, key, maskable))
            found[key] = replace(first, paths=tuple(dict.fromkeys([*first.paths, place.path])))
    for row in _of_pictures(page):
        found.setdefault(row["digest"], Found(**row))
    for document in documents(page):
        for row in _of_document(document, allowed, own, private_names(page)):
            found.setdefault(row["digest"], Found(**row))
    return list(found.values())


def _of_pictures(page):
    """Natural persons' names in the names of pictures' files, which stand in addresses, in Latin letters."""
    letters = in_letters(private_names(page))
    own = detector(letters)
    for picture in pictures(page) if letters else []:
        label, name = f"{_('picture')} “{picture.title}”", picture.filename
        for f in own(name):
            key = digest(f.kind, name[f.start : f.end])
            yield {"place": label, "kind": f.kind, "masked": f.masked, "digest": key}


def _of_document(document, allowed, own, private):
    """The finds in an attachment's name, title and text; read once for the same bytes and the same names."""
    label = f"{_('attachment')} “{document.title}”"
    names = f"{document.title}\n{document.filename}"
    rows = [
        {"place": label, "kind": f.kind, "masked": f.masked, "digest": digest(f.kind, names[f.start : f.end])}
        for f in scan(names, allowed=allowed, first=own)
    ]
    # How bytes are read depends on the file's extension as well.
    key = f"{document.get_file_hash()}.{document.file_extension[:10]}"
    if private:
        key += ":" + digest("names", "\n".join(private))[:8]
    known = FileScan.objects.filter(pk=key).first()
    if known is None:
        with document.file.open("rb") as file, tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(file, copy)  # the storage need not be a folder of this machine
            copy.flush()
            found = scan_file(copy.name, document.filename, allowed=allowed, first=own)
        known = FileScan(key=key, findings=[_row(f, key) for f in found if f.place != "name"])
        known.save()
    return rows + [row | {"place": f"{label} › {row['place']}"} for row in known.findings]


def _row(finding, file_key):
    """A find in a file, named by the file, its place and kind: what it says is not kept."""
    key = digest(finding.kind, f"{file_key}:{finding.place}:{finding.start}")
    return {"place": finding.place, "kind": finding.kind, "masked": finding.masked, "digest": key}


def open_findings(page):
    """The finds of the page that nobody waived."""
    waived = set(Waiver.objects.filter(page_id=page.pk).values_list("digest", flat=True))
    return [found for found in findings(page) if found.digest not in waived]


def sentence_problems(page, text):
    """Sentences for the gate: one for each find in `text`, which is published with the page and is no part of it."""
    found = scan(text, allowed=public_numbers(), first=own_detectors(page))
    return [
        _("The sentence for the public: %(kind)s (%(masked)s).") % {"kind": KINDS[f.kind], "masked": f.masked}
        for f in found
    ]


def problems(page):
    """Sentences for the gate: one for each find neither masked nor waived."""
    return [found.sentence for found in open_findings(page)]


def mask(page, key, *, by):
    """Saves a revision of the draft in which the find `key` is masked wherever it stands; returns how many places.

    Raises ValidationError where it cannot be masked at a click (pictures' words, attachments).
    """
    draft = page.get_latest_revision_as_object()
    allowed, own, changed = public_numbers(), own_detectors(draft), 0
    for place in places(draft):
        raw = place.raw or place.text
        new = raw
        for finding in scan(place.text, allowed=allowed, first=own):
            text = place.text[finding.start : finding.end]
            if digest(finding.kind, text) == key:
                new = new.replace(text, finding.masked)
        if new != raw and place.write is not None:
            place.write(new)
            changed += 1
    if not changed:
        raise ValidationError(_("This find cannot be masked here; change it where it stands."))
    draft.save_revision(user=by, log_action=True)
    return changed


def waive(page, key, *, reason, by):
    """Lets the find `key` be published for a reason; raises ValidationError without one, or by who wrote last."""
    found = next((found for found in findings(page.get_latest_revision_as_object()) if found.digest == key), None)
    if found is None:
        raise ValidationError(_("This find is not there any more."))
    if not found.waivable:
        raise ValidationError(_("A natural person's full name is never published: mask it, or change it."))
    if not reason.strip():
        raise ValidationError(_("Say why it may be published."))
    revision = page.get_latest_revision()
    if revision.user_id == by.pk:
        raise ValidationError(_("Whoever wrote the text last cannot waive what the guard finds in it."))
    waiver, _made = Waiver.objects.get_or_create(
        page_id=page.pk,
        digest=key,
        defaults={
            "kind": found.kind, "place": found.place[:200], "reason": reason.strip()[:300], "by": by, "at": clock.now(),
        },
    )  # fmt: skip
    return waiver
