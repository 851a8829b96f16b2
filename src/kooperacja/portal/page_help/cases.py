"""Help on cases: the family, the team, notes and what runs."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .entry import CASE, FAMILY, HEAD, MEMBER, PLAN, REGION, WORK, PageHelp

HELPS: Final = (
    PageHelp(
        _(
            "These are the cases in which you take part, with your role and what is due next. Cases of others can't "
            "be found here, nor anywhere else."
        ),
        FAMILY,
        "kto-co-widzi",
        "cases:list",
    ),
    PageHelp(
        _(
            "The most important of the case at a glance: what is missing, what is due, whom to ring. An agreement, "
            "one goal, one action and a review date are enough to start work."
        ),
        CASE,
        "najmniejsza-sprawa",
        "cases:view",
    ),
    PageHelp(
        _("A case begins with one person and with whoever leads it. Everything else is offered and can wait."),
        CASE,
        "najmniejsza-sprawa",
        "cases:open",
    ),
    PageHelp(
        _(
            "A case for a village or a group has no persons in it, so it needs nobody's agreement. Write the "
            "decision of the team that it rests on."
        ),
        CASE,
        "sprawa-spolecznosci",
        "cases:open_community",
    ),
    PageHelp(
        _(
            "This is what was passed on before there was a case. Only the lead and the deputy read it, until they "
            "decide to show it to somebody."
        ),
        FAMILY,
        "pokazac-wiecej-albo-mniej",
        "cases:concern",
    ),
    PageHelp(
        _(
            "You see the number, the state, the dates and who leads, and not what is in the case. To read it you "
            "appoint yourself, and the team sees that."
        ),
        HEAD,
        "sprawy-osrodka",
        "cases:oversight cases:appoint cases:appoint_several",
    ),
    PageHelp(
        _(
            "Here are numbers alone, of centres that agreed to it; from 1 to 5 they aren't given exactly. They say "
            "where to ring and offer help, not who is better."
        ),
        REGION,
        "sprawy-po-terminie",
        "cases:counts",
    ),
    PageHelp(
        _(
            "If you wait for something that isn't up to you, pause the clock and say why. Its day moves on by the "
            "working days of the pause."
        ),
        CASE,
        "terminy-ktore-biegna",
        "cases:clocks",
    ),
    PageHelp(
        _(
            "Agree with the family when you look at the plan again, usually in six to eight weeks. A later day needs "
            "a reason."
        ),
        WORK,
        "jak-nam-idzie",
        "cases:review",
    ),
    PageHelp(
        _(
            "What was stays to be read, but what was agreed before the closure holds no longer. Partners see the "
            "case only once the family agrees anew."
        ),
        WORK,
        "jak-nam-idzie",
        "cases:reopen",
    ),
    PageHelp(
        _(
            "Say of each goal how it ended, and why the work together ends. Partners lose sight of the case at once; "
            "it can be opened again."
        ),
        CASE,
        "najmniejsza-sprawa",
        "cases:close",
    ),
    PageHelp(
        _(
            "This sheet goes to the paper file and has room for a signature. Look before printing whether an address "
            "or a name is on it that mustn't be."
        ),
        CASE,
        "bez-podwojnego-pisania",
        "cases:file_note cases:note_file_note cases:notes_print reviews:file_note",
    ),
    PageHelp(
        _(
            "Who belongs to the family, where they live, and who agrees to take part. Write down only what you need "
            "in order to help."
        ),
        CASE,
        "najmniejsza-sprawa",
        "cases:people cases:person cases:person_add cases:person_edit cases:person_leave cases:address_edit",
    ),
    PageHelp(
        _(
            "A child may be at home in two places, each with its own address. Others see another home only if you "
            "allow it; if somebody may be hiding there, leave it at that."
        ),
        FAMILY,
        "dwa-domy-narodziny-smierc",
        "cases:household_add cases:household_edit cases:household_move cases:household_main",
    ),
    PageHelp(
        _(
            "A birth or a death is written down once, and the page says what follows from it. "
            "A mistake can be taken back."
        ),
        FAMILY,
        "dwa-domy-narodziny-smierc",
        "cases:child_born cases:person_death",
    ),
    PageHelp(
        _(
            "Say who is related to whom, and who decides for a child, with dates. From the eighteenth birthday on, "
            "young people decide for themselves."
        ),
        FAMILY,
        "pelnoletnosc",
        "cases:kinship_add cases:kinship_dates cases:guardian_add cases:guardian_end",
    ),
    PageHelp(
        _(
            "Paste rows of a spreadsheet or choose a file, with 30 people at the most. Nothing is saved until you "
            "have seen each row and confirmed it."
        ),
        FAMILY,
        "osoby-zapisane-dwa-razy",
        "cases:person_import cases:person_template",
    ),
    PageHelp(
        _(
            "Here you mend a person who was written down twice, or two who were taken for one. You read first what "
            "will happen, and it can be undone."
        ),
        FAMILY,
        "osoby-zapisane-dwa-razy",
        "cases:person_twin cases:person_merge cases:person_split cases:merge_undo",
    ),
    PageHelp(
        _(
            "Everybody takes part because they agree, because a court decided so, or because a law says so. Partners "
            "see a person only once that is written down."
        ),
        CASE,
        "najmniejsza-sprawa",
        "cases:basis_record",
    ),
    PageHelp(
        _(
            "A word is enough, and no reason is needed. Write it down at once, for voluntary partners lose sight of "
            "this person the same moment."
        ),
        FAMILY,
        "wycofanie-zgody",
        "cases:basis_withdraw",
    ),
    PageHelp(
        _(
            "Who works with this family, and how much each of them may see. Somebody of another institution joins "
            "only once the family agrees."
        ),
        FAMILY,
        "kto-co-widzi",
        "cases:team",
    ),
    PageHelp(
        _(
            "Another institution joins once the family agrees: with an account if there is a valid agreement between "
            "you, otherwise by letter. Whoever leaves the team loses sight of the case at once."
        ),
        FAMILY,
        "kto-co-widzi",
        "cases:member_choose cases:member_add cases:member_add_by_letter cases:member_letter cases:member_remove",
    ),
    PageHelp(
        _(
            "Leave when your part is done, or when you know somebody of the family privately. You lose sight of the "
            "case at once."
        ),
        MEMBER,
        "koniec",
        "cases:member_leave",
    ),
    PageHelp(
        _(
            "Here you read who sees what, exactly as it is on their screen today. You can show somebody more or "
            "less, one thing at a time."
        ),
        FAMILY,
        "pokazac-wiecej-albo-mniej",
        "cases:member_sight cases:levels cases:who_sees",
    ),
    PageHelp(
        _(
            "Before you show something, you see exactly what the other will read. Each decision has a purpose and a "
            "ground, stays in the case, and can be taken back."
        ),
        FAMILY,
        "pokazac-wiecej-albo-mniej",
        "cases:disclose cases:disclosure_end",
    ),
    PageHelp(
        _(
            "Here is what was shown of that which is your institution's, and to whom. If you take it back, they "
            "don't see it any more."
        ),
        MEMBER,
        "notatki-i-wklad-w-warsztat",
        "cases:passed_on",
    ),
    PageHelp(
        _(
            "An aunt, a neighbour or the village head may belong to the team without an account. Write what they "
            "help with and how to reach them, and no more."
        ),
        FAMILY,
        "pokazac-wiecej-albo-mniej",
        "cases:support_add cases:support_edit",
    ),
    PageHelp(
        _("Short notes of talks and visits. Write as if the family sat beside you, for it has the right to read them."),
        CASE,
        "slowa-ktore-czyta-rodzina",
        "cases:notes cases:note_write cases:note_edit",
    ),
    PageHelp(
        _(
            "Here is what happened, in order. If a note was changed, its earlier wording stays to be read by its "
            "author, the lead and the deputy."
        ),
        CASE,
        "historia",
        "cases:timeline cases:note_history",
    ),
    PageHelp(
        _(
            "Goals are the family's, in its own words; actions say who does what by when. One goal and one action "
            "are enough, the rest can wait."
        ),
        PLAN,
        "plan-dokladniej",
        "cases:plan cases:goal_add cases:goal_edit cases:action_add cases:action_edit cases:action_cancel",
    ),
    PageHelp(
        _(
            "The same plan on one sheet, in plain words or as bars in time. Costs are on the family's sheet only if "
            "you tick them."
        ),
        PLAN,
        "plan-dla-rodziny",
        "cases:plan_print cases:plan_picture",
    ),
    PageHelp(
        _(
            "A version keeps the plan to which the family agreed: who, when and how. It never changes, and you see "
            "what has changed since."
        ),
        PLAN,
        "plan-dla-rodziny",
        "cases:versions cases:version cases:version_make",
    ),
    PageHelp(
        _(
            "Accept it, propose another day, or decline with a reason; the family waits for an answer. When it is "
            "done, say briefly what came of it."
        ),
        MEMBER,
        "prosba-o-dzialanie",
        "cases:action cases:action_accept cases:action_decline cases:action_other_day cases:action_days "
        "cases:action_finish",
    ),
    PageHelp(
        _(
            "Several institutions answer one question, each with one voice. They read the question and the result, "
            "not the plan."
        ),
        PLAN,
        "wspolna-decyzja",
        "cases:joint_ask cases:joint cases:joint_end cases:joint_again cases:joint_answer",
    ),
    PageHelp(
        _(
            "A template keeps goals and actions that often help, and names nobody. Plans that were made from it "
            "don't change with it."
        ),
        PLAN,
        "szablony-planow",
        "cases:templates cases:template_add cases:template cases:template_edit cases:template_goal_add "
        "cases:template_goal_edit cases:template_action_add cases:template_action_edit cases:template_choose "
        "cases:template_use cases:template_keep",
    ),
)
