"""Whose each row is. Every model of the application is in one of the three lists below; a test keeps it so.

The rule: what was written in the work with a family belongs to the centre that leads the case, and what an institution
wrote by itself (its notes, what it brought to a workshop, what it had tried) belongs to that institution alone. Nobody
gets the words of others with the own data (as RODO art. 15(4) says of a copy). What was *addressed* to somebody, an
answer to an action, a voice, advice, a concern, belongs to the addressee and, as a part, to who wrote it: both take it
along, and when one leaves it stays with the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from kooperacja.accounts.models import OperatorGrant
from kooperacja.concerns.states import UNSENT
from kooperacja.institutions.models import Institution, Membership
from kooperacja.transfers.states import TransferState


def everything(institution: Institution) -> Q:  # noqa: ARG001 - what narrows takes the institution
    """Narrow nothing."""
    return Q()


def _of_no_other(path: str) -> Callable[[Institution], Q]:
    """Narrow to what belongs to people who work, or worked, nowhere else and don't operate the installation."""

    def narrowed(institution: Institution) -> Q:
        others = Membership.objects.exclude(institution=institution).values("user")
        return ~Q(**{f"{path}__in": others}) & ~Q(**{f"{path}__in": OperatorGrant.objects.values("user")})

    return narrowed


def _sent(institution: Institution) -> Q:  # noqa: ARG001 - what narrows takes the institution
    return ~Q(state__in=UNSENT)


def _not_sent(institution: Institution) -> Q:  # noqa: ARG001 - what narrows takes the institution
    return Q(state__in=UNSENT)


def _accepted(institution: Institution) -> Q:  # noqa: ARG001 - what narrows takes the institution
    return Q(state=TransferState.ACCEPTED)


@dataclass(frozen=True)
class Kind:
    """Rows of one model: whose they are, in which file they go, what of them is another's part.

    `owned` are paths to the owning institution (one is enough), `part` those to whoever has `fields` of it as a part.
    Without a `sheet` the rows are not handed over (`why_not`), but erased all the same. `case` leads to the case.
    """

    model: str
    sheet: str
    owned: tuple[str, ...]
    only: Callable[[Institution], Q] = everything
    part: tuple[str, ...] = ()
    part_only: Callable[[Institution], Q] = everything
    fields: tuple[str, ...] = ()
    case: str = ""
    why_not: str = ""

    @property
    def rows(self) -> QuerySet[Model]:
        """Return all rows of the model."""
        model: type[Model] = apps.get_model(self.model)
        return model._base_manager.all()

    def of(self, institution: Institution) -> QuerySet[Model]:
        """Return the rows that the institution owns, each once."""
        return self._at(self.owned, institution).filter(self.only(institution))

    def parts_of(self, institution: Institution) -> QuerySet[Model]:
        """Return the rows of others of which `fields` are the institution's."""
        rows = self._at(self.part, institution).filter(self.only(institution), self.part_only(institution))
        return rows.exclude(pk__in=self.of(institution).values("pk"))

    def _at(self, paths: tuple[str, ...], institution: Institution) -> QuerySet[Model]:
        found = Q(pk__in=[])
        for path in paths:
            found |= Q(pk__in=self.rows.filter(**{path: institution.pk}).values("pk"))
        return self.rows.filter(found)

    def with_parts_of_others(self, institution: Institution) -> set[int]:
        """Return the keys of the institution's rows in which somebody else has a part."""
        found: set[int] = set()
        own = self.of(institution).filter(self.part_only(institution))
        for path in self.part:
            pairs = own.values_list("pk", path)
            found |= {key for key, other in pairs if other not in {None, institution.pk}}
        return found


def _of_case(model: str, sheet: str, path: str = "case", **more: object) -> Kind:
    """Return the kind of what belongs to the centre that leads the case."""
    return Kind(model, sheet, (f"{path}__centre",), case=path, **more)  # type: ignore[arg-type] # passed on as they are


