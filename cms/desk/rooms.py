"""Keeps closed what Wagtail's addresses would open by number: its views show a title before they refuse an act."""

from django.http import Http404
from wagtail.images import get_image_model
from wagtail.permissions import page_permission_policy

from cms.desk.seeing import ANY, pages_seen_by, sees_everything
from cms.media.models import Attachment
from cms.media.seeing import files_seen_by

# Reports over the whole site, which say who wrote most lately and how many pages there are.
SITE_WIDE = {"wagtailadmin_reports", "wagtailforms"}
# What the parts of an address are called that hold the number of a page, or of a file.
PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
MOST_DIGITS = 19
FILES = {"image_id": get_image_model, "document_id": lambda: Attachment, "doc_id": lambda: Attachment}


class ClosedRoomsMiddleware:
    """Answers 404 where an address of the admin names what the person may not know of, or reports on all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Passes the request on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Looks at the numbers in the address; raises Http404."""
        user = request.user
        if not request.path.startswith("/admin/") or not user.is_authenticated:
            return
        _numbers_only(request, kwargs)
        if sees_everything(user):
            return
        for name, value in kwargs.items():
            if name in PAGES:
                _all_seen(pages_seen_by(user), [value])
            elif name in FILES:
                _all_seen(files_seen_by(user, FILES[name]()), [value])
        match = request.resolver_match
        if SITE_WIDE & set(match.namespaces):
            raise Http404
        if match.view_name == "wagtail_bulk_action":
            _many(request, kwargs["app_label"], kwargs["model_name"])
        elif match.view_name == "wagtailadmin_choose_page_chosen_multiple":
            _all_seen(pages_seen_by(user), request.GET.getlist("id"))


def _numbers_only(request, kwargs):
    """Refuses what is no number where Wagtail asks the database for a number without looking at it."""
    name = request.resolver_match.view_name or ""
    given = []
    if name == "wagtail_bulk_action":
        given = [*request.GET.getlist("id"), *request.GET.getlist("childOf")]
    elif name.endswith("chosen_multiple"):
        given = request.GET.getlist("id")
    elif name.endswith(":chosen"):
        given = kwargs.values()
    if not all(text in {"all", ""} or is_number(text) for text in map(str, given)):
        raise Http404


def is_number(text):
    """Whether `text` can be the number of a row: digits, no more than a database holds."""
    return text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS


def _all_seen(seen, numbers):
    wanted = {int(number) for number in numbers if is_number(str(number))}
    if wanted and seen.filter(pk__in=wanted).count() < len(wanted):
        raise Http404


def _many(request, app_label, model_name):
    """Actions on many at once: what is named, or all below a page that is the person's own."""
    user, numbers = request.user, request.GET.getlist("id")
    if (app_label, model_name) == ("wagtailcore", "page"):
        seen = pages_seen_by(user)
        own = page_permission_policy.instances_user_has_any_permission_for(user, ANY)
        parent = request.GET.get("childOf", "")
        if "all" in numbers and not (parent.isdecimal() and own.filter(pk=parent).exists()):
            raise Http404
    else:
        files = {"picture": get_image_model(), "attachment": Attachment}
        if app_label != "media":
            return
        seen = files_seen_by(user, files.get(model_name, Attachment))
    _all_seen(seen, numbers)
