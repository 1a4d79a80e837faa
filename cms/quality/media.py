"""Videos without captions or transcript: finds beside those of wording (无障碍环境建设法 32, GB/T 37668-2019)."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from cms.quality.models import Severity, TermFind, TermKind

VIDEO = re.compile(r'<figure class="video">.*?</figure>', re.DOTALL)
NAME = re.compile(r'aria-label="([^"]*)"')


@dataclass(frozen=True)
class Gap:
    """What a video lacks: captions, or the text to read in its place."""

    title: str
    lacks: str
    paths: tuple = ()  # as a hint's; the editor has no place of its own for it

    @property
    def sentence(self):
        """The gap as a person reads it."""
        return _("The video “%(title)s” lacks %(what)s.") % {"title": self.title, "what": self.lacks}


def draft_html(page):
    """The rendered body of a draft in memory where it holds a video; "" otherwise, since rendering takes time."""
    return page.body_html() if any(block.get("type") == "video" for block in page.body_data()) else ""


def gaps(html):
    """The `Gap`s of the videos in rendered HTML."""
    for video in VIDEO.findall(html):
        name = NAME.search(video)
        title = unescape(name[1]) if name else ""
        if "<track" not in video:
            yield Gap(title, _("captions"))
        if 'class="transcript"' not in video:
            yield Gap(title, _("transcript"))


def finds(examination, html):
    """The gaps as unsaved finds of an examined text."""
    return [
        TermFind(
            examination=examination,
            place=_("video"),
            excerpt=gap.sentence[:200],
            wrong=gap.title[:120],
            right=gap.lacks,
            kind=TermKind.MEDIA,
            severity=Severity.HINT,
        )
        for gap in gaps(html)
    ]
