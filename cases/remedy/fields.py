"""Fields of the public forms: several files at once, a contact, a verification code."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cases.remedy import evidence
from cms import clock
from cms.register.models import Entry
from cms.register.views import typed_code

TELEPHONE = re.compile(r"[+(]?\d[\d ()-]{5,22}\d")


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        """Every file of the field."""
        return files.getlist(name)


class EvidenceField(forms.FileField):
    """Several files; cleaned to `(original name, file)` pairs, pictures without their metadata."""

    widget = FilesInput(attrs={"accept": ",".join(evidence.SUFFIXES)})

    def clean(self, data, initial=None):
        """The pairs, or every sentence about what cannot be taken."""
        files = [file for file in data or [] if file]
        if len(files) > evidence.MOST:
            raise ValidationError(_("At most %(most)s files can be attached.") % {"most": evidence.MOST})
        found, problems = [], []
        for file in files:
            try:
                found.append((file.name, evidence.checked(file)))
            except ValidationError as error:
                problems += error.messages
        if problems:
            raise ValidationError(problems)
        return found


class ContactField(forms.CharField):
    """A telephone number or an e-mail address."""

    def clean(self, value):
        """The text as typed; raises ValidationError for one that reaches nobody."""
        text = super().clean(value)
        if not text or TELEPHONE.fullmatch(text):
            return text
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(_("Enter a telephone number or an e-mail address.")) from None
        return text


class EntryField(forms.CharField):
    """The verification code of a case that is public now; cleaned to its entry, or None where it may be empty."""

    def __init__(self, *, kinds, **kwargs):
        self.kinds = kinds
        super().__init__(max_length=200, **kwargs)

    def clean(self, value):
        """The entry; raises ValidationError for a code that belongs to nothing public of the kinds asked for."""
        text = super().clean(value)
        if not text:
            return None
        entry = visible_entry(text)
        if entry is None:
            raise ValidationError(
                _("No public case has this code. It stands beside the case under “verification”; ten characters.")
            )
        if entry.kind not in self.kinds:
            raise ValidationError(_("This cannot be asked for about a page of this kind."))
        return entry


def visible_entry(text):
    """The entry with the verification code a reader typed, while the public may see it; otherwise None."""
    code = typed_code(text)
    visible = Entry.objects.visible(clock.now()).select_related("content", "unit")
    return visible.filter(code=code).first() if code else None
