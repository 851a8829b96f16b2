"""Help on understanding together, reviews, advice and handing over."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .entry import CASE, HANDOVER, WORK, PageHelp

HELPS: Final = (
    PageHelp(
        _(
            "Understand together before you act: the scale and the workshop are there for the talk with the family. "
            "Nothing of it has to be filled in."
        ),
        WORK,
        "wspolne-rozeznanie",
        "diagnosis:view",
    ),
    PageHelp(
        _(
            "The family chooses the areas of which it wants to talk; one area and one voice are enough. Nothing is "
            "added up, and no answer is a reason to refuse help."
        ),
        WORK,
        "wspolne-rozeznanie",
        "diagnosis:begin diagnosis:assessment diagnosis:change diagnosis:score diagnosis:withdraw",
    ),
    PageHelp(
        _(
            "Each area as it was the first time and as it is now, drawn and as a table. It prints on one sheet, for "
            "the talk with the family."
        ),
        WORK,
        "wspolne-rozeznanie",
        "diagnosis:picture",
    ),
    PageHelp(
        _(
            "At a workshop everybody says how they see it and what they can do; write it in their words. Each "
            "institution reads and changes its own, the lead and the deputy read all."
        ),
        WORK,
        "wspolne-rozeznanie",
        "diagnosis:hold diagnosis:workshop diagnosis:workshop_change diagnosis:workshop_print diagnosis:contribute "
        "diagnosis:contribution_edit diagnosis:contribution_withdraw",
    ),
    PageHelp(
        _(
            "What each institution has tried already, and whether working together is the way for this family. The "
            "lead decides with the family; no points do."
        ),
        WORK,
        "czy-to-droga-dla-nas",
        "gate:view gate:tried_note gate:tried_note_for gate:tried_edit gate:tried_withdraw gate:qualify",
    ),
    PageHelp(
        _(
            "If help can't wait, the plan and the actions may begin at once. The workshop with the family follows "
            "within the days that your centre keeps to."
        ),
        WORK,
        "gdy-pomoc-nie-moze-czekac",
        "gate:crisis_note gate:crisis_end",
    ),
    PageHelp(
        _(
            "Every six to eight weeks you sit down with the family and look at the plan. Begin with what went well, "
            "and agree when to meet again."
        ),
        WORK,
        "jak-nam-idzie",
        "reviews:list reviews:hold reviews:view reviews:correct reviews:history",
    ),
    PageHelp(
        _(
            "Some months after the closure you ask how it is going, if the family agreed to it. One talk is enough, "
            "and a no is an answer, too."
        ),
        WORK,
        "jak-nam-idzie",
        "reviews:follow_up",
    ),
    PageHelp(
        _(
            "A family may say no: write down whom you asked, when and how, and a reason only if they gave one. "
            "Nobody outside the centre learns of it, and no help that is due is lost."
        ),
        CASE,
        "gdy-rodzina-mowi-nie",
        "reviews:refusal_in_case reviews:refusal_to_concern reviews:refusal_try reviews:planned",
    ),
    PageHelp(
        _(
            "Advice can be asked for without saying whom it is about. Whoever thinks that they may know the family "
            "says so and doesn't answer."
        ),
        WORK,
        "rada-bez-nazwiska",
        "consultations:list consultations:ask consultations:view consultations:advice consultations:recuse",
    ),
    PageHelp(
        _(
            "A colleague leads the case from the moment when they say yes; until then you do. They may decline with "
            "a reason, and you may take the proposal back."
        ),
        HANDOVER,
        "przekazanie-sprawy",
        "transfers:list transfers:handover_offer transfers:handover transfers:handover_decline",
    ),
    PageHelp(
        _(
            "When a family moves, the other centre gets names and a contact, and the plan with a summary if the "
            "family agrees. Notes are never handed over."
        ),
        HANDOVER,
        "przekazanie-sprawy",
        "transfers:transfer_choose transfers:transfer_offer transfers:transfer_outside transfers:transfer "
        "transfers:transfer_accept transfers:transfer_decline transfers:transfer_letter transfers:transfer_sent "
        "transfers:transfer_answered",
    ),
    PageHelp(
        _(
            "Somebody of another centre acts for yours for a while, as both centres agreed on paper. It ends by "
            "itself on its last day, and either side can end it sooner."
        ),
        HANDOVER,
        "zastepstwo-z-innego-osrodka",
        "transfers:cover_offer transfers:cover transfers:cover_decline",
    ),
)
