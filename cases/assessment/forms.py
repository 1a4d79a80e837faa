"""The desk's forms of reports, scores, duties, items and remarks."""

from pathlib import Path

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.widgets import AdminDateInput

from cases.assessment.models import PlanItem, YearRemark, ZeroReport
from cases.models import MediaReport
from cms import clock
from cms.media.reencode import without_metadata
from cms.units.models import Unit

MB = 1024 * 1024
PICTURES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
PICTURE_SIZE, EVIDENCE_SIZE = 5 * MB, 20 * MB
EVIDENCE = (".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".zip")
EVIDENCE_HELP = _("pdf, docx, xlsx, jpg, png or zip, at most 20 MB; only your unit and the credit office can open it.")


class ScreenshotField(forms.FileField):
    """A PNG, JPEG or WebP, written anew without its metadata."""

    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})  # its stored name means nothing

    def clean(self, data, initial=None):
        """The picture without metadata; raises ValidationError for what is none, or is too large."""
        file = super().clean(data, initial)
        if not file or file is initial:
            return file
        if file.size > PICTURE_SIZE:
            raise ValidationError(_("The picture may have at most 5 MB."))
        try:
            with Image.open(file) as picture:
                if picture.format not in PICTURES:
                    raise ValidationError(_("Please choose a PNG, JPEG or WebP picture."))
            return without_metadata(file)
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
            raise ValidationError(_("Please choose a PNG, JPEG or WebP picture.")) from None


class EvidenceField(forms.FileField):
    """One file that proves something."""

    widget = forms.FileInput

    def __init__(self, **kwargs):
        kwargs = {"label": _("Evidence"), "required": False, "help_text": EVIDENCE_HELP} | kwargs
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        """The file; raises ValidationError for a kind or size that is not taken."""
        file = super().clean(data, initial)
        if file and file is not initial:
            if Path(file.name).suffix.lower() not in EVIDENCE:
                raise ValidationError(_("Files of this kind are not taken here."))
            if file.size > EVIDENCE_SIZE:
                raise ValidationError(_("The file may have at most 20 MB."))
        return file


class MediaReportForm(forms.ModelForm):
    """A media report, for one of the units its author may report for."""

    link = forms.URLField(
        label=_("link"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    screenshot = ScreenshotField(
        label=_("Screenshot"),
        required=False,
        help_text=_("Where there is no link: a picture of the report, PNG, JPEG or WebP, at most 5 MB."),
    )

    class Meta:
        model = MediaReport
        fields = ["unit", "title", "medium", "level", "published_on", "link", "screenshot"]
        widgets = {"published_on": AdminDateInput}
        error_messages = {
            NON_FIELD_ERRORS: {"unique_together": _("Your unit has reported this title in this medium already.")}
        }

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if len(units) == 1:
            self.fields["unit"].initial = units[0]

    def clean_published_on(self):
        """Raises ValidationError for a day to come."""
        day = self.cleaned_data["published_on"]
        if day > clock.today() or day.year < 2000:
            raise ValidationError(_("Please give the day on which the medium brought it."))
        return day

    def clean(self):
        """Raises ValidationError without any proof, and for what the own unit has reported already."""
        data = super().clean()
        if not data.get("link") and not data.get("screenshot"):
            self.add_error("link", _("A link or a screenshot is needed: the supervisor verifies by it."))
        return data


class DecisionForm(forms.Form):
    """Yes, or no with a reason."""

    why = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a no: the unit reads it."),
    )


class ZeroForm(forms.ModelForm):
    """Why there is nothing to report."""

    class Meta:
        model = ZeroReport
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}


class UnitScoreForm(forms.Form):
    """A line of the sheet as the unit fills it in."""

    score = forms.DecimalField(label=_("unit score"), required=False, min_value=0, max_digits=5, decimal_places=2)
    remark = forms.CharField(
        label=_("remark of the unit"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = EvidenceField(help_text="")

    def __init__(self, *args, line, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line
        self.fields["score"].max_value = line.weight.most
        self.fields["score"].widget.attrs.update({"min": 0, "max": line.weight.most, "step": "0.01"})
        for name, field in self.fields.items():  # the table's heads say it to the eye
            field.widget.attrs["aria-label"] = f"{line.weight.name}：{field.label}"
            field.widget.attrs["id"] = f"id_{self.prefix}-{name}"

    def clean_score(self):
        """Raises ValidationError for more than the line can give."""
        score = self.cleaned_data["score"]
        if score is not None and score > self.line.weight.most:
            raise ValidationError(_("At most %(most)s.") % {"most": f"{self.line.weight.most:g}"})
        return score


class CentreScoreForm(UnitScoreForm):
    """A line of the sheet as the credit office or the supervisor fills it in."""

    evidence = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["score"].label, self.fields["remark"].label = _("centre score"), _("remark of the credit office")
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{self.line.weight.name}：{field.label}"


class DutyForm(forms.Form):
    """How an item was done."""

    remark = forms.CharField(
        label=_("What was done"), min_length=2, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    evidence = EvidenceField()


class UnitsField(forms.ModelMultipleChoiceField):
    """Units by their numbers; one that no database can hold is none of them."""

    def _check_values(self, value):
        if any(len(str(number)) > 18 for number in value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"})
        return super()._check_values(value)


class PlanItemForm(forms.ModelForm):
    """An item of the plan with the units that are responsible."""

    units = UnitsField(
        Unit.objects.order_by("kind", "pk"),
        label=_("responsible units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PlanItem
        fields = ["year", "number", "kind", "title", "due_on"]
        widgets = {"due_on": AdminDateInput}

    def clean(self):
        """Raises ValidationError for a closed year, and for a deadline that lies in another year."""
        from cases.assessment import years

        data = super().clean()
        for year in {data.get("year"), self.initial.get("year")} - {None}:
            if sentence := years.refusal(year):
                self.add_error("year", sentence)
        if data.get("due_on") and data.get("year") and data["due_on"].year != data["year"]:
            self.add_error("due_on", _("The deadline lies in the plan year."))
        return data


class RemarkForm(forms.ModelForm):
    """A dated remark on a closed year."""

    class Meta:
        model = YearRemark
        fields = ["unit", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
