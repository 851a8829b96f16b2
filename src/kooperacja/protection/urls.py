from django.urls import path

from . import views

app_name = "protection"
urlpatterns = [path("", views.log, name="log")]
