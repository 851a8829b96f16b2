from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("pomoc/", views.help_page, name="help"),
    path("pomoc/podrecznik/<slug:page>/", views.handbook, name="handbook"),
    path("prywatnosc/", views.privacy, name="privacy"),
    path("praca-w-tle/", views.worker, name="worker"),
    path("praca-w-tle/ponow/", views.worker_try_again, name="worker_try_again"),
    path("dostepnosc/", views.accessibility, name="accessibility"),
]
