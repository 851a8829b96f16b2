"""Bodies of every sector. Kinds and functions are data: every region composes its own."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kooperacja.access.actor import Duty
from kooperacja.audit.dated import DatedModel, dated
from kooperacja.audit.models import AuditedModel, AuditedQuerySet
from kooperacja.kernel.text import fold


class Term(AuditedModel):
    """A word of the vocabulary, which operators keep: Polish and English, with a code that never changes."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name in Polish"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name

    def __str__(self) -> str:
        return self.label


class Sector(Term):
    """Welfare, education, health, police, justice, labour, non-governmental…"""


class DutyProfile(models.TextChoices):
    """Whose statutory duties a reporter from this kind of institution has; it chooses the page of duties."""

    WELFARE = "welfare", _("welfare")
    EDUCATION = "education", _("education")
    POLICE = "police", _("police")
    HEALTH = "health", _("health")
    JUSTICE = "justice", _("courts, probation, prisons")
    OTHER = "other", _("other")


class InstitutionKind(Term):
    """OPS, CUS, PCPR, school, police station…"""

    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="kinds", verbose_name=_("sector"))
    receives_concerns = models.BooleanField(_("receives concerns of residents (OPS, CUS)"), default=False)
    duty_profile = models.CharField(
        _("duties of its people"), max_length=12, choices=DutyProfile, default=DutyProfile.OTHER
    )


class FunctionQuerySet(AuditedQuerySet["Function"]):
    """Ways to narrow functions."""

    def with_duty(self, duty: Duty) -> Self:
        """Those that bring `duty`; looked for in the list's text, since SQLite can't look into the list."""
        return self.alias(as_text=Cast("duties", models.TextField())).filter(as_text__contains=f'"{duty}"')


class Function(Term):
    """What a person does in an institution; `duties` says what it brings with it in this system."""

    duties = models.JSONField(_("duties in the system"), default=list, blank=True)

    objects = FunctionQuerySet.as_manager()  # type: ignore[misc] # a narrower manager than the base's is the point

    @property
    def duty_set(self) -> frozenset[Duty]:
        return frozenset(Duty(duty) for duty in self.duties)


class Institution(DatedModel):
    """One body. It is a data controller of its own; it ends, it is never deleted."""

    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=220, editable=False)
    kind = models.ForeignKey(InstitutionKind, models.PROTECT, related_name="institutions", verbose_name=_("kind"))
    seat = models.ForeignKey("territory.Unit", models.PROTECT, related_name="+", verbose_name=_("seat"))
    areas: Any = models.ManyToManyField("territory.Unit", through="ServiceArea", related_name="served_by")
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    official_mailbox = models.EmailField(_("official mailbox"), max_length=254, blank=True)
    edelivery_address = models.CharField(_("e-Doręczenia address"), max_length=40, blank=True)
    opening_hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    notices_by = models.CharField(_("responsible for notices to court and prosecutor"), max_length=150, blank=True)
    duty_phone = models.CharField(_("telephone of the person on duty outside opening hours"), max_length=40, blank=True)
    crisis_phone = models.CharField(_("telephone of the 24-hour crisis centre"), max_length=40, blank=True)
    head_releases_concerns = models.BooleanField(_("the head releases concerns before they are sent"), default=False)
    shares_counts = models.BooleanField(_("the region sees how many cases are late, as numbers alone"), default=False)

    class Meta:
        constraints = [dated("institution")]
        indexes = [models.Index(fields=["name"], name="institution_by_name")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it is searched true to the name."""
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class ServiceArea(DatedModel):
    """A gmina, powiat or voivodeship in which an institution works."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="service_areas")
    unit = models.ForeignKey("territory.Unit", models.PROTECT, related_name="service_areas")

    class Meta:
        constraints = [
            dated("service_area"),
            models.UniqueConstraint(fields=["institution", "unit", "starts_on"], name="service_area_once"),
        ]


class NumberSeries(AuditedModel):
    """The last number that an institution gave in a year to one kind of thing."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "kind", "year"], name="number_series_once"),
        ]


def next_number(institution: Institution, kind: str, *, year: int) -> int:
    """Return the next number of a series; only inside a recording, whose transaction holds the row."""
    series, _made = NumberSeries.objects.get_or_create(institution=institution, kind=kind, year=year)
    series = series.fresh()
    series.last += 1
    series.save()
    return series.last
