"""Campaign days in the admin."""

from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from campaigns.models import CampaignDay


@modeladmin_register
class CampaignDayAdmin(ModelAdmin):
    """The days on which the district campaigns."""

    model = CampaignDay
    menu_icon = "calendar"
    menu_order = 310
    list_display = ("name", "rule_in_words", "code", "valid_from", "valid_to")
    search_fields = ("name", "aliases", "code")
