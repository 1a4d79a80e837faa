"""Lists of a field: who keeps them, by which law, how one gets in and out; of the honoured also who stands in them."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.desk.blocks import BodyField
from cms.desk.pages import RegisteredPage
from cms.desk.problems import Problem, blank_fields
from cms.register.models import Entry
from cms.register.names import clean_code, is_blank
from cms.register.vocabulary import Kind
from cms.rules.models import Field
from cms.units.models import Unit
from home.models.columns import BODY_BLOCKS

FIRST_YEAR, LAST_YEAR = 1949, 2200  # of dates that can be meant
LONGEST_PERSON = 4  # Han characters; an organisation's full name is longer, or it has a code
PERSON_LIKE = re.compile(rf"[\u4e00-\u9fff·]{{1,{LONGEST_PERSON}}}")
REQUIRED = {
    "entry_rule": _("Say how one gets into the list: no list is published without it."),
    "exit_rule": _("Say how one gets out of the list: no list is published without it."),
    "remedy": _("Say what whoever is listed can do: no list is published without it."),
}


class ListPage(RegisteredPage):
    """A list of a field: severely dishonest subjects (25 fields) or the honoured (9 fields); one page a field.

    The dishonest are named on the source list and in cases only; a list of the honoured names its organisations.
    """

    kind = Kind.PAGE

    field = models.ForeignKey(Field, verbose_name=_("field"), on_delete=models.PROTECT, related_name="+")
    legal_name = models.CharField(
        _("what the law calls it"), max_length=80, help_text=_("For instance 严重失信主体名单.")
    )
    synonyms = models.CharField(
        _("former names"), max_length=80, blank=True, help_text=_("Old words by which it is still looked for.")
    )
    unit = models.ForeignKey(Unit, verbose_name=_("keeping unit"), on_delete=models.PROTECT, related_name="+")
    entry_rule = models.TextField(_("rule of entry"), max_length=1000, blank=True)
    exit_rule = models.TextField(_("rule of exit"), max_length=1000, blank=True)
    remedy = models.TextField(_("remedy"), max_length=1000, blank=True)
    period = models.CharField(_("period"), max_length=200, blank=True)
    source_name = models.CharField(_("source list"), max_length=120, blank=True)
    source_url = models.URLField(_("address of the source list"), blank=True)
    updated_on = models.DateField(_("updated on"))
    of_persons = models.BooleanField(
        _("honours natural persons"), default=False, help_text=_("Persons are counted here, never named.")
    )
    persons = models.PositiveIntegerField(_("number of persons honoured"), null=True, blank=True)
    persons_on = models.DateField(_("number as of"), null=True, blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("explanations"), blank=True)

    parent_page_types = ["directory.DirectoryPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("field"), FieldPanel("unit"), FieldPanel("updated_on")]),
        FieldRowPanel([FieldPanel("legal_name"), FieldPanel("synonyms")]),
        InlinePanel("bases", heading=_("Legal basis"), label=_("basis")),
        MultiFieldPanel(
            [FieldPanel("entry_rule"), FieldPanel("exit_rule"), FieldPanel("remedy"), FieldPanel("period")],
            heading=_("Entry, exit and remedy"),
        ),
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("of_persons"), FieldPanel("persons"), FieldPanel("persons_on")])],
            heading=_("Natural persons"),
        ),
        InlinePanel("members", heading=_("Organisations honoured"), label=_("organisation")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("list of a field")
        verbose_name_plural = _("lists of the fields")

    @classmethod
    def can_create_at(cls, parent):
        """Below the column of lists only."""
        return super().can_create_at(parent) and getattr(parent.specific, "shows", None) == "lists"

    @property
    def is_honour(self):
        """Whether it is a list of the honoured."""
        return bool(self.field_id) and self.field.kind == Field.Kind.HONOUR

    def clean(self):
        """Raises ValidationError where the field has another list already."""
        super().clean()
        if self.field_id and ListPage.objects.filter(field=self.field_id).exclude(pk=self.pk).exists():
            raise ValidationError({"field": _("This field has a list already: no second one may be invented.")})

    def publication_problems(self, at):
        """What 国办发〔2020〕49号 asks of every list, and that no natural person is named."""
        problems = [*super().publication_problems(at), *blank_fields(self, REQUIRED)]
        bases = list(self.bases.all())
        if not bases or any(is_blank(row.law) or is_blank(row.article) for row in bases):
            problems.append(Problem(_("Name the law and the article: no list is published without a basis."), "bases"))
        members = list(self.members.all())
        if members and not self.is_honour:
            problems.append(Problem(_("Only lists of the honoured name organisations here."), "members"))
        if members and self.of_persons:
            problems.append(Problem(_("This list honours natural persons: they are counted, never named."), "members"))
        problems += [
            Problem(_("%(name)s reads like a natural person: persons are never named.") % {"name": row.name}, "members")
            for row in members
            if row.reads_like_a_person
        ]
        twin = (
            Entry.objects.current(at)
            .filter(page__in=ListPage.objects.filter(field=self.field_id))
            .exclude(page_id=self.pk)
        )
        if self.field_id and twin.exists():
            problems.append(Problem(_("This field has a list already: no second one may be invented."), "field"))
        return problems

    def facts(self):
        """The definition of the list; who stands in it are its subjects."""
        return {
            "shape": "list",
            "type": self.field.kind,
            "field": self.field.name,
            "legal_name": self.legal_name,
            "synonyms": self.synonyms,
            "unit": self.unit.name,
            "bases": [{"law": row.law, "article": row.article} for row in self.bases.all()],
            "entry_rule": self.entry_rule,
            "exit_rule": self.exit_rule,
            "remedy": self.remedy,
            "period": self.period,
            "source_name": self.source_name,
            "source_url": self.source_url,
            "updated_on": self.updated_on.isoformat(),
            "persons": self.persons if self.of_persons else None,
            "persons_on": self.persons_on.isoformat() if self.of_persons and self.persons_on else "",
        }

    def register_columns(self):
        """What lists show."""
        return {"unit": self.unit, "field": self.field, "decided_on": self.updated_on}

    def register_subjects(self):
        """The organisations honoured, each until the last day of its honour."""
        return [row.as_data() for row in self.members.all()] if self.is_honour and not self.of_persons else []


class ListBasis(Orderable):
    """A law and the article by which a list exists."""

    page = ParentalKey(ListPage, on_delete=models.CASCADE, related_name="bases")
    law = models.CharField(_("law or document"), max_length=120)
    article = models.CharField(_("article"), max_length=60, blank=True)

    panels = [FieldRowPanel([FieldPanel("law"), FieldPanel("article")])]

    class Meta(Orderable.Meta):
        verbose_name = _("basis")
        verbose_name_plural = _("bases")


class ListMember(Orderable):
    """An organisation honoured: shown from its publication to the last day it is valid, or the day it was revoked."""

    page = ParentalKey(ListPage, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("full name"), max_length=200)
    code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    issuer = models.CharField(_("granted by"), max_length=120)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, help_text=_("From this day on not shown."))

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("issuer")]),
        FieldRowPanel([FieldPanel("valid_until"), FieldPanel("revoked_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation honoured")
        verbose_name_plural = _("organisations honoured")
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR) & Q(year__lte=LAST_YEAR), name="list_member_year"),
        ]

    def clean(self):
        """Codes in one form; raises ValidationError for a year there cannot be."""
        super().clean()
        self.code = clean_code(self.code or "")
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError({"year": _("There is no such year.")})

    @property
    def reads_like_a_person(self):
        """Whether the name is as short as a person's and no code says that it is an organisation."""
        return not self.code and PERSON_LIKE.fullmatch(self.name.strip()) is not None

    @property
    def until(self):
        """The last day of the honour; None where it has no end."""
        ends = [self.valid_until, self.revoked_on and self.revoked_on - datetime.timedelta(days=1)]
        return min(filter(None, ends), default=None)

    def as_data(self):
        """The organisation as a subject of the register."""
        return {
            "name": self.name,
            "code": self.code,
            "type": "organisation",
            "until": self.until.isoformat() if self.until else "",
            "year": self.year,
            "issuer": self.issuer,
        }
