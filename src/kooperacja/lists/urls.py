from django.urls import path

from . import views

app_name = "lists"
urlpatterns = [
    path("", views.saved_lists, name="saved"),
    path("zachowaj/", views.list_keep, name="keep"),
    path("<uuid:saved_list>/nazwa/", views.list_rename, name="rename"),
    path("<uuid:saved_list>/domyslny/", views.list_default, name="default"),
    path("<uuid:saved_list>/usun/", views.list_drop, name="drop"),
]
