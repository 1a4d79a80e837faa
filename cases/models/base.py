"""What both kinds of case share: who reports, about whom, decided when and by whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cases.forms import CaseCopyForm, CaseForm
from cases.reporting.pages import ReviewedPageMixin
from cases.reporting.wizard.titles import untitled
from cms.desk.pages import RegisteredPage
from cms.desk.problems import Problem, blank_fields
from cms.privacy.persons import masked_name
from cms.register.models import Entry
from cms.register.names import clean_code, is_blank, name_key
from cms.register.vocabulary import EndReason, State
from cms.rules.models import Field
from cms.units.models import Authority, Town, Unit

NO_CODE_OF_PERSONS = _("A natural person has no code here; an identity number is never kept.")
NO_CODE = "0" * 17 + "X"  # what the 双公示 tables write where there is no code


class SubjectType(models.TextChoices):
    """Kinds of subject as the 双公示 tables name them."""

    LEGAL = "legal", _("legal person or organisation")
    INDIVIDUAL_BUSINESS = "individual_business", _("individual business")
    NATURAL_PERSON = "natural_person", _("natural person")


class Area(models.TextChoices):
    """The four areas of integrity."""

    GOVERNMENT = "government", _("government integrity")
    BUSINESS = "business", _("business integrity")
    SOCIAL = "social", _("social integrity")
    JUDICIAL = "judicial", _("judicial credibility")


class Subject(Orderable):
    """A firm, organisation or person a case is about (行政相对人)."""

    name = models.CharField(_("name of the subject"), max_length=200)
    type = models.CharField(_("type of subject"), max_length=20, choices=SubjectType, default=SubjectType.LEGAL)
    code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        blank=True,
        help_text=_("18 characters. A code that fails its check character has to be confirmed below."),
    )
    code_confirmed = models.BooleanField(
        _("code confirmed"),
        default=False,
        help_text=_("Tick after comparing the code with the licence: real codes exist that fail the check."),
    )
    legal_representative = models.CharField(
        _("legal representative"), max_length=60, blank=True, help_text=_("For the record; never published.")
    )

    of_age_confirmed = models.BooleanField(
        _("of age on the day of the act"),
        default=False,
        help_text=_("Natural persons only: tick after checking the date of birth. Minors are never published."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("type"), FieldPanel("code"), FieldPanel("code_confirmed")]),
        FieldPanel("of_age_confirmed"),
        FieldPanel("legal_representative"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                # The number of a natural person would be that of the identity card (个人信息保护法 28).
                condition=~models.Q(type="natural_person") | models.Q(code=""),
                name="%(class)s_person_has_no_code",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_person(self):
        """Whether the subject is a natural person, whose full name and number are never published."""
        return self.type == SubjectType.NATURAL_PERSON

    @property
    def unpublished_fields(self):
        """What the privacy guard does not read, since it does not become public; a person's name is masked."""
        return ("legal_representative", "name") if self.is_person else ("legal_representative",)

    def clean(self):
        """Raises ValidationError for a malformed code, or one with a wrong check character not yet confirmed."""
        self.code = clean_code(self.code)
        if self.is_person and self.code:
            raise ValidationError({"code": NO_CODE_OF_PERSONS})
        if not self.code or self.code == NO_CODE:
            return
        if len(self.code) != 18 or not all(char in uscc._alphabet for char in self.code):
            raise ValidationError(
                {"code": _("A credit code has 18 digits and capital letters, without I, O, S, V and Z.")}
            )
        if not self.code_confirmed and not uscc.is_valid(self.code):
            raise ValidationError(
                {"code": _("The check character does not fit. Compare with the licence; if it is right, confirm it.")}
            )

    def as_data(self):
        """What the register keeps: a natural person's name masked (个人信息保护法 13, 25), and no code."""
        if self.is_person:
            return {"name": masked_name(self.name), "code": "", "type": self.type}
        return {"name": self.name, "code": "" if self.code == NO_CODE else self.code, "type": self.type}


