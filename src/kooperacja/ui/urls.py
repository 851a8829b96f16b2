from django.urls import path

from kooperacja.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.style, name="style"),
    path("autosave/", views.autosave, name="autosave"),
]
