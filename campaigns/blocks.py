"""The blocks of campaign pages: videos, quizzes on credit knowledge, events with seats, activities as reported."""

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.desk.blocks import HeadedBlock, PictureBlock, ProgrammeBlock, RunningBlock

VIDEOS = {"mp4": "video/mp4", "webm": "video/webm"}
MOST_OPTIONS, MOST_QUESTIONS = 6, 20


def wrong(**messages):
    """The error of a block, each message beside its part."""
    return StructBlockValidationError(
        block_errors={name: ErrorList([ValidationError(text)]) for name, text in messages.items()}
    )


class VideoBlock(blocks.StructBlock):
    """A video of our own: its file, poster, captions and transcript; no other site plays it.

    Without captions or transcript it can be published, and stands among the finds of editorial quality.
    """

    title = blocks.CharBlock(label=_("title"), max_length=120)
    video = DocumentChooserBlock(label=_("video file"), help_text=_("MP4 or WebM, uploaded as an attachment."))
    image = ImageChooserBlock(label=_("poster picture"), required=False)
    captions = DocumentChooserBlock(
        label=_("captions"), required=False, help_text=_("A WebVTT file (.vtt): what is said, for who cannot hear it.")
    )
    transcript = blocks.TextBlock(
        label=_("transcript"), required=False, help_text=_("What is said and seen, as a text to read.")
    )

    class Meta:
        icon = "media"
        label = _("video")
        template = "campaigns/blocks/video.html"

    def clean(self, value):
        """Raises an error for a file that is no video, or captions that are no WebVTT."""
        cleaned = super().clean(value)
        if cleaned["video"].file_extension.lower() not in VIDEOS:
            raise wrong(video=_("Choose an MP4 or WebM file."))
        if cleaned["captions"] and cleaned["captions"].file_extension.lower() != "vtt":
            raise wrong(captions=_("Choose a WebVTT file (.vtt)."))
        return cleaned

    def get_context(self, value, parent_context=None):
        """Adds the type of the file, and the poster's address."""
        context = super().get_context(value, parent_context)
        video, image = value["video"], value["image"]
        context["type"] = VIDEOS.get(video.file_extension.lower(), "") if video else ""
        context["poster"] = image.get_rendition("fill-1280x720|format-webp") if image else None
        return context


class QuestionBlock(blocks.StructBlock):
    """A question with its answers, of which one is right, and why."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    options = blocks.ListBlock(
        blocks.CharBlock(label=_("answer"), max_length=120), label=_("answers"), min_num=2, max_num=MOST_OPTIONS
    )
    right = blocks.IntegerBlock(label=_("number of the right answer"), min_value=1, max_value=MOST_OPTIONS)
    explanation = blocks.TextBlock(label=_("explanation"))

    class Meta:
        icon = "help"
        label = _("question")

    def clean(self, value):
        """Raises an error where there is no answer of that number."""
        cleaned = super().clean(value)
        if cleaned["right"] > len(cleaned["options"]):
            raise wrong(right=_("There is no answer of this number."))
        return cleaned


class QuizBlock(blocks.StructBlock):
    """A quiz: the answers are looked at on the server, and nothing is kept."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1, max_num=MOST_QUESTIONS)

    class Meta:
        icon = "help"
        label = _("quiz")
        template = "campaigns/blocks/quiz.html"


class EventBlock(blocks.StructBlock):
    """An event for which people sign up by number, without names."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    day = blocks.DateBlock(label=_("day"))
    time = blocks.TimeBlock(label=_("time"))
    place = blocks.CharBlock(label=_("place"), max_length=120)
    seats = blocks.IntegerBlock(label=_("seats"), min_value=1, max_value=10_000)

    class Meta:
        icon = "date"
        label = _("event with sign-up")
        template = "campaigns/blocks/event.html"


class ActivityBlock(blocks.StructBlock):
    """An activity of a unit, as it reported it and an editor took it into the page."""

    report = blocks.IntegerBlock(label=_("number of the report"), required=False)
    unit = blocks.CharBlock(label=_("unit"), max_length=60)
    day = blocks.DateBlock(label=_("held on"))
    place = blocks.CharBlock(label=_("place"), max_length=120)
    people = blocks.IntegerBlock(label=_("people reached"), min_value=0, max_value=10_000_000)
    text = blocks.TextBlock(label=_("what was done"))
    pictures = blocks.ListBlock(PictureBlock(), label=_("photographs"), required=False)
    links = blocks.ListBlock(blocks.URLBlock(), label=_("links of media"), required=False)

    class Meta:
        icon = "group"
        label = _("activity")
        template = "campaigns/blocks/activity.html"


BODY = [
    ("programme", ProgrammeBlock()),
    ("event", EventBlock()),
    ("quiz", QuizBlock()),
    ("video", VideoBlock()),
    *RunningBlock().child_blocks.items(),
    ("part", HeadedBlock()),
]
ACTIVITIES = [("activity", ActivityBlock())]


def events_of(body):
    """The events of a body as data (of a page, or as frozen): key, title, day and time in ISO 8601, place, seats."""
    return [
        {"key": block["id"], **{name: block["value"][name] for name in ("title", "day", "time", "place", "seats")}}
        for block in body
        if block["type"] == "event"
    ]


def quiz_of(body):
    """The quiz of a body as data: `title`, and `questions` with question, options, right (from 1), explanation.

    None where there is none.
    """
    value = next((block["value"] for block in body if block["type"] == "quiz"), None)
    if value is None:
        return None
    questions = [_plain(item) for item in value["questions"]]
    return {
        "title": value["title"],
        "questions": [q | {"options": [_plain(o) for o in q["options"]]} for q in questions],
    }


def _plain(item):
    """The value of a list's item, as Wagtail stores it with an id."""
    return item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
