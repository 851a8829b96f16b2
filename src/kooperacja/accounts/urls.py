"""Addresses under `konto/`: of allauth only what we use, under Polish nouns; no sign-up, no other addresses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from . import device_views, views

ours = [
    path("poczatek/", views.begin, name="begin"),
    path("wizyta/", device_views.visit, name="visit"),
    path("urzadzenia/", device_views.device_list, name="devices"),
    path("urzadzenia/dodaj/", device_views.device_add, name="device_add"),
    path("urzadzenia/<uuid:device>/usun/", device_views.device_end, name="device_end"),
    path("ustaw/<str:token>/", views.set_up, name="set_up"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("bez-zaproszenia/", views.no_sign_up, name="account_signup"),
    path("logowanie/", account.login, name="account_login"),
    path("wyloguj/", account.logout, name="account_logout"),
    path("nieczynne/", account.account_inactive, name="account_inactive"),
    path("potwierdz/", account.reauthenticate, name="account_reauthenticate"),
    path("haslo/", account.password_change, name="account_change_password"),
    path("haslo/ustaw/", account.password_set, name="account_set_password"),
    path("haslo/nowe/", account.password_reset, name="account_reset_password"),
    path("haslo/nowe/wyslano/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^haslo/nowe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("haslo/zmienione/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("zabezpieczenia/", mfa.index, name="mfa_index"),
    path("kod/", mfa.authenticate, name="mfa_authenticate"),
    path("kod/potwierdz/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("aplikacja/wlacz/", totp.activate_totp, name="mfa_activate_totp"),
    path("aplikacja/wylacz/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("kody-zapasowe/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kody-zapasowe/nowe/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("kody-zapasowe/pobierz/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("klucze/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("klucze/dodaj/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("klucze/logowanie/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("klucze/potwierdz/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("klucze/<int:pk>/nazwa/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("klucze/<int:pk>/usun/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("sesje/", sessions.list_usersessions, name="usersessions_list"),
]
