from django.urls import path

from . import views

app_name = "outbox"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("przeczytane/", views.message_read_all, name="read_all"),
    path("zaznaczone/", views.message_mark, name="mark"),
    path("<uuid:message>/", views.message_view, name="view"),
    path("<uuid:message>/otworz/", views.message_open, name="open"),
]
