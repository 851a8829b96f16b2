"""What the handbook shows: its pictures, one by one."""

from __future__ import annotations

from tools.pictures import DESK, Picture

LEAD, INTAKE, HEAD = "Lidia Wrzosek", "Irena Przyborska", "Helena Kierczyńska"
COUNSELLOR, ADMINISTRATOR, OPERATOR = "Celina Jarzębska", "Adam Jodła", "Oskar Jawor"

SEEN = (
    "Od trzech tygodni uczeń klasy III przychodzi bez śniadania i bez kurtki. W tym miesiącu nie było go 9 dni. "
    "Na lekcjach zasypia. Mama nie przyszła na dwa umówione spotkania."
)
VISIT = "Kuba sam pokazał zeszyt z czytania. Mama wróciła do spraw w urzędzie, prosi o termin u psychologa po południu."
WENT_WELL = "Kuba czyta sam krótkie książki. Mama pierwszy raz od wiosny przespała tydzień spokojnie."

PICTURES = (
    Picture(
        "formularz", COUNSELLOR, "concerns:raise", start="label[for=id_facts]", height=556, typed=(("Co widać", SEEN),)
    ),
    Picture("kod", "", "concerns:door_code", query="?wyslano", start="#main-content form"),
    Picture("potwierdzenie", COUNSELLOR, "concerns:receipt", row="own", height=470),
    Picture("skrzynka", INTAKE, "concerns:inbox", height=590),
    Picture("na-dzis", LEAD, "portal:home", height=570),
    Picture("sprawa", LEAD, "cases:view", row="case"),
    Picture(
        "notatka",
        LEAD,
        "cases:note_write",
        row="case",
        start="label[for=id_text]",
        height=410,
        typed=(("Notatka", VISIT),),
    ),
    Picture("plan", LEAD, "cases:plan", row="case", start="#main-content .govuk-caption-m", height=430),
    Picture("plan-dla-rodziny", LEAD, "cases:plan_print", row="case", start="#main-content h1"),
    Picture("skala", LEAD, "diagnosis:picture", row="case", start="#main-content svg", height=590),
    Picture(
        "przeglad",
        LEAD,
        "reviews:hold",
        row="case",
        start="label[for=id_accomplishments]",
        height=480,
        typed=(("Co się udało od ostatniego razu?", WENT_WELL), ("Magda Jałowiec", ""), ("Kuba Jałowiec", "")),
    ),
    Picture("zespol", LEAD, "cases:team", row="case", start="#main-content h1", height=600),
    Picture("czlonek", COUNSELLOR, "cases:view", row="case", start="#main-content h1", height=560),
    Picture("szukaj", LEAD, "search:search", typed=(("Czego szukasz?", "Jalowiec"),), press="Szukaj"),
    Picture("powiadomienia", LEAD, "outbox:notices", start="#main-content h2", height=480),
    Picture("nadzor", HEAD, "cases:oversight", width=DESK, height=540),
    Picture("ustawienia", ADMINISTRATOR, "institutions:settings", row="centre", function="administrator", height=560),
    Picture("praca-w-tle", OPERATOR, "portal:worker", height=560),
)
