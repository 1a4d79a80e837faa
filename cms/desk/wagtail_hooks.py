"""The verbs' buttons in Wagtail's page editor, and what keeps published pages from being deleted."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django_htmx.jinja import htmx_script
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.admin.wagtail_hooks import SettingsMenuItem
from wagtail.admin.widgets.button import Button

from cms.desk import check, views
from cms.desk.links import ExternalLinkHandler
from cms.desk.seeing import pages_seen_by, sees_everything
from cms.privacy import guard
from cms.register.models import Entry
from cms.register.vocabulary import State

SUBMIT_NAME = "action-verb"


@hooks.register("register_admin_urls")
def verb_urls():
    """The confirmation pages of the verbs."""
    return [
        path("check/<int:page_id>/", check.check, name="desk_check"),
        path("cases/<int:page_id>/publish/", views.publish, name="desk_publish"),
        path("cases/<int:page_id>/end/", views.end, name="desk_end"),
        *(path(f"cases/<int:page_id>/{name}/", views.act, {"name": name}, name=f"desk_{name}") for name in views.ACTS),
    ]


@hooks.register("register_rich_text_features")
def announced_links(features):
    """Links in running text that lead to another site say so."""
    features.register_link_type(ExternalLinkHandler)


def may_use_verbs(user):
    """Whether `user` may publish, correct and end cases."""
    return user.has_perm("register.publish_case")


def edited_model(context):
    """The page type an action menu stands under: of the page edited, or the one in the address of a new page."""
    if page := context.get("page"):
        return page.specific_class
    kwargs = context["request"].resolver_match.kwargs
    return apps.get_model(kwargs["content_type_app_name"], kwargs["content_type_model_name"])


class VerbMenuItem(ActionMenuItem):
    """Saves what was typed and goes on to the confirmation of publishing or correcting a case."""

    name = SUBMIT_NAME
    icon_name = "view"
    order = 5
    template_name = "desk/verb_menu_item.html"

    def is_shown(self, context):
        """For cases not ended, to those who may use the verbs, while the page is not locked against them."""
        is_case = getattr(edited_model(context), "is_case", False)
        if not (is_case and super().is_shown(context) and may_use_verbs(context["request"].user)):
            return False
        page = context.get("page")
        return not (page and page.pk and Entry.objects.filter(page_id=page.pk, state=State.ENDED).exists())

    def get_context_data(self, parent_context):
        """The label says which of the two it will be."""
        context = super().get_context_data(parent_context)
        page = parent_context.get("page")
        public = page is not None and page.pk and Entry.objects.filter(page_id=page.pk).exists()
        if context["url"]:
            context["label"] = _("Publish the reviewed correction …") if public else _("Publish to the board …")
        else:
            context["label"] = _("Save and publish a correction …") if public else _("Save and publish to the board …")
        return context

    def get_url(self, context):
        """Leads on without saving where the latest text has its reviews and is not public: saving would lose them."""
        page = context.get("page")
        revision = page.get_latest_revision() if page and page.pk else None
        if revision is None or page.review_problems(revision):
            return None
        if Entry.objects.filter(page_id=page.pk, revision_id=revision.pk).exists():
            return None
        return reverse("desk_publish", args=[page.pk])


@hooks.register("register_page_action_menu_item")
def verb_menu_item():
    """One item for the first publication and for corrections."""
    return VerbMenuItem()


@hooks.register("construct_page_action_menu")
def only_verbs_publish(menu_items, request, context):
    """A new case shows none of Wagtail's own publishing: its menu asks the parent page for permission."""
    if getattr(edited_model(context), "is_case", False):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_the_verb(request, page):
    """After the draft is saved, leads to the confirmation page."""
    if SUBMIT_NAME in request.POST and getattr(page, "is_case", False):
        return redirect(reverse("desk_publish", args=[page.pk]))
    return None


# Which acts a case offers, by its state; each leads to a page that asks why.
OFFERED = {
    State.PUBLISHED: ["dispute", "suspend"],
    State.DISPUTED: ["resume", "suspend"],
    State.SUSPENDED: ["resume"],
}


@hooks.register("register_page_header_buttons")
def act_buttons(page, user, next_url=None, view_name=None, **kwargs):
    """In the editor of a case that was published: the ways to its other states and to its end."""
    if not getattr(page.specific_class, "is_case", False) or not may_use_verbs(user):
        return
    entry = Entry.objects.filter(page_id=page.pk).exclude(state=State.ENDED).first()
    if entry is None or not page.permissions_for_user(user).can_edit():
        return
    for number, name in enumerate(OFFERED[entry.state]):
        label = views.ACTS[name][1]
        yield Button(f"{label} …", reverse(f"desk_{name}", args=[page.pk]), icon_name="warning", priority=60 + number)
    yield Button(_("End publication …"), reverse("desk_end", args=[page.pk]), icon_name="download", priority=65)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def mask_what_was_found(request, page):
    """The button beside a find: the draft is saved as it was typed, then masked, and the editor shows it again."""
    key = request.POST.get(check.MASK_NAME)
    if not key or not hasattr(page, "register_columns"):
        return None
    try:
        guard.mask(page, key, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Masked. The draft has a new version."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("insert_editor_js")
def check_while_typing():
    """What is missing and what the guard finds, beside the fields; asked by htmx after each autosave."""
    address = reverse("desk_check", args=[0])
    script = format_html('<script src="{}" data-check="{}" defer></script>', static("cms/desk-check.js"), address)
    return htmx_script() + script


def _refuse_deletion(request, pages):
    """A message and the way back where any of `pages`, or a page below, was ever public."""
    for page in pages:
        if Entry.objects.filter(page__path__startswith=page.path).exists():
            messages.error(
                request,
                _("“%(title)s” holds what was published and cannot be deleted. End the publication instead.")
                % {"title": page.get_admin_display_title()},
            )
            parent = page.get_parent()
            return redirect(reverse("wagtailadmin_explore", args=[parent.pk]))
    return None


@hooks.register("before_delete_page")
def keep_published_page(request, page):
    """Nothing ever published is deleted, nor a page that holds it."""
    return _refuse_deletion(request, [page])


@hooks.register("before_bulk_action")
def keep_published_pages(request, action_type, objects, action):
    """The same for many at once."""
    if action_type == "delete" and objects and hasattr(objects[0], "get_admin_display_title"):
        return _refuse_deletion(request, objects)
    return None


@hooks.register("construct_page_chooser_queryset")
def only_what_may_be_seen(pages, request):
    """Offers what the person may know of."""
    return pages & pages_seen_by(request.user)


@hooks.register("construct_main_menu")
def no_reports_on_others(request, menu_items):
    """Reports over the whole site are for who sees the whole site (see `cms.desk.rooms`)."""
    if not sees_everything(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "reports"]


@hooks.register("construct_help_menu")
def no_guides_of_other_hosts(request, menu_items):
    """Leaves out Wagtail's news and guide: they are in English and on another host."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]


@hooks.register("construct_main_menu")
def no_version_in_the_menu(request, menu_items):
    """Shows the settings without the version of Wagtail beneath: it helps nobody but attackers."""
    for number, item in enumerate(menu_items):
        if isinstance(item, SettingsMenuItem):
            plain = SubmenuMenuItem(item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order)
            menu_items[number] = plain


@hooks.register("insert_global_admin_css")
def style_of_the_desk():
    """What Wagtail's style leaves to be desired, with our sizes and spaces."""
    sheets = [(static(name),) for name in ("cms/tokens.css", "cms/desk.css")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
