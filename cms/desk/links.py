"""Links in running text that lead away: readers are told before they follow them (GB/T 37668-2019)."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.rich_text import LinkHandler


class ExternalLinkHandler(LinkHandler):
    """Draws a link to another site with its mark, and with words for those who do not see it."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs):
        """The opening tag; an address of this site stays an ordinary link."""
        href = attrs.get("href", "")
        if href == settings.SITE_URL or href.startswith(f"{settings.SITE_URL}/"):
            return format_html('<a href="{}">', href)
        return format_html(
            '<a class="away" href="{}" rel="noopener external" title="{}">', href, _("(leaves this site)")
        )
