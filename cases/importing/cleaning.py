"""What the models say of a draft, told by the columns of the table."""

from django.core.exceptions import ValidationError

from cases.importing.cells import Cells
from cases.importing.columns import BY_KEY
from cases.importing.faults import ERROR, WARNING

# Fields of the models and the columns that fill them, where they are called otherwise.
COLUMN_OF = {
    "document_number": "number",
    "legal_representative": "representative",
    "law": "bases",
    "article": "bases",
    "draft_title": "title",
}
# What we looked up ourselves, and what Wagtail fills when the page gets its place.
NOT_CLEANED = {
    *("unit", "authority", "field", "town", "page", "owner", "locale", "content_type", "path", "depth", "numchild"),
    *("slug", "url_path", "translation_key", "alias_of", "latest_revision", "live_revision", "locked_by", "picture"),
    *("regime", "source_document", "page_ptr"),
}


class Cleaned(Cells):
    """A row whose page and what hangs on it are checked by the rules of their own models."""

    def _clean(self, page):
        """Lets the models judge page, subject and bases."""
        self._cleaned(page)
        subject = page.subjects.all()[0]
        errors = self._errors(subject)
        if "code" in errors and not subject.is_person:
            # The model asks to confirm a code that fails its check: of a draft that is asked when it is edited.
            subject.code_confirmed = True
            if "code" not in self._errors(subject):
                self._say(WARNING, "code", subject.code, errors.pop("code")[0])
            subject.code_confirmed = False
        self._report(errors)
        for basis in page.bases.all() if hasattr(page, "bases") else []:
            self._report(self._errors(basis))

    def _cleaned(self, page):
        self._report(self._errors(page))

    @staticmethod
    def _errors(instance):
        try:
            instance.full_clean(exclude=NOT_CLEANED, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            return error.message_dict
        return {}

    def _report(self, errors):
        """Says each error of a model beside its column, unless something is wrong there already."""
        for name, messages in errors.items():
            key = COLUMN_OF.get(name, name)
            heading = BY_KEY[key].heading if key in BY_KEY else ""
            if heading not in self._faulty():
                self._say(ERROR, key if heading else "", self.read.get(key, ""), " ".join(messages))
