"""The addresses of the site. Each room that has pages is here under its Polish noun."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

ROOMS = {
    "": "portal",
    "instytucje/": "institutions",
    "obszary/": "territory",
    "porozumienia/": "agreements",
    "zespoly/": "partnerships",
    "szkice/": "drafts",
    "wiadomosci/": "outbox",
    "zgloszenia/": "concerns",
    "sprawy/": "cases",
    "dopasowania/": "matching",
    "przekazania/": "transfers",
    "przeglady/": "reviews",
    "rozeznanie/": "diagnosis",
    "droga/": "gate",
    "konsultacje/": "consultations",
    "szukaj/": "search",
    "terminarz/": "agenda",
    "listy/": "lists",
    "ochrona-danych/": "protection",
    "demo/": "demo",
}

handler500 = "kooperacja.portal.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("jezyk/", include("django.conf.urls.i18n")),
    path("konto/", include("kooperacja.accounts.urls")),
    *(
        path(prefix, include(f"kooperacja.{room}.urls"))
        for prefix, room in ROOMS.items()
        if find_spec(f"kooperacja.{room}") and find_spec(f"kooperacja.{room}.urls")
    ),
]
if settings.DEBUG and find_spec("kooperacja.ui.urls"):
    urlpatterns.append(path("style/", include("kooperacja.ui.urls")))
