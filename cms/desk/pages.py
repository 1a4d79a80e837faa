"""The page bases: registered pages, which become entries of the register, and frames, which hold them."""

import secrets

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import classproperty
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from cms.desk.forms import DeskPageForm
from cms.desk.problems import Problem
from cms.register.content import freeze
from cms.register.models import CODE_ALPHABET, Entry, LedgerLine
from cms.register.names import has_invisible
from cms.register.vocabulary import CASE_KINDS

INVISIBLE = _("There are characters in it that cannot be seen; type it anew instead of pasting it.")


def new_slug():
    """A slug that says nothing: an address must not carry the name of a punished firm."""
    return "".join(secrets.choice(CODE_ALPHABET.lower()) for _ in range(10))


class SlugMixin:
    """Gives a page without a slug one: a Chinese title yields none, and a case's address names nobody."""

    is_case = False
    base_form_class = DeskPageForm

    def _set_core_field_defaults(self):
        """Wagtail's defaults; called before every validation and save."""
        if not self.slug and (self.is_case or not slugify(self.title)):
            self.slug = new_slug()
        super()._set_core_field_defaults()


class RegisteredPage(SlugMixin, Page):
    """A page that the public sees only through its entry in the register.

    Subclasses name their `kind` and say what the register keeps: `facts`, `register_columns`, `register_subjects`.
    """

    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One sentence for lists and search results.")
    )

    kind = None
    body_field = "body"
    reviews_url = None  # where the desk shows the reviews, for what needs any
    private_page_options = []  # what is registered is public; a private page would be a second, weaker gate
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classproperty
    def is_case(cls):
        """Whether only the verbs may make it public."""
        return cls.kind in CASE_KINDS

    # What the register keeps -------------------------------------------------------------------

    def facts(self):
        """The facts the public page shows, as JSON-able data with stable keys."""
        return {}

    def register_columns(self):
        """The columns of the entry that lists filter, sort or show, besides title and summary."""
        return {}

    def register_subjects(self):
        """The firms and organisations the page is about: dicts with name, code and type."""
        return []

    def publication_problems(self, at):
        """A `Problem` for each thing missing before the page may be public at the instant `at`; empty: nothing."""
        return [Problem(INVISIBLE, name) for name in ("title", "summary") if has_invisible(getattr(self, name) or "")]

    def review_problems(self, revision):
        """A `Problem` for each review that `revision` still needs; only cases need any."""
        return []

    def clean(self):
        """Raises ValidationError for a title or summary with characters that nobody sees."""
        super().clean()
        faults = {name: INVISIBLE for name in ("title", "summary") if has_invisible(getattr(self, name) or "")}
        if faults:
            raise ValidationError(faults)

    def register_path(self):
        """The page's address from the site's root."""
        return self.get_url() or f"/{self.slug}/"

    def body_data(self):
        """The body as data: what the hash covers."""
        body = getattr(self, self.body_field, None)
        return body.get_prep_value() if body is not None else []

    def body_html(self):
        """The body rendered once, as it will be shown."""
        body = getattr(self, self.body_field, None)
        return str(body.render_as_block()) if body is not None else ""

    def save(self, *args, **kwargs):
        """A new page starts as a draft, also from a shell: what is public is the register's to say."""
        if self._state.adding and self.live:
            self.live, self.has_unpublished_changes = False, True
        return super().save(*args, **kwargs)

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """As Wagtail's, but what was reviewed or published stays as it was: autosave would write over it."""
        if overwrite_revision and (
            overwrite_revision.task_states.exists()
            or LedgerLine.objects.filter(revision_number=overwrite_revision.pk).exists()
        ):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    # What the page of a correction says --------------------------------------------------------

    def fact_label(self, key):
        """What the frozen fact `key` is called beside a correction; "" for one that follows from others."""
        try:
            return getattr(self._meta.get_field(key), "verbose_name", "")
        except FieldDoesNotExist:
            return ""

    def fact_text(self, key, value):
        """The value of the frozen fact `key` as a person reads it."""
        return "" if value is None else str(value)

    # Serving ---------------------------------------------------------------------------------

    def serve(self, request, *args, **kwargs):
        """Reached only where no entry answers for the address: nothing is public here."""
        raise Http404

    def serve_preview(self, request, mode_name):
        """What reviewers see: the same content and template as the public page, from the draft."""
        frozen = freeze(self)
        context = {"entry": frozen.entry, "content": frozen.content, "is_preview": True}
        return render(request, frozen.content.template, context)

    def permissions_for_user(self, user):
        """Wagtail's permissions without the ways around the verbs."""
        return RegisteredPermissionTester(user, self)


class RegisteredPermissionTester(PagePermissionTester):
    """Takes Wagtail's own publishing from cases, and deletion from whatever was ever public."""

    def _governed(self):
        return getattr(self.page.specific_class, "is_case", False)

    def can_publish(self):
        """No button, bulk action or schedule of Wagtail's publishes a case."""
        return not self._governed() and super().can_publish()

    def can_unpublish(self):
        """A case ends through the verb, with a reason."""
        return not self._governed() and super().can_unpublish()

    def can_delete(self, ignore_bulk=False):
        """What was ever public is never deleted."""
        return super().can_delete(ignore_bulk) and not Entry.objects.filter(page_id=self.page.pk).exists()


class FramePage(SlugMixin, Page):
    """A page that shows lists of entries (home, boards, unit pages) and has no entry itself."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True, help_text=_("One or two sentences."))

    private_page_options = []
    content_panels = [*Page.content_panels, "intro"]

    class Meta:
        abstract = True
