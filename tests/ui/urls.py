"""The page of components, which the real addresses have only while debugging."""

from django.urls import include, path

urlpatterns = [path("style/", include("kooperacja.ui.urls")), path("jezyk/", include("django.conf.urls.i18n"))]
