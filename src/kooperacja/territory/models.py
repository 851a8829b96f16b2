"""The land: voivodeships, powiats and gminas as the official register knows them, with what they were before."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.dated import DatedModel, dated
from kooperacja.audit.models import AuditedModel
from kooperacja.kernel import teryt
from kooperacja.kernel.text import fold

from .querysets import UnitQuerySet


class Level(models.TextChoices):
    """The three tiers."""

    VOIVODESHIP = teryt.Level.VOIVODESHIP.value, _("voivodeship")
    POWIAT = teryt.Level.POWIAT.value, _("powiat")
    GMINA = teryt.Level.GMINA.value, _("gmina")


class Kind(models.TextChoices):
    """The digit RODZ in words. Only the first three are gminas; see `kernel.teryt`."""

    URBAN = teryt.GminaKind.URBAN.value, _("urban gmina")
    RURAL = teryt.GminaKind.RURAL.value, _("rural gmina")
    URBAN_RURAL = teryt.GminaKind.URBAN_RURAL.value, _("urban-rural gmina")
    TOWN_PART = teryt.GminaKind.TOWN_PART.value, _("town in an urban-rural gmina")
    RURAL_PART = teryt.GminaKind.RURAL_PART.value, _("rural area of an urban-rural gmina")
    WARSAW_DISTRICT = teryt.GminaKind.WARSAW_DISTRICT.value, _("district of Warsaw")
    CITY_DELEGATION = teryt.GminaKind.CITY_DELEGATION.value, _("part of a city (delegation)")


GMINA_KINDS = sorted(kind.value for kind in teryt.GMINA_KINDS)
PART_KINDS = sorted(kind.value for kind in teryt.URBAN_RURAL_PARTS | teryt.CITY_PARTS)


class Unit(AuditedModel):
    """A unit is its code: WW, WWPP or WWPPGG. Whatever else changes, it stays the same row, and is never deleted.

    Name, addition, kind and end repeat the newest version, so that lists and forms need no join. Only the import
    writes them.
    """

    level = models.CharField(_("level"), max_length=11, choices=Level)
    code = models.CharField(_("TERC code"), max_length=6, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.CharField(_("name"), max_length=100)
    name_addition = models.CharField(_("addition to the name"), max_length=100, blank=True)
    folded = models.CharField(max_length=100, editable=False, db_index=True)
    kind = models.CharField(_("kind"), max_length=1, choices=Kind, blank=True)
    ends_on = models.DateField(_("existed until"), null=True, editable=False)

    objects = UnitQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_only_a_gmina_has_a_kind",
                condition=Q(level=Level.GMINA, kind__in=["", *GMINA_KINDS]) | (~Q(level=Level.GMINA) & Q(kind="")),
            ),
            models.CheckConstraint(
                name="unit_only_a_voivodeship_has_no_parent",
                condition=Q(level=Level.VOIVODESHIP, parent=None) | (~Q(level=Level.VOIVODESHIP) & ~Q(parent=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    @property
    def current_name(self) -> str:
        """The name of today, or the last one of a unit that ended."""
        return self.name

    @property
    def is_current(self) -> bool:
        """Whether the newest file of its voivodeship lists it."""
        return self.ends_on is None

    @property
    def is_city(self) -> bool:
        """Whether it is an urban gmina, or a powiat that is one city."""
        return self.kind == Kind.URBAN or (self.level == Level.POWIAT and "na prawach powiatu" in self.name_addition)

    @property
    def full_code(self) -> str:
        """The code as people write it: of a gmina seven digits, with its kind of today."""
        return f"{self.code}{self.kind}"

    @property
    def full_name(self) -> str:
        """The name with what it is: “gmina Oksa”, “powiat jędrzejowski”, “województwo świętokrzyskie”."""
        if self.is_city:
            return gettext("city of %(name)s") % {"name": self.name}
        words = {
            Level.VOIVODESHIP: gettext("%(name)s voivodeship"),
            Level.POWIAT: gettext("%(name)s powiat"),
            Level.GMINA: gettext("%(name)s gmina"),
        }
        return words[Level(self.level)] % {"name": self.name}

    @property
    def place(self) -> str:
        """The full name with the powiat or voivodeship around it, since names repeat. Reads `parent`."""
        return f"{self.full_name}, {self.parent.full_name}" if self.parent else self.full_name

    def version_on(self, day: date) -> "UnitVersion | None":
        """Return what the register said of the unit on that day, or None if it didn't know it then."""
        return self.versions.on(day).first()

    def name_on(self, day: date) -> str:
        """Return the name on that day; before the register knew the unit and after its end, the nearest one."""
        version = self.version_on(day)
        if version is None and self.ends_on is None:
            version = self.versions.order_by("starts_on").first()
        return version.name if version else self.name


class UnitVersion(DatedModel):
    """What a unit was called, and of which kind it was, from a day to a day.

    The days are those of the files: a change is dated to the first file that shows it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = models.CharField(_("name"), max_length=100)
    name_addition = models.CharField(_("addition to the name"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=1, choices=Kind, blank=True)

    class Meta:
        constraints = [
            dated("unit_version"),
            models.UniqueConstraint(fields=["unit", "starts_on"], name="unit_version_starts_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on=None), name="unit_version_current_once"),
            models.CheckConstraint(name="unit_version_kind_of_a_gmina", condition=Q(kind__in=["", *GMINA_KINDS])),
        ]


class UnitPart(DatedModel):
    """A town or rural area of an urban-rural gmina, or a district of a city: a part of `unit`, from a day to a day.

    Nobody is competent for a part, and nothing refers to one: who chooses it has chosen its gmina.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts")
    code = models.CharField(_("TERC code"), max_length=7)
    name = models.CharField(_("name"), max_length=100)
    name_addition = models.CharField(_("addition to the name"), max_length=100, blank=True)
    folded = models.CharField(max_length=100, editable=False)
    kind = models.CharField(_("kind"), max_length=1, choices=Kind)

    class Meta:
        constraints = [
            dated("unit_part"),
            models.UniqueConstraint(fields=["code", "starts_on"], name="unit_part_starts_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(ends_on=None), name="unit_part_current_once"),
            models.CheckConstraint(name="unit_part_kind_of_a_part", condition=Q(kind__in=PART_KINDS)),
        ]


class Succession(AuditedModel):
    """That one unit followed another that ended. Several may follow one, and one may follow several."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="followed_by", verbose_name=_("ended unit"))
    new = models.ForeignKey(Unit, models.PROTECT, related_name="follows", verbose_name=_("successor"))
    on = models.DateField(_("day of the change"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(name="succession_of_two_units", condition=~Q(old=models.F("new"))),
        ]


class TerritoryImport(AuditedModel):
    """A file that was read: of which day, and for which voivodeships it spoke."""

    at = models.DateTimeField(_("imported at"))
    as_of = models.DateField(_("state on"))
    sha256 = models.CharField(max_length=64)
    voivodeships = models.JSONField(_("voivodeships"))
    voivodeships_with_parts = models.JSONField(_("voivodeships of which the file lists parts of gminas"))
    counts = models.JSONField(_("numbers of changes"))

    class Meta:
        indexes = [models.Index(fields=["as_of"], name="territory_import_by_day")]
