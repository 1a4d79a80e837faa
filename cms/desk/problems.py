"""What keeps a draft from becoming public, said in a sentence and next to its field."""

from cms.register.names import is_blank


class Problem(str):
    """A sentence that says what is missing; `field` names the field or rows of the form it belongs to (or is "")."""

    __slots__ = ("field",)

    def __new__(cls, sentence, field=""):
        """`sentence` may be lazy: it is read in the language of this moment."""
        problem = super().__new__(cls, str(sentence))
        problem.field = field
        return problem


def blank_fields(page, sentences):
    """A `Problem` for each field of `sentences` (name to sentence) that `page` leaves empty or fills with nothing."""
    return [Problem(sentence, name) for name, sentence in sentences.items() if is_blank(getattr(page, name) or None)]