class CasePage(ReviewedPageMixin, RegisteredPage):
    """What both kinds of case have in common."""

    # One alphabetical name for each column, so that both tables read alike.
    unit = models.ForeignKey(Unit, verbose_name=_("reporting unit"), on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(
        Authority,
        verbose_name=_("deciding authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    field = models.ForeignKey(
        Field, verbose_name=_("field"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    town = models.ForeignKey(
        Town, verbose_name=_("town or subdistrict"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(_("area of integrity"), max_length=12, choices=Area, default=Area.BUSINESS)
    document_number = models.CharField(
        _("document number"),
        max_length=80,
        blank=True,
        help_text=_("As on the paper, for instance 津市监处罚〔2026〕12号."),
    )
    decided_on = models.DateField(_("date of decision"), null=True, blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("For the list and the head of the page. Never a photograph of punished persons."),
    )

    base_form_class = CaseForm
    copy_form_class = CaseCopyForm
    parent_page_types = ["home.UnitPage"]
    subpage_types = []
    show_in_menus_default = False
    unpublished_fields = ("impact_assessment", "remarks")  # the privacy guard reads what becomes public

    class Meta:
        abstract = True

    def register_subjects(self):
        """The subjects as the register keeps them."""
        return [subject.as_data() for subject in self.subjects.all()]

    def private_names(self):
        """The full names of the natural persons the case is about: for the privacy guard, never for the public."""
        return [subject.name for subject in self.subjects.all() if subject.is_person]

    def register_columns(self):
        """The entry's columns that both kinds fill."""
        return {
            "unit": self.unit,
            "field": self.field,
            "town": self.town,
            "document_number": self.document_number,
            "decided_on": self.decided_on,
            "issuer": self.authority.name if self.authority else "",
            **(self.picture.as_thumbnail() if self.picture else {}),
        }

    def facts(self):
        """The facts both kinds show; dates as ISO 8601."""
        name = self.unit.name_on(self.decided_on) if self.decided_on else None
        return {
            "unit": name.full if name else self.unit.name,
            "authority": self.authority.name if self.authority else "",
            "field": self.field.name if self.field else "",
            "town": self.town.name if self.town else "",
            "area": self.area,
            "document_number": self.document_number,
            "decided_on": self.decided_on.isoformat() if self.decided_on else "",
            "picture": self.picture.as_fact() if self.picture else None,
        }

    def fact_label(self, key):
        """Also the subjects, which are no field."""
        return _("subjects") if key == "subjects" else super().fact_label(key)

    def fact_text(self, key, value):
        """Codes in words."""
        return str(dict(Area.choices).get(value, value)) if key == "area" else super().fact_text(key, value)

    def publication_problems(self, at):
        """What both kinds need before they may be public."""
        problems = blank_fields(
            self,
            {
                "title": _("The title is missing."),
                "summary": _("The summary is missing."),
                "authority": _("The deciding authority is missing."),
                "decided_on": _("The date of decision is missing."),
            },
        )
        if self.title == untitled(self.kind):
            problems.append(Problem(_("The title is missing."), "title"))
        subjects = self.register_subjects()
        if not subjects or any(is_blank(subject["name"]) for subject in subjects):
            problems.append(Problem(_("No subject is named."), "subjects"))
        if any(subject.is_person and not subject.of_age_confirmed for subject in self.subjects.all()):
            sentence = _(
                "Confirm that each natural person was of age on the day of the act; minors are never published."
            )
            problems.append(Problem(sentence, "subjects"))
        if any(subject.is_person and subject.code for subject in self.subjects.all()):
            problems.append(Problem(NO_CODE_OF_PERSONS, "subjects"))
        if not any(strip_tags(part.render()).strip() for block in self.body for part in block.value["content"]):
            problems.append(Problem(_("The text is missing."), "body"))
        if self.decided_on and self.decided_on > timezone.localdate(at):
            problems.append(Problem(_("The decision cannot lie in the future."), "decided_on"))
        return [*problems, *super().publication_problems(at), *self._published_before(subjects)]

    def _published_before(self, subjects):
        """The same decision about the same subject stands in the register once: a copy does not bring it back."""
        if not self.authority or not self.decided_on:
            return []
        number = self.document_number.strip()
        decision = {"document_number": number} if number else {"document_number": "", "decided_on": self.decided_on}
        codes = [subject["code"] for subject in subjects if subject["code"]]
        names = [name_key(subject["name"]) for subject in subjects]
        named = models.Q(subjects__name_key__in=names)
        if not number:  # an honour may have none: the day tells one decision from another, and the code the subject
            named &= models.Q(subjects__code="")
        other = (
            Entry.objects.filter(kind=self.kind, issuer=self.authority.name, **decision)
            .filter(models.Q(subjects__code__in=codes) | named)
            # What was published in error and taken down may be published rightly.
            .exclude(end_reason=EndReason.CORRECTED)
            .exclude(page_id=self.pk)
            .first()
        )
        if other is None:
            return []
        if other.state == State.ENDED:
            sentence = _("This decision about this subject was public before and has ended; it cannot come back.")
        else:
            sentence = _("This decision about this subject is in the register already.")
        return [Problem(sentence, "document_number")]
