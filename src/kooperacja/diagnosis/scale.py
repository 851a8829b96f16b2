"""The first edition of the situation scale, in words of our own.

Thirteen areas, five steps, two voices. The wording follows nobody's licensed scale. The programme replaces it by
entering another edition (`actions.scale.enter_edition`, `kooperacja load-scale FILE`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AreaWords:
    """An area: its code, and its name and explanation in Polish and English."""

    code: str
    name: str
    name_en: str
    hint: str = ""
    hint_en: str = ""


@dataclass(frozen=True)
class EditionWords:
    """A whole edition; `steps` are names in Polish and English, from the hardest on."""

    code: str
    name: str
    name_en: str
    starts_on: date
    areas: Sequence[AreaWords]
    steps: Sequence[tuple[str, str]]


FIRST = EditionWords(
    code="skala-sytuacji-1",
    name="Skala sytuacji, wydanie 1",
    name_en="Situation scale, edition 1",
    starts_on=date(2020, 1, 1),
    steps=[
        ("bardzo trudno", "very hard"),
        ("trudno", "hard"),
        ("stabilnie, z pomocą", "steady, with help"),
        ("coraz lepiej", "better and better"),
        ("radzimy sobie sami", "we manage by ourselves"),
    ],
    areas=[
        AreaWords(
            "d1",
            "Mieszkanie",
            "Home",
            "Dach nad głową, ciepło, woda, prąd, miejsce dla każdego.",
            "A roof, warmth, water, power, a place for everybody.",
        ),
        AreaWords(
            "d2",
            "Pieniądze i długi",
            "Money and debts",
            "Czy starcza do końca miesiąca, rachunki, raty, zaległości.",
            "Whether money lasts the month, bills, instalments, arrears.",
        ),
        AreaWords(
            "d3",
            "Praca i gospodarstwo",
            "Work and farm",
            "Praca, jej szukanie, gospodarstwo, nauka zawodu.",
            "Work, looking for it, the farm, learning a trade.",
        ),
        AreaWords(
            "d4",
            "Zdrowie i sprawność",
            "Health and fitness",
            "Choroby, leczenie, niepełnosprawność, leki, dojazd do lekarza.",
            "Illness, treatment, disability, medicines, getting to a doctor.",
        ),
        AreaWords(
            "d5",
            "Samopoczucie",
            "How one feels",
            "Nastrój, sen, siły, lęk, z kim można o tym porozmawiać.",
            "Mood, sleep, strength, fear, whom one can talk to about it.",
        ),
        AreaWords(
            "d6",
            "Używki i nałogi",
            "Habits and addictions",
            "Alkohol, leki, nowe substancje, hazard, telefon – własne albo bliskich.",
            "Alcohol, medicines, new substances, gambling, the phone: one's own or a relative's.",
        ),
        AreaWords(
            "d7",
            "Bezpieczeństwo",
            "Safety",
            "Czy każdy w domu czuje się bezpiecznie i wie, kogo wezwać.",
            "Whether everybody at home feels safe and knows whom to call.",
        ),
        AreaWords(
            "d8",
            "Opieka nad dziećmi",
            "Care of children",
            "Czas, jedzenie, ubranie, zasady, kto jest z dziećmi.",
            "Time, food, clothes, rules, who is with the children.",
        ),
        AreaWords(
            "d9",
            "Szkoła i nauka",
            "School and learning",
            "Obecność, lekcje, koledzy, pomoc w nauce.",
            "Attendance, lessons, friends, help with learning.",
        ),
        AreaWords(
            "d10",
            "Bliscy i sąsiedzi",
            "Family and neighbours",
            "Relacje w domu, krewni, sąsiedzi, na kogo można liczyć.",
            "Relations at home, relatives, neighbours, whom one can count on.",
        ),
        AreaWords(
            "d11",
            "Codzienne sprawy",
            "Daily living",
            "Gotowanie, sprzątanie, mycie, opieka nad kimś chorym lub starszym.",
            "Cooking, cleaning, washing, care of somebody ill or old.",
        ),
        AreaWords(
            "d12",
            "Dojazd i internet",
            "Transport and internet",
            "Czy da się dojechać do pracy, szkoły i lekarza; telefon, internet.",
            "Whether one can get to work, school and a doctor; phone, internet.",
        ),
        AreaWords(
            "d13",
            "Urzędy i prawo",
            "Offices and law",
            "Dokumenty, pisma, świadczenia, sprawy w sądzie.",
            "Papers, letters, benefits, matters in court.",
        ),
    ],
)
