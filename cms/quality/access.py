"""Who may see and do what here."""

from django.core.exceptions import PermissionDenied

SEE, EXAMINE = "quality.view_quality", "quality.examine_drafts"


def sees(user):
    """Whether `user` sees the reports."""
    return user.has_perm(SEE)


def sees_drafts(user):
    """Whether `user` sees finds in drafts too, and may have everything examined again."""
    return sees(user) and user.has_perm(EXAMINE)


def need(allowed):
    """Raises PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied
