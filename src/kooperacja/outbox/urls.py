from django.urls import path

from .views import messages, notices

app_name = "outbox"
urlpatterns = [
    path("", messages.message_list, name="list"),
    path("przeczytane/", messages.message_read_all, name="read_all"),
    path("zaznaczone/", messages.message_mark, name="mark"),
    path("powiadomienia/", notices.notices, name="notices"),
    path("powiadomienia/proba/", notices.notices_try, name="notices_try"),
    path("powiadomienia/urzadzenie/", notices.push_on, name="push_on"),
    path("powiadomienia/urzadzenie/<uuid:subscription>/wylacz/", notices.push_off, name="push_off"),
    path("<uuid:message>/", messages.message_view, name="view"),
    path("<uuid:message>/otworz/", messages.message_open, name="open"),
]
