"""Photographs and files of a case: uploaded from a telephone or a desk, kept in the unit's collection."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField

from cases.reporting.wizard import texts
from cms.media.forms import PictureFileField
from cms.media.models import Attachment, Picture, sha256_of
from cms.register.vocabulary import Kind

SECTION_OF_PHOTOGRAPHS = {Kind.PUNISHMENT: "process", Kind.HONOUR: "practice"}
SECTION_OF_FILES = {Kind.PUNISHMENT: "result", Kind.HONOUR: "results"}
HEAD, SOURCE = "head", "source"


def document_field(label):
    """A file with Wagtail's checks of extension and size."""
    return WagtailDocumentField(label=label, required=False, widget=forms.FileInput)


class UploadForm(forms.Form):
    """What may be uploaded in one go: a photograph (taken now or chosen), a file, the document of the decision."""

    camera = PictureFileField(
        label=_("Take a photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    photograph = PictureFileField(
        label=_("Choose a photograph"),
        required=False,
        # Named one by one: an iPhone then hands over a JPEG instead of its own format.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    description = forms.CharField(
        label=_("What the photograph shows"),
        max_length=255,
        required=False,
        help_text=_("One sentence; it is read to those who do not see."),
    )
    attachment = document_field(_("Choose a file"))
    attachment_title = forms.CharField(
        label=_("What the file is called"), max_length=120, required=False, help_text=_("Empty: the name of the file.")
    )
    source = document_field(_("Document of the decision"))

    def __init__(self, page, user, data=None, files=None):
        super().__init__(data, files, prefix="upload")
        self.page, self.user = page, user
        if page.kind != Kind.PUNISHMENT:
            del self.fields["source"]

    def clean(self):
        """A photograph needs its words: who does not see it reads them."""
        cleaned = super().clean()
        if self._photographs(cleaned) and not cleaned.get("description", "").strip():
            self.add_error("description", gettext("Say in a sentence what the photograph shows, and choose it again."))
        return cleaned

    @staticmethod
    def _photographs(cleaned):
        return [cleaned[name] for name in ("camera", "photograph") if cleaned.get(name)]

    def put(self):
        """Keeps what is right in the unit's collection and puts it on the page; returns how many files that were.

        A file that turns out to be damaged is an error of its field.
        """
        done = 0
        if "description" not in self.errors:
            for name in ("camera", "photograph"):
                done += self._keep_picture(name)
        return done + self._keep_document("attachment") + self._keep_document("source")

    def _keep_document(self, name):
        file = self.cleaned_data.get(name)
        title = self.cleaned_data.get("attachment_title", "").strip() if name == "attachment" else ""
        document = file and self._keep(name, Attachment, title or PurePath(file.name).stem)
        if document:
            self._place_document(name, document)
        return bool(document)

    def _keep_picture(self, name):
        words = self.cleaned_data["description"].strip()
        picture = self.cleaned_data.get(name) and self._keep(name, Picture, words, description=words)
        if not picture:
            return 0
        if self.page.kind == Kind.HONOUR and self.page.picture is None:
            self.page.picture = picture
        else:
            section = SECTION_OF_PHOTOGRAPHS[self.page.kind]
            texts.put_medium(self.page, "picture", texts.picture_value(picture), section)
        return 1

    def _keep(self, name, model, title, **fields):
        """The file of the field `name` in the unit's collection, or None with an error beside the field."""
        kept = model(title=title[:255], file=self.cleaned_data[name], uploaded_by_user=self.user, **fields)
        if self.page.unit.collection_id:
            kept.collection = self.page.unit.collection
        try:
            kept.full_clean()
        except forms.ValidationError as error:
            self.add_error(name, error.messages)
            return None
        kept.save()
        return kept

    def _place_document(self, name, document):
        if name == "source":
            self.page.source_document = document
            self.page.source_sha256 = sha256_of(document)
        else:
            section = SECTION_OF_FILES[self.page.kind]
            texts.put_medium(self.page, "attachment", texts.attachment_value(document), section)


def remove(page, key):
    """Takes the picture or file `key` from the page; the file stays in the unit's collection. Says whether it did."""
    if key == HEAD and page.picture:
        page.picture = None
    elif key == SOURCE and getattr(page, "source_document", None):
        page.source_document, page.source_sha256 = None, ""
    else:
        return texts.take_medium(page, key) is not None
    return True


def make_head(page, key):
    """Makes the picture `key` of the body the picture of a reward case; the former one takes its place in the body."""
    chosen = next((m for m in texts.media_of(page) if m.key == key and m.kind == "picture"), None)
    if chosen is None or page.kind != Kind.HONOUR:
        return False
    texts.take_medium(page, key)
    if page.picture:
        texts.put_medium(page, "picture", texts.picture_value(page.picture), chosen.section)
    page.picture = chosen.file
    return True