TOLD = (
    "number centre urgency unit competence call_me reporter_kind reporter_user reporter_membership "
    "reporter_institution reporter_name reporter_phone reporter_hours reporter_reference who address whereabouts "
    "event_place source last_seen_on children dependants visit_risks safe_contact already_done notices_sent facts "
    "sent_at received_at"
)
PASSED = "destination message content agreed_on how who_agreed state offered_at ended_at answered_by reason new_case"
AGREED = ("parties__institution",)

KINDS = (
    # the institution and its people
    Kind("institutions.Institution", "instytucja", ("pk",)),
    Kind("institutions.ServiceArea", "obszary_dzialania", ("institution",)),
    Kind("institutions.Setting", "ustawienia", ("institution",)),
    Kind("institutions.NumberSeries", "serie_numerow", ("institution",)),
    Kind("institutions.Membership", "osoby_i_funkcje", ("institution",)),
    Kind(
        "accounts.User",
        "konta",
        ("memberships__institution",),
        part=("memberships__institution",),
        fields=("email", "name", "is_active", "created_at", "set_up_at"),
    ),
    Kind("institutions.Invitation", "zaproszenia", ("institution",)),
    Kind(
        "agreements.Agreement",
        "porozumienia",
        AGREED,
        part=AGREED,
        fields=("kind", "title", "folded", "signed_on", "scan", "starts_on", "ends_on"),
    ),
    Kind(
        "agreements.Party",
        "strony_porozumien",
        ("institution",),
        part=("agreement__parties__institution",),
        fields=("agreement", "institution", "starts_on", "ends_on", "covers"),
    ),
    Kind(
        "partnerships.Partnership",
        "zespoly",
        ("agreement__parties__institution",),
        part=("agreement__parties__institution",),
        fields=("level", "name", "unit", "agreement", "starts_on", "ends_on"),
    ),
    Kind("partnerships.Seat", "miejsca_w_zespolach", ("institution",)),
    Kind("outbox.Message", "wiadomosci", ("recipient__memberships__institution",), only=_of_no_other("recipient")),
    # persons
    Kind("persons.Person", "osoby", ("centre",), case="case_persons__case"),
    Kind("persons.Household", "gospodarstwa", ("centre",)),
    Kind("persons.HouseholdMember", "osoby_w_gospodarstwach", ("household__centre",)),
    Kind("persons.Kinship", "pokrewienstwa", ("person__centre",)),
    Kind("persons.Guardianship", "opieka_prawna", ("ward__centre",)),
    # concerns
    Kind(
        "concerns.Concern",
        "zgloszenia",
        ("centre",),
        only=_sent,
        part=("reporter_membership__institution",),
        fields=tuple(TOLD.split()),
        case="case_link__case",
    ),
    Kind("concerns.Concern", "zgloszenia_niewyslane", ("reporter_institution",), only=_not_sent),
    Kind("concerns.Decision", "decyzje_o_zgloszeniach", ("centre",)),
    Kind("concerns.FilingClass", "klasa_akt", ("centre",)),
    Kind("concerns.Informing", "informowanie_osob", ("centre",)),
    Kind("concerns.ReporterReader", "kto_czyta_kto_zglosil", ("concern__centre",)),
    Kind("concerns.ReporterCode", "", ("institution",), why_not="codes, which have been used or have expired"),
    Kind("reviews.Refusal", "odmowy_rodzin", ("centre",), case="case"),
    Kind("matching.Match", "porownania", ("centre",)),
    _of_case("matching.Exchange", "wymiana_kontaktow"),
    # cases
    Kind("cases.Case", "sprawy", ("centre",), case="pk"),
    _of_case("cases.CasePerson", "osoby_w_sprawach"),
    _of_case("cases.CaseConcern", "zgloszenia_w_sprawach"),
    _of_case("cases.CaseHousehold", "gospodarstwa_w_sprawach"),
    _of_case(
        "cases.CaseMember",
        "zespoly_spraw",
        part=("institution",),
        fields=("case", "role", "institution", "membership", "letter_contact", "joined_on", "left_on"),
    ),
    _of_case("cases.Closure", "zamkniecia"),
    _of_case("cases.Crisis", "pilna_pomoc"),
    _of_case("cases.ClockPause", "wstrzymane_terminy"),
    _of_case("cases.Escalation", "powiadomienia_o_spoznieniach"),
    Kind(
        "cases.Cover",
        "zastepstwa",
        ("centre",),
        part=("worker__institution",),
        fields=("centre", "worker", "starts_on", "ends_on", "state", "offered_at", "answered_by", "answer", "ended_at"),
    ),
    _of_case("cases.CoverCase", "sprawy_w_zastepstwach"),
    _of_case("cases.Goal", "cele"),
    _of_case(
        "cases.Action",
        "dzialania",
        part=("institution",),
        fields=("case", "institution", "member", "state", "due_on", "answer", "answered_on", "done_on"),
    ),
    _of_case("cases.ActionLink", "kolejnosc_dzialan", "action__case"),
    _of_case("cases.Occurrence", "dni_dzialan", "action__case", part=("action__institution",), fields=("action", "on")),
    _of_case("cases.PlanVersion", "wersje_planow"),
    _of_case("cases.PlanPaper", "pisma_w_innych_systemach"),
    _of_case("cases.JointDecision", "wspolne_decyzje"),
    _of_case(
        "cases.JointVoice",
        "glosy_we_wspolnych_decyzjach",
        part=("institution",),
        fields=("case", "institution", "vote", "reason", "answered_at", "answered_by", "channel", "came_on"),
    ),
    Kind("cases.Merge", "polaczenia_osob", ("person__centre",)),
    Kind("cases.Note", "notatki", ("institution",), case="case"),
    Kind("cases.NoteVersion", "dawne_wersje_notatek", ("note__institution",), case="note__case"),
    _of_case("cases.ParticipationBasis", "podstawy_udzialu"),
    _of_case("cases.Disclosure", "kto_co_widzi"),
    _of_case("cases.Support", "osoby_bliskie"),
    Kind("cases.PlanTemplate", "szablony_planow", ("institution",)),
    Kind("cases.TemplateGoal", "cele_w_szablonach", ("template__institution",)),
    Kind("cases.TemplateAction", "dzialania_w_szablonach", ("goal__template__institution",)),
    # rooms of a case
    _of_case("consultations.Consultation", "pytania_o_rade"),
    _of_case(
        "consultations.Advice",
        "rady",
        part=("asked__institution",),  # never the case: who was asked doesn't know whom it is about
        fields=("consultation", "asked", "state", "text", "answered_at"),
    ),
    _of_case("transfers.Handover", "przekazania_w_osrodku"),
    _of_case(
        "transfers.Transfer",
        "przekazania_do_innych",
        part=("destination",),
        part_only=_accepted,
        fields=tuple(PASSED.split()),
    ),
    _of_case("reviews.Review", "przeglady"),
    _of_case("reviews.ReviewVersion", "dawne_wersje_przegladow", "review__case"),
    _of_case("reviews.Attendance", "obecni_na_przegladach", "review__case"),
    _of_case("reviews.Measure", "pomiary", "review__case"),
    _of_case("reviews.FollowUp", "jak_sie_wiedzie"),
    _of_case("diagnosis.Assessment", "rozmowy_o_sytuacji"),
    _of_case("diagnosis.Score", "oceny_obszarow", "assessment__case"),
    _of_case("diagnosis.Workshop", "warsztaty"),
    Kind("diagnosis.Contribution", "wklad_w_warsztaty", ("institution",), case="workshop__case"),
    Kind("gate.Tried", "co_juz_probowano", ("owner",), case="case"),
    _of_case("gate.Qualification", "czy_to_droga"),
    Kind("agenda.Visit", "wizyty", ("membership__institution",), case="case"),
    Kind("agenda.Feed", "", ("membership__institution",), why_not="an address of a calendar, which ends"),
    # what lies on the desks of its people
    Kind(
        "outbox.Delivery",
        "",
        ("message__recipient__memberships__institution",),
        only=_of_no_other("message__recipient"),
        why_not="the worker's bookkeeping of e-mails",
    ),
    Kind(
        "outbox.Digest",
        "",
        ("recipient__memberships__institution",),
        only=_of_no_other("recipient"),
        why_not="the worker's bookkeeping of e-mails",
    ),
    Kind(
        "outbox.Preferences",
        "",
        ("user__memberships__institution",),
        only=_of_no_other("user"),
        why_not="when a person wants e-mails",
    ),
    Kind(
        "outbox.PushSubscription",
        "",
        ("device__user__memberships__institution",),
        only=_of_no_other("device__user"),
        why_not="a secret address of a person's browser",
    ),
    Kind(
        "outbox.Push",
        "",
        ("subscription__device__user__memberships__institution",),
        only=_of_no_other("subscription__device__user"),
        why_not="the worker's bookkeeping of notifications",
    ),
    Kind("lists.SavedList", "", ("membership__institution",), why_not="how a person likes to see a list"),
    Kind(
        "drafts.Draft",
        "",
        ("owner__memberships__institution",),
        only=_of_no_other("owner"),
        why_not="half-written, their owners' alone, gone after some days",
    ),
    Kind(
        "drafts.HeldPost",
        "",
        ("owner__memberships__institution",),
        only=_of_no_other("owner"),
        why_not="held an hour for its owner",
    ),
    Kind(
        "accounts.SetupLink",
        "",
        ("user__memberships__institution",),
        only=_of_no_other("user"),
        why_not="a link to sign in",
    ),
    Kind(
        "accounts.Device",
        "",
        ("user__memberships__institution",),
        only=_of_no_other("user"),
        why_not="a telephone of a person, with the means to sign in",
    ),
)

