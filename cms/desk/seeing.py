"""Who sees which pages on the desk: one condition for lists, choosers, reports and addresses."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, get_page_models
from wagtail.permissions import page_permission_policy

from cms.desk.pages import RegisteredPage
from cms.media.seeing import SEE_ALL
from cms.register.models import Entry

ANY = {"add", "change", "publish", "delete", "lock", "unlock"}


def sees_everything(user):
    """Whether no draft is hidden from `user`."""
    return user.is_active and user.has_perm(SEE_ALL)


def pages_seen_by(user):
    """Frames, what is public, and what `user` may work on: no other unit's draft, no ended case of it."""
    pages = Page.objects.all()
    if sees_everything(user):
        return pages
    own = page_permission_policy.instances_user_has_any_permission_for(user, ANY)
    types = ContentType.objects.get_for_models(*(m for m in get_page_models() if issubclass(m, RegisteredPage)))
    public = Entry.objects.visible().values("page_id")
    return pages.filter(Q(pk__in=public) | Q(pk__in=own.order_by().values("pk")) | ~Q(content_type__in=types.values()))


def sees_page(user, page):
    """Whether `user` may know of the page, or of the page with the number `page`."""
    return pages_seen_by(user).filter(pk=getattr(page, "pk", page)).exists()
