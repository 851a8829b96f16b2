"""Invented names and sentences. A village of chance: whoever is meant doesn't exist."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


WOMEN: Final = _words("""
    Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Magdalena Joanna Zofia Teresa Dorota
    Aleksandra Natalia Julia Danuta Halina Irena Jadwiga Beata Iwona Karolina Wiktoria Oliwia Hanna Łucja Żaneta
""")
MEN: Final = _words("""
    Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Jakub Adam Łukasz Marek Grzegorz Stanisław Mateusz
    Zbigniew Wojciech Dariusz Kamil Henryk Ryszard Roman Zenon Antoni Szymon Filip Franciszek Ignacy Świętosław
""")
SURNAMES: Final = _words("""
    Nowak Wójcik Kowalczyk Woźniak Mazur Kaczmarek Krawczyk Zając Król Wróbel Pawlak Walczak Stępień Michalak Sikora
    Baran Duda Szewczyk Pietrzak Marciniak Bąk Gołąb Jałowiec Sitarz Cichosz Źrebiec Żurek Łoś Ćwik Śliwa Ożóg
    Bieńko Trzcina Wierzba Jarząb Kalina Głóg Leszczyna Paproć Wrzos Dzwonek Chaber Mak Skowron Czyż Kos Dudek Kruk
    Sroka Bocian Żuraw Perkoz Czajka Gil Szpak Drozd Słowik Pliszka Rybak Kołodziej Bednarz Garncarz Cieśla Młynarz
    Kowal
""")
VILLAGES: Final = _words("""
    Zapłocie Podlas Wólka Dąbrowa Brzezie Olszyny Kamionka Zarzecze Górki Łąki Borki Stawki Żabno Sadowo Lipiny
    Jesionka Nowiny Zagórze Przysieki Ruda Huta Kolonia Młyny Źródła Ćmielów
""")
STREETS: Final = _words("""
    Polna Leśna Szkolna Łąkowa Kwiatowa Ogrodowa Lipowa Słoneczna Krótka Zielona Wiejska Kościelna
""")

GOALS: Final = (
    "Chcemy, żeby dziecko chodziło do szkoły",
    "Chcę spłacać raty na czas",
    "Chcemy mieć ciepło w domu zimą",
    "Chcę znaleźć pracę blisko domu",
    "Chcę mieć chwilę dla siebie",
    "Chcemy spokojnych wieczorów",
)
ACTIONS: Final = (
    "Rozmowa z wychowawcą o obecności",
    "Spotkanie z doradcą od zadłużenia",
    "Zgłoszenie do świetlicy",
    "Wizyta u lekarza",
    "Przegląd pieca i komina",
    "Wniosek o kartę parkingową",
    "Spotkanie w klubie integracji",
    "Pomoc w lekcjach dwa razy w tygodniu",
)
NOTES: Final = (
    "Byłam w domu. Mama opowiedziała, jak minął tydzień, i pokazała zeszyty dziecka.",
    "Rozmowa telefoniczna. Umówiliśmy się na wizytę w czwartek po południu.",
    "Spotkanie zespołu. Ustaliliśmy, kto zadzwoni do przychodni.",
    "Tata znalazł pracę na próbę. Rodzina jest zadowolona, martwi się dojazdem.",
    "Dziecko było w szkole przez cały tydzień. Świetlica potwierdza.",
    "Rodzina prosi o pomoc w napisaniu pisma. Napisaliśmy je razem.",
)
FACTS: Final = (
    "Od dwóch tygodni dziecko przychodzi bez śniadania i często się spóźnia.",
    "Starszy pan stał wieczorem na podwórku w samej koszuli i nie wiedział, dokąd idzie.",
    "W domu jest zimno, piec nie działa, w oknach wilgoć.",
    "Rachunki leżą nieotwarte, odcięto prąd.",
)
WHO_HELPS: Final = ("ciocia", "sąsiadka", "babcia", "sołtys", "ksiądz proboszcz")
