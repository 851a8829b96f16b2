from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("pomoc/", views.help_page, name="help"),
    path("prywatnosc/", views.privacy, name="privacy"),
    path("dostepnosc/", views.accessibility, name="accessibility"),
]
