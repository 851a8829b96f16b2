"""Agreements between institutions: what founds a team, and what lets data pass."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kooperacja.audit.dated import DatedModel, dated
from kooperacja.institutions.models import Institution
from kooperacja.kernel.text import fold


class AgreementKind(models.TextChoices):
    """What an agreement is for."""

    COOPERATION = "cooperation", _("founding agreement of a team")
    DATA_SHARING = "data_sharing", _("data-sharing protocol of separate controllers")
    PROCESSING = "processing", _("processing contract with the host of the installation")
    COVER = "cover", _("cover of welfare centres for one another")


class Agreement(DatedModel):
    """One signed paper. It holds from `starts_on`; ended, it no longer opens any case to anybody."""

    kind = models.CharField(_("kind"), max_length=12, choices=AgreementKind)
    title = models.CharField(_("title"), max_length=200)
    folded = models.CharField(max_length=220, editable=False)
    signed_on = models.DateField(_("signed on"))
    scan = models.FileField(_("scan"), upload_to="agreements/", blank=True)

    class Meta:
        constraints = [dated("agreement")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the title as it is searched true to the title."""
        self.folded = fold(self.title)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.title


class Party(DatedModel):
    """An institution that signed, with the day on which it joined or left."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreement_parties")
    covers = models.BooleanField(_("its workers cover the others"), default=False)

    class Meta:
        constraints = [
            dated("agreement_party"),
            models.UniqueConstraint(fields=["agreement", "institution", "starts_on"], name="agreement_party_once"),
        ]
