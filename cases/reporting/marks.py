"""By what a draft is known again: its document number and subjects, read from the latest revision of each case.

The columns of a page's own table say what was written first; what is written now stands in its revisions.
"""

from django.db.models.signals import post_save
from wagtail.models import Revision

from cases.models import PunishmentCasePage, RewardCasePage
from cases.models.base import NO_CODE
from cases.reporting.models import CaseMark
from cms.register.names import clean_code, name_key

CASES = (PunishmentCasePage, RewardCasePage)


def keys_of(content):
    """The keys of a case from the serialised `content` of a revision."""
    keys = set()
    if number := name_key(content.get("document_number") or ""):
        keys.add(f"n{number}")
    for subject in content.get("subjects") or []:
        code = clean_code(subject.get("code") or "")
        if code and code != NO_CODE:
            keys.add(f"c{code}")
        if name := name_key(subject.get("name") or ""):
            keys.add(f"s{name}")
    return keys


def keep(contents):
    """Writes the marks of pages anew: `contents` are the serialised revisions by the page's number."""
    CaseMark.objects.filter(page__in=contents).delete()
    CaseMark.objects.bulk_create(
        [CaseMark(page_id=page, key=key) for page, content in contents.items() for key in sorted(keys_of(content))]
    )


def on_revision(sender, instance, raw=False, **kwargs):
    """A case was saved on the desk."""
    if not raw and instance.content_type.model_class() in CASES:
        keep({int(instance.object_id): instance.content})


def connect():
    """Connects the handler; called once when the app is ready."""
    post_save.connect(on_revision, sender=Revision, dispatch_uid="reporting.marks")
