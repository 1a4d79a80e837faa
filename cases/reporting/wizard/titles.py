"""The title of a case before anybody wrote one: Wagtail keeps no draft without."""

from django.utils.translation import gettext

from cms.register.vocabulary import Kind


def untitled(kind):
    """What a draft of this kind is called until it has a title."""
    if kind == Kind.HONOUR:
        return gettext("Reward case without a title")
    return gettext("Punishment case without a title")


def is_untitled(page):
    """Whether nobody has written a title yet."""
    return page.title == untitled(page.kind)


def proposed(page):
    """A neutral title from subject and act, with a person's name masked; "" while either is missing."""
    subject = next((row["name"] for row in page.register_subjects() if row["name"]), "")
    if page.kind == Kind.HONOUR:
        act = page.honour.strip()
        return gettext("%(subject)s named %(honour)s") % {"subject": subject, "honour": act} if subject and act else ""
    act = page.violation_type.strip()
    return gettext("Case of %(act)s by %(subject)s") % {"subject": subject, "act": act} if subject and act else ""
