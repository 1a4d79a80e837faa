"""The draft a wizard works on: who may open it, what keeps it closed, how it begins and how a step is saved."""

import datetime
import hashlib
import json

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from cases.models import PunishmentBasis, PunishmentCasePage, RewardCasePage
from cases.reporting.models import ReviewTask
from cases.reporting.wizard.titles import untitled
from cms import clock
from cms.desk.seeing import sees_page
from cms.register.models import Entry
from cms.register.vocabulary import Kind
from cms.units.models import Authority

MODELS = {Kind.PUNISHMENT: PunishmentCasePage, Kind.HONOUR: RewardCasePage}
ONE_SITTING = datetime.timedelta(minutes=30)  # within it, one person's saves are one version
COPIED = "reporting.copied"


def case_for(user, page_id):
    """The case page of an address, locked for this transaction: Http404 for what `user` may not see or is no case,
    PermissionDenied for what they may see and not change."""
    page = Page.objects.select_for_update().filter(pk=page_id).first() if _writing() else None
    page = page or Page.objects.filter(pk=page_id).first()
    page = page and page.specific
    if page is None or not getattr(page, "is_case", False) or not sees_page(user, page):
        raise Http404
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page


def _writing():
    return transaction.get_connection().in_atomic_block


def closed_because(page, user):
    """Why nobody goes on with this case here, in a sentence; "" while it is a draft `user` may write."""
    if entry := Entry.objects.filter(page_id=page.pk).first():
        if entry.end_reason:
            return _("The publication of this case has ended; it is kept as it was.")
        return _("This case is public. What is wrong in it is put right by a correction, with the credit office.")
    if isinstance(page.current_workflow_task, ReviewTask):
        return _("The case is in review: nobody changes it until it is returned or taken back.")
    if page.permissions_for_user(user).page_locked():
        return _("Somebody has locked this case in the editor.")
    return ""


def home_of(unit):
    """The page below which the unit's cases stand, or None while it has none."""
    try:
        return unit.home
    except ObjectDoesNotExist:
        return None


def begin(user, unit, kind):
    """A new draft of `kind` below the unit's page; one that `user` began and left untouched is taken up again.

    Raises PermissionDenied where the unit has no page or `user` may not write there.
    """
    home = home_of(unit)
    if home is None or not home.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    model = MODELS[kind]
    if untouched := _untouched(user, home, model):
        return untouched
    own = list(Authority.objects.filter(unit=unit)[:2])
    page = model(
        title=untitled(kind),
        unit=unit,
        owner=user,
        live=False,
        authority=own[0] if len(own) == 1 else None,
        town=unit.town,
    )
    return _add(home, page, user)


def _untouched(user, home, model):
    """The history of an untouched draft tells nothing but its beginning."""
    touched = PageLogEntry.objects.exclude(action="wagtail.create").values("page")
    fresh = model.objects.child_of(home).filter(owner=user, live=False, draft_title=untitled(model.kind))
    return fresh.exclude(pk__in=touched).order_by("-pk").first()


def copy(user, source):
    """A new draft after the public or ended case `source`: what the decisions of an authority have in common.

    Without subject, number, dates, amounts, pictures and consent; the old texts are shown beside the new ones.
    Built anew and not by Wagtail's copy, which would carry over everything that is not named, also tomorrow's fields.
    """
    home = home_of(source.unit)
    if home is None or not home.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    names = ["unit", "authority", "field", "area", "town"]
    names += ["honour", "measures"] if source.kind == Kind.HONOUR else ["violation_type", "penalty_types", "regime"]
    page = type(source)(
        title=untitled(source.kind), owner=user, live=False, **{name: getattr(source, name) for name in names}
    )
    if source.kind == Kind.PUNISHMENT:
        page.bases = [PunishmentBasis(law=basis.law, article=basis.article) for basis in source.bases.all()]
    page = _add(home, page, user)
    log(instance=page, action=COPIED, user=user, data={"source": source.pk})
    return page


def copied_from(page):
    """The number of the case page that `page` was begun after, or None."""
    entry = PageLogEntry.objects.filter(page=page.pk, action=COPIED).first()
    return entry.data.get("source") if entry else None


def _add(home, page, user):
    home.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    return page


def save(page, user):
    """Saves `page`, as it stands in memory, as a version of the draft by `user`; one sitting is one version."""
    latest = page.get_latest_revision()
    recent = latest and latest.user_id == user.pk and latest.created_at > clock.now() - ONE_SITTING
    return page.save_revision(user=user, clean=False, log_action=True, overwrite_revision=latest if recent else None)


def content_of(page):
    """The latest version of a draft as data."""
    revision = page.get_latest_revision()
    return revision.content if revision else page.serializable_data()


def digest(values):
    """A short name of what a step holds, by which a form knows whether somebody changed it meanwhile."""
    text = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:20]
