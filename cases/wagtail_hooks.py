"""Media reports in the admin."""

from wagtail_modeladmin.options import modeladmin_register

from cases.models import MediaReport
from cms.desk.reference import ReferenceAdmin


@modeladmin_register
class MediaReportAdmin(ReferenceAdmin):
    """Reports in the media, by unit."""

    model = MediaReport
    menu_icon = "doc-full-inverse"
    menu_order = 320
    list_display = ("title", "unit", "medium", "level", "published_on")
    list_filter = ("level",)
    list_select_related = ("unit",)
    search_fields = ("title", "medium", "unit__name", "unit__short_name")