LOGS = {"audit.Event": "zdarzenia", "audit.Read": "odczyty"}
"""Handed over in files of these names; erased they stay, without content."""

NOBODYS = {
    "accounts.OperatorGrant": "who runs the installation",
    "accounts.DemoMark": "the installation",
    "accounts.CacheEntry": "counters of tries to sign in, gone within hours",
    "concerns.Tries": "counters of tries, gone after a day",
    "outbox.JobRun": "the workers' bookkeeping",
    "drafts.Once": "keys of requests that were carried out",
    "territory.Unit": "the official register of the land",
    "territory.UnitVersion": "the official register of the land",
    "territory.UnitPart": "the official register of the land",
    "territory.Succession": "the official register of the land",
    "territory.TerritoryImport": "the official register of the land",
    "institutions.Sector": "the vocabulary of the installation",
    "institutions.InstitutionKind": "the vocabulary of the installation",
    "institutions.Function": "the vocabulary of the installation",
    "diagnosis.ScaleEdition": "the scale that all centres use",
    "diagnosis.ScaleArea": "the scale that all centres use",
    "diagnosis.ScaleStep": "the scale that all centres use",
    "leaving.HandOver": "the host's own proof that the data were handed over",
    "leaving.Erasure": "the host's own proof that the data were erased",
}
"""Models with no institution's data, and why."""

NEVER_OUT = {
    "password": "a secret of a person",
    "last_login": "a secret of a person",
    "token_hash": "a means to sign in",
    "pesel_index": "a keyed index of the installation",
    "until_month": "a keyed index of the installation",
    "until_day": "a keyed index of the installation",
    "folded": "another form of the name, by which it is searched",
    "version": "how often the row was saved",
}
"""Fields that no file holds, and why."""
