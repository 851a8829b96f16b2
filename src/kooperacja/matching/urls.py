from django.urls import path

from .views import exchange, matches

app_name = "matching"
urlpatterns = [
    path("zgloszenie/<uuid:concern>/", matches.matches, name="matches"),
    path("zgloszenie/<uuid:concern>/to-samo/<uuid:other>/", matches.same, name="same"),
    path("zgloszenie/<uuid:concern>/inne/<uuid:other>/", matches.different, name="different"),
    path("zgloszenie/<uuid:concern>/inna-sprawa/<uuid:case>/", matches.different_case, name="different_case"),
    path("zgloszenie/<uuid:concern>/polacz/<uuid:case>/", matches.link, name="link"),
    path("<uuid:match>/cofnij/<uuid:concern>/", matches.undo, name="undo"),
    path("sprawa/<uuid:case>/kontakty/", exchange.exchange, name="exchange"),
]
