"""Campaign days in the admin."""

from wagtail_modeladmin.options import modeladmin_register

from campaigns.models import CampaignDay
from cms.desk.reference import ReferenceAdmin


@modeladmin_register
class CampaignDayAdmin(ReferenceAdmin):
    """The days on which the district campaigns."""

    model = CampaignDay
    menu_icon = "calendar"
    menu_order = 310
    list_display = ("name", "rule_in_words", "code", "valid_from", "valid_to")
    search_fields = ("name", "aliases", "code")
