from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_list, name="list"),
    path("<uuid:draft>/usun/", views.draft_delete, name="delete"),
    path("<slug:kind>/<uuid:draft>/", views.draft_save, name="save"),
]
