from django.urls import path

from .views import door, inbox, own, prints, raising, releases, triage, typed_in

app_name = "concerns"
urlpatterns = [
    path("", own.own_concerns, name="own"),
    path("nowe/", raising.raise_start, name="raise_start"),
    path("nowe/formularz/", raising.concern_raise, name="raise"),
    path("wpisz/", typed_in.concern_type_in, name="type_in"),
    path("bez-konta/", door.door, name="door"),
    path("bez-konta/popros/", door.door_ask, name="door_ask"),
    path("bez-konta/kod/", door.door_code, name="door_code"),
    path("bez-konta/nowe/", door.door_start, name="door_start"),
    path("bez-konta/formularz/", door.door_raise, name="door_raise"),
    path("bez-konta/potwierdzenie/<str:token>/", door.door_receipt, name="door_receipt"),
    path("do-wyslania/", releases.releases, name="releases"),
    path("skrzynka/", inbox.inbox, name="inbox"),
    path("skrzynka/zakonczone/", inbox.inbox_answered, name="inbox_answered"),
    path("skrzynka/przekazane/", inbox.inbox_forwarded, name="inbox_forwarded"),
    path("skrzynka/przekazane/<uuid:decision>/pismo/", prints.forward_letter, name="forward_letter"),
    path("<uuid:concern>/", triage.concern, name="concern"),
    path("<uuid:concern>/moje/", own.own_concern, name="own_concern"),
    path("<uuid:concern>/potwierdzenie/", own.receipt, name="receipt"),
    path("<uuid:concern>/wycofaj/", own.concern_withdraw, name="withdraw"),
    path("<uuid:concern>/do-wyslania/", releases.release, name="release"),
    path("<uuid:concern>/wyslij/", releases.concern_release, name="release_send"),
    path("<uuid:concern>/zatrzymaj/", releases.concern_hold_back, name="hold_back"),
    path("<uuid:concern>/przyjmij/", triage.concern_take_up, name="take_up"),
    path("<uuid:concern>/przekaz/", triage.concern_forward, name="forward"),
    path("<uuid:concern>/powiadomiono/", triage.concern_tell_other, name="tell_other"),
    path("<uuid:concern>/bez-dzialan/", triage.concern_no_action, name="no_action"),
    path("<uuid:concern>/nie-potwierdzono/", triage.concern_not_confirm, name="not_confirm"),
    path("<uuid:concern>/numery/", triage.concern_numbers, name="numbers"),
    path("<uuid:concern>/notatka/", prints.concern_note, name="note"),
    path("<uuid:concern>/pismo/", prints.concern_letter, name="letter"),
]
