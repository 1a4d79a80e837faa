"""What the desk fills in about editions, tasks and reports."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import ActivityReport, Edition, Task
from campaigns.models.days import FIRST_YEAR, LAST_YEAR
from cms import clock
from cms.desk.forms import DateInput
from cms.media.forms import PictureFileField
from cms.privacy.scanner import scan
from cms.units.models import Unit

MOST_PEOPLE = 10_000_000  # reached by one activity: a broadcast reaches a city
MOST_PICTURES, MOST_LINKS = 9, 10
SLOTS = 3  # photographs in one sending


class NearDateField(forms.DateField):
    """A date in the years for which there are campaigns: tasks are counted from it, forwards and back."""

    widget = DateInput

    def to_python(self, value):
        """Raises ValidationError also for a year nobody means."""
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def _scheme(link):
    """The scheme of an address, or "" where it is none."""
    try:
        return urlsplit(link).scheme
    except ValueError:
        return ""


class EditionForm(forms.ModelForm):
    """Dates and units of an edition."""

    class Meta:
        model = Edition
        fields = ["starts_on", "ends_on", "organiser", "units"]
        field_classes = {"starts_on": NearDateField, "ends_on": NearDateField}
        widgets = {"units": forms.CheckboxSelectMultiple}


class TaskForm(forms.ModelForm):
    """A task for this edition alone, for one of its units or for all."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("unit"), required=False, empty_label=gettext_lazy("all its units")
    )

    class Meta:
        model = Task
        fields = ["title", "due_on", "unit"]
        field_classes = {"due_on": NearDateField}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])


class DoneForm(forms.Form):
    """What a unit says when a task is done."""

    remark = forms.CharField(label=gettext_lazy("remark"), max_length=300, required=False)


class ReportForm(forms.ModelForm):
    """An activity as its unit reports it, with up to three new photographs in one sending."""

    links = forms.CharField(
        label=gettext_lazy("links of media"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One address a line."),
    )

    class Meta:
        model = ActivityReport
        fields = ["unit", "held_on", "place", "people", "description"]
        widgets = {"held_on": DateInput, "description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if self.instance.pk:
            self.initial["links"] = "\n".join(self.instance.links)
        elif units.count() == 1:
            self.initial["unit"] = units.first()
        self.order_fields(["unit", "held_on", "place", "people", "description", "links"])
        for number in range(1, SLOTS + 1):
            self.fields[f"picture_{number}"] = PictureFileField(
                label=_("photograph %(number)s") % {"number": number}, required=False
            )
            self.fields[f"seen_{number}"] = forms.CharField(
                label=_("what is seen on photograph %(number)s") % {"number": number}, max_length=200, required=False
            )
        if self.instance.pk:
            self.fields["removed"] = forms.ModelMultipleChoiceField(
                self.instance.pictures.all(),
                label=_("remove these photographs"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_people(self):
        """No more than a country's number of people."""
        people = self.cleaned_data["people"]
        if people > MOST_PEOPLE:
            raise ValidationError(_("So many people were not there."))
        return people

    def clean_held_on(self):
        """Not in the future: it is a report."""
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean_links(self):
        """A list of addresses of http and https."""
        links = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if len(links) > MOST_LINKS:
            raise ValidationError(_("At most %(most)s links.") % {"most": MOST_LINKS})
        for link in links:
            if _scheme(link) not in {"http", "https"} or len(link) > 500:
                raise ValidationError(_("“%(link)s” is no address of a page.") % {"link": link[:60]})
            URLValidator(schemes=["http", "https"])(link)
        return links

    def clean(self):
        """Each photograph has words; there are not too many; the text names nothing personal."""
        cleaned = super().clean()
        there = self.instance.pictures.count() - len(cleaned.get("removed") or []) if self.instance.pk else 0
        for number in range(1, SLOTS + 1):
            if cleaned.get(f"picture_{number}"):
                there += 1
                if not cleaned.get(f"seen_{number}"):
                    self.add_error(f"seen_{number}", _("Say in a few words what is seen: some readers only hear it."))
        if there > MOST_PICTURES:
            self.add_error("picture_1", _("At most %(most)s photographs.") % {"most": MOST_PICTURES})
        for name in ("place", "description", *(f"seen_{n}" for n in range(1, SLOTS + 1))):
            if found := scan(cleaned.get(name) or ""):
                masked = "、".join(dict.fromkeys(finding.masked for finding in found))
                self.add_error(name, _("Personal data does not belong here: %(masked)s") % {"masked": masked})
        return cleaned

    def pictures(self):
        """The new photographs, as `(file, words)`."""
        slots = range(1, SLOTS + 1)
        return [(file, self.cleaned_data[f"seen_{n}"]) for n in slots if (file := self.cleaned_data[f"picture_{n}"])]


class DecisionForm(forms.Form):
    """Why a report is returned."""

    why = forms.CharField(
        label=gettext_lazy("Explanation"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
