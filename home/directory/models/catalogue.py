"""The catalogue of public credit information (item 2), in versions: what is collected, from whom, by which law."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.rules.models import Field
from home.directory.models.guarded import Guarded
from home.directory.models.tables import unit_field


class CatalogueVersionQuerySet(models.QuerySet):
    """Finds versions by their day."""

    def public_on(self, day):
        """The versions in force on `day` or before, the newest first."""
        return self.filter(in_force_on__lte=day).order_by("-in_force_on", "-pk")


class CatalogueVersion(Guarded):
    """A version of the catalogue: public from its day on, and kept when the next one comes."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Stable; appears in addresses."))
    name = models.CharField(_("name"), max_length=120)
    document = models.CharField(_("document it came with"), max_length=120, blank=True)
    in_force_on = models.DateField(_("in force from"))

    objects = CatalogueVersionQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("in_force_on")]),
        FieldPanel("name"),
        FieldPanel("document"),
    ]

    class Meta:
        verbose_name = _("version of the catalogue")
        verbose_name_plural = _("versions of the catalogue")
        ordering = ["-in_force_on", "-id"]

    def __str__(self):
        return self.name


class CatalogueItem(Guarded):
    """An item of a version. By its field it is tied to the cases of that field."""

    class Subjects(models.TextChoices):
        FIRMS = "firms", _("firms and other organisations")
        PERSONS = "persons", _("natural persons")
        BOTH = "both", _("firms and natural persons")

    class Publicity(models.TextChoices):
        OPEN = "open", _("open to everyone")
        ASKED = "asked", _("on authorisation")
        INTERNAL = "internal", _("shared within government")

    version = models.ForeignKey(
        CatalogueVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="items"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=200)
    unit = unit_field(_("providing unit"))
    subjects = models.CharField(_("about whom"), max_length=8, choices=Subjects)
    basis = models.CharField(_("law and article"), max_length=200)
    publicity = models.CharField(_("publicity"), max_length=10, choices=Publicity)
    cycle = models.CharField(_("update cycle"), max_length=60)
    field = models.ForeignKey(
        Field,
        verbose_name=_("field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Cases of this field are collected under the item."),
    )

    panels = [
        FieldRowPanel([FieldPanel("version"), FieldPanel("code")]),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("subjects"), FieldPanel("publicity"), FieldPanel("cycle")]),
        FieldPanel("basis"),
    ]

    class Meta:
        verbose_name = _("item of the catalogue")
        verbose_name_plural = _("items of the catalogue")
        ordering = ["version", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="catalogue_item_once")]

    def __str__(self):
        return f"{self.code} {self.name}"
