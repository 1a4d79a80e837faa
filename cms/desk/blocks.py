"""The blocks that bodies are written with."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of the migrations: a changed label is no schema change."""

    def __init__(self, block_types=None, **kwargs):
        super().__init__(block_types if block_types is not None else [], **kwargs)

    def deconstruct(self):
        """As Django's, without the blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text and a caption."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "desk/blocks/picture.html"


def caption_texts(page):
    """The captions and alternative texts of the pictures in a page's body."""

    def of(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in {"caption", "alt_text"} and isinstance(inner, str) and inner:
                    yield inner
                else:
                    yield from of(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from of(inner)

    return list(of(page.body_data()))


class AttachmentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("attachment")
        template = "desk/blocks/attachment.html"


def text_block(**kwargs):
    """Running text with the few formats an official page needs."""
    return blocks.RichTextBlock(features=TEXT_FEATURES, label=_("text"), icon="pilcrow", **kwargs)


def table_block():
    """A table of text cells with a heading row."""
    return TypedTableBlock(
        [("text", blocks.CharBlock(label=_("text"), required=False))],
        label=_("table"),
        icon="table",
        template="desk/blocks/table.html",
    )


class RunningBlock(blocks.StreamBlock):
    """What may stand in running text: paragraphs, pictures, tables, attachments."""

    text = text_block()
    picture = PictureBlock()
    table = table_block()
    attachment = AttachmentBlock()

    class Meta:
        label = _("content")


class SectionBlock(blocks.StructBlock):
    """A named section of a case; the name is the block's label."""

    content = RunningBlock(label=_("content"))

    class Meta:
        icon = "list-ul"
        template = "desk/blocks/section.html"


class HeadedBlock(blocks.StructBlock):
    """A part of an information page under its own heading."""

    heading = blocks.CharBlock(label=_("heading"), max_length=80)
    content = RunningBlock(label=_("content"))

    class Meta:
        icon = "title"
        label = _("part with a heading")
        template = "desk/blocks/headed.html"


class PolicySectionBlock(blocks.StructBlock):
    """A chapter heading of a policy article."""

    title = blocks.CharBlock(label=_("chapter"), max_length=120)

    class Meta:
        icon = "title"
        label = _("chapter")
        template = "desk/blocks/policy_section.html"


class PolicyItemBlock(blocks.StructBlock):
    """A numbered item of a policy article, with an address of its own (`#item-34`)."""

    number = blocks.IntegerBlock(label=_("number"), min_value=1, max_value=999)
    heading = blocks.CharBlock(label=_("heading"), required=False, max_length=120)
    text = text_block()
    responsible = blocks.CharBlock(label=_("responsible units"), required=False, max_length=200)
    tag = blocks.ChoiceBlock(
        label=_("deadline tag"),
        required=False,
        choices=[
            ("inspection", _("inspection item, by 31 August")),
            ("assessment", _("assessed item, by 31 December")),
        ],
    )

    class Meta:
        icon = "list-ol"
        label = _("numbered item")
        template = "desk/blocks/policy_item.html"


class ProgrammeBlock(blocks.StructBlock):
    """A line of a campaign day's programme."""

    time = blocks.CharBlock(label=_("time"), max_length=40)
    what = blocks.CharBlock(label=_("what happens"), max_length=200)

    class Meta:
        icon = "time"
        label = _("programme line")
        template = "desk/blocks/programme.html"
