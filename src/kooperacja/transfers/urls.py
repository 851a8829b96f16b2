"""Addresses of handing over: `osobie` to a colleague, `osrodek` to another centre, `zastepstwo` for some days."""

from django.urls import path

from .views import covering, handing, transferring

app_name = "transfers"

urlpatterns = [
    path("", handing.offer_list, name="list"),
    path("sprawa/<uuid:case>/osobie/", handing.handover_offer, name="handover_offer"),
    path("osobie/<uuid:handover>/", handing.handover_view, name="handover"),
    path("osobie/<uuid:handover>/przyjmij/", handing.handover_accept, name="handover_accept"),
    path("osobie/<uuid:handover>/odmow/", handing.handover_decline, name="handover_decline"),
    path("osobie/<uuid:handover>/wycofaj/", handing.handover_withdraw, name="handover_withdraw"),
    path("zastepstwo/nowe/", covering.cover_offer, name="cover_offer"),
    path("zastepstwo/<uuid:cover>/", covering.cover_view, name="cover"),
    path("zastepstwo/<uuid:cover>/przyjmij/", covering.cover_accept, name="cover_accept"),
    path("zastepstwo/<uuid:cover>/odmow/", covering.cover_decline, name="cover_decline"),
    path("zastepstwo/<uuid:cover>/wycofaj/", covering.cover_withdraw, name="cover_withdraw"),
    path("zastepstwo/<uuid:cover>/zakoncz/", covering.cover_end, name="cover_end"),
    path("sprawa/<uuid:case>/osrodek/", transferring.transfer_choose, name="transfer_choose"),
    path("sprawa/<uuid:case>/osrodek/<uuid:institution>/", transferring.transfer_offer, name="transfer_offer"),
    path("sprawa/<uuid:case>/poza-systemem/", transferring.transfer_outside, name="transfer_outside"),
    path("osrodek/<uuid:transfer>/", transferring.transfer_view, name="transfer"),
    path("osrodek/<uuid:transfer>/przyjmij/", transferring.transfer_accept, name="transfer_accept"),
    path("osrodek/<uuid:transfer>/odmow/", transferring.transfer_decline, name="transfer_decline"),
    path("osrodek/<uuid:transfer>/wycofaj/", transferring.transfer_withdraw, name="transfer_withdraw"),
    path("osrodek/<uuid:transfer>/list/", transferring.transfer_letter, name="transfer_letter"),
    path("osrodek/<uuid:transfer>/wyslano/", transferring.transfer_sent, name="transfer_sent"),
    path("osrodek/<uuid:transfer>/odpowiedz/", transferring.transfer_answered, name="transfer_answered"),
]
