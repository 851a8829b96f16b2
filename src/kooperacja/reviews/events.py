"""What can happen at a review and after a closure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewEvent(TextChoices):
    """Events of reviews and of asking, after a closure, how it is going."""

    HELD = "reviews.held", _("review held")
    CORRECTED = "reviews.corrected", _("words of a review corrected")
    ASKED = "reviews.asked", _("family asked how it is going after the closure")


class RefusalEvent(TextChoices):
    """Events of a family's no. Nobody outside the welfare centre learns of them."""

    RECORDED = "reviews.refusal_recorded", _("family's no written down")
    NEXT_TRY_SET = "reviews.next_try_set", _("next try planned or given up")
