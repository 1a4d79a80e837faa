"""Chinese for what Wagtail and Django leave no way to translate: names derived from code, and names in the database."""

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

NAMES = {
    "link_text": _("Text of the link"),
    "email_address": _("E-mail address"),
    "subject": _("Subject line"),
    "body": _("Text of the message"),
    "phone_number": _("Telephone number"),
    "page": _("Page"),
    "port": _("Port"),
    "site_name": _("Site name"),
    "root_page": _("Root page"),
    "role": _("Role"),
}
ACTIONS = {
    "add": _("may add: %(what)s"),
    "change": _("may change: %(what)s"),
    "delete": _("may delete: %(what)s"),
    "view": _("may see: %(what)s"),
}


def name_what_has_no_name():
    """Names fields of forms and columns of lists that Wagtail calls by their names in its code."""
    from wagtail.admin.forms import choosers, workflows
    from wagtail.admin.views import workflows as workflow_views
    from wagtail.sites.views import IndexView
    from wagtail.users.forms import PagePermissionsForm
    from wagtail.users.views.bulk_actions.assign_role import RoleForm

    for form in (
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.ExternalLinkChooserForm,
        choosers.PhoneLinkChooserForm,
        workflows.WorkflowPageForm,
        PagePermissionsForm,
        RoleForm,
    ):
        for name, field in form.base_fields.items():
            field.label = NAMES.get(name, field.label)
    for column in IndexView.columns:
        column.label = NAMES.get(column.name, column.label)

    class TaskChooserSearchForm(workflows.TaskChooserSearchForm):
        """Wagtail's, whose choice of a task type, there only where there are several, has no label."""

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            if "task_type" in self.fields:
                self.fields["task_type"].label = _("Task type")

    workflow_views.TaskChooserSearchForm = TaskChooserSearchForm


def name_permissions(**kwargs):
    """After migrations: gives permissions Chinese names, which Django writes into the database in English."""
    from django.contrib.auth.models import Permission

    changed = []
    with override(settings.LANGUAGE_CODE):
        for permission in Permission.objects.select_related("content_type"):
            if not permission.name.isascii():
                continue
            translated = gettext(permission.name)
            action, _rest, model = permission.codename.partition("_")
            if translated == permission.name and action in ACTIONS and model == permission.content_type.model:
                translated = ACTIONS[action] % {"what": permission.content_type.name}
            if translated != permission.name:
                permission.name = translated
                changed.append(permission)
        Permission.objects.bulk_update(changed, ["name"])
