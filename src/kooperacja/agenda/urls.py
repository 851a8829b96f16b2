from django.urls import path

from .views import calendar, feed, visits

app_name = "agenda"
urlpatterns = [
    path("", calendar.calendar, name="calendar"),
    path("kanal/", feed.feed_keep, name="feed_keep"),
    path("kanal/koniec/", feed.feed_end, name="feed_end"),
    path("kanal/<str:token>.ics", feed.feed, name="feed"),
    path("sprawa/<uuid:case>/wizyta/", visits.visit_plan, name="visit_plan"),
    path("wizyta/<uuid:visit>/", visits.visit_view, name="visit"),
    path("wizyta/<uuid:visit>/zmien/", visits.visit_move, name="visit_move"),
    path("wizyta/<uuid:visit>/odbyta/", visits.visit_finish, name="visit_finish"),
    path("wizyta/<uuid:visit>/odwolaj/", visits.visit_cancel, name="visit_cancel"),
]
