"""First names with their everyday forms, and the endings that a surname takes. Data about Polish, no rules of ours."""

from typing import Final

_FORMS: Final = """
adam adas | agata agatka | agnieszka aga agnisia | aleksander olek alek | aleksandra ola olka olenka |
alicja ala alka | amelia amelka | andrzej jedrek jedrus | anna ania anka hania andzia anusia | antoni antek antos |
artur artek | barbara basia baska | bartosz bartek | bartlomiej bartek | beata beatka | bogdan bogus |
bozena bozenka | cecylia cela | czeslaw czesiek | czeslawa czesia | damian damianek | daniel danielek |
danuta danka danusia | dariusz darek | dawid dawidek | dominik domino | dominika domka | dorota dorotka dosia |
edward edek | edyta edytka | elzbieta ela elka elzunia | emilia emilka | ewa ewka ewunia | ewelina ewelinka |
filip filipek | franciszek franek | gabriela gabrysia | genowefa genia | grazyna grazynka | grzegorz grzesiek grzes |
halina halinka hala | hanna hania hanka | helena hela helenka | henryk heniek henio | henryka henia |
hubert hubertek | ignacy ignas | irena irka | ireneusz irek | iwona iwonka | izabela iza | jacek jacus |
jadwiga jadzia | jakub kuba kubus | jan janek jas jasiek | janusz januszek | janina janka | jaroslaw jarek |
jerzy jurek | joanna asia aska joasia | jozef jozek | jozefa jozia | julia julka | julian julek | justyna justynka |
kacper kacperek | kamil kamilek | kamila kamilka | karol karolek | karolina karolinka | katarzyna kasia kaska |
kazimierz kazik kazio | kazimiera kazia | kinga kinia | konrad konradek | krystian krystianek |
krystyna krysia kryska | krzysztof krzysiek krzys krzysio | leszek lesio | lech leszek | lucja lusia |
lucyna lucynka | ludwik ludwis | lukasz lukaszek | maciej maciek macius | magdalena magda madzia |
malgorzata gosia goska malgosia | marcin marcinek | marek mareczek | maria marysia maryska mania | marianna marysia |
marian maniek | mariola mariolka | mariusz | marta martusia | martyna martynka | mateusz mati | michal michas |
mieczyslaw mietek | mikolaj miki | milosz miloszek | miroslaw mirek | miroslawa mirka | monika monia |
natalia natalka | nikola nikolka | oliwia oliwka | oskar oskarek | patryk | patrycja patka | paulina paulinka |
pawel pawelek | piotr piotrek piotrus | przemyslaw przemek | rafal rafalek | renata renatka renia | robert robertek |
roman romek | ryszard rysiek rysio | sebastian sebek seba | slawomir slawek | sonia | stanislaw staszek stas stasiu |
stanislawa stasia | stefan stefek | stefania stefcia | sylwester sylwek | sylwia sylwunia | szymon szymek |
tadeusz tadek tadzio | teresa tereska | tomasz tomek tomus | urszula ula ulka | waclaw wacek | waldemar waldek |
wanda wandzia | weronika wera weronka | wieslaw wiesiek | wieslawa wiesia | wiktor wiktorek | wiktoria wika |
wladyslaw wladek | wladyslawa wladzia | wojciech wojtek | zbigniew zbyszek | zdzislaw zdzisiek | zenon zenek |
zofia zosia zoska | zuzanna zuzia | zygmunt zygmus |
oksana | olena | iryna ira | tetiana | switlana svitlana | nadia | ludmila luda | oleh | oleksandr | oleksandra |
wolodymyr volodymyr wowa | dmytro dima | serhij serhii | andrij andrii | mykola kola | jurij yurii | wasyl vasyl |
anastazja anastasia nastia | daria darija dasza | sofija sofiia | maksym maksim | artem | danylo | nazar | solomija
"""
"""One group between bars, the form of documents first; all folded."""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _FORMS.split("|"):
        head, *forms = group.split()
        for form in (head, *forms):
            found.setdefault(form, set()).add(head)
    return {form: frozenset(heads) for form, heads in found.items()}


FORMAL: Final = _groups()
"""Everyday form → the first names that it stands for: Hania is an Anna or a Hanna."""

_NO_NAME: Final = """
pan pani panie panowie panstwo rodzina rodzice ojciec matka syn corka brat siostra babcia dziadek dziecko dzieci
sasiad sasiadka mezczyzna kobieta chlopiec dziewczynka chlopak dziewczyna starszy starsza mlody mloda ok okolo lat rok
roku lata wiek nn nieznany nieznana nieznani nie wiem ulica gmina wies dom przy mieszka mieszkaja nazwisko imie maly
mala samotny samotna prawdopodobnie chyba moze to jest ona on oni oraz na od do ul os al
"""
NO_NAME: Final = frozenset(_NO_NAME.split())
"""Words that begin a sentence or name a relation, and so may have a capital letter without being a name."""

SURNAME_ENDINGS: Final = (
    *("skiego", "skiemu", "skich", "skimi", "skim", "skiej", "scy", "ska", "ski"),
    *("ckiego", "ckiemu", "ckich", "ckimi", "ckim", "ckiej", "ccy", "cka", "cki"),
)
"""Endings of one surname: kowalski, kowalska, kowalskich. The longer before the shorter."""

NOUN_ENDINGS: Final = (
    "owie",
    "owej",
    "owna",
    "owa",
    "ami",
    "ach",
    "owi",
    "ow",
    "om",
    "em",
    "a",
    "u",
    "y",
    "i",
    "e",
    "o",
)
"""Endings that a noun takes as a surname: Sitarz, Sitarza, Sitarzowie."""
