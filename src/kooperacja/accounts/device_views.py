"""Pages of the own devices, and of visit mode, which works on them alone."""

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kooperacja.access.views import signed_in

from . import devices
from .forms import AddDevice
from .models import User
from .visits import begin_visit, end_visit, is_visiting

FROM = "z"
"""Where the person came from, so that they find the way back to what they were writing."""
THEN = "potem"
"""Where the person goes on once the device is on the list, if not to visit mode."""


@signed_in
@require_safe
def device_list(request: HttpRequest) -> HttpResponse:
    """Show the own devices."""
    rows = devices.devices_of(_owner(request), now=timezone.now())
    return render(request, "accounts/device_list.html", {"devices": rows, "here": devices.device_of(request)})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def device_add(request: HttpRequest) -> HttpResponse:
    """Put the device at which one sits on the list."""
    if devices.device_of(request) is not None:
        return redirect("accounts:devices")
    form = AddDevice(request.POST or None)
    if form.is_valid():
        name, key = form.cleaned_data["name"], form.cleaned_data["key"]
        try:
            _device, token = devices.add_device(_owner(request), name, key=key, now=timezone.now())
        except devices.TooManyDevices:
            form.add_error(None, _("Your list is full. Take a device off it that you no longer use."))
        else:
            messages.success(request, _("This device is on your list."))
            response = redirect(_page_of_ours(request, THEN) or _with_way_back(request, "accounts:visit"))
            devices.remember(response, token)
            return response
    return render(request, "accounts/device_add.html", {"form": form})


@signed_in
@require_POST
def device_end(request: HttpRequest, device: UUID) -> HttpResponse:
    """Take an own device off the list, be it lost or lying here."""
    row = get_object_or_404(_owner(request).devices, public_id=device)
    is_here = row == devices.device_of(request)
    devices.end_device(row, now=timezone.now())
    messages.success(request, _("The device is off your list. Visit mode no longer works on it."))
    response = redirect("accounts:devices")
    if is_here:
        devices.forget(response)
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """Switch visit mode on or off in this session."""
    if request.method == "POST":
        response = redirect(_with_way_back(request, "accounts:visit"))
        if request.POST.get("do") != "begin":
            end_visit(request)
        elif begin_visit(request):
            devices.remember_longer(request, response)
        return response
    context = {
        "visiting": is_visiting(request),
        "device": devices.device_of(request),
        "minutes": settings.SESSION_VISIT_SECONDS // 60,
        "came_from": _page_of_ours(request, FROM),
        "add_page": _with_way_back(request, "accounts:device_add"),
    }
    return render(request, "accounts/visit.html", context)


def _page_of_ours(request: HttpRequest, name: str) -> str:
    """Return the page of ours that the address names, or an empty text."""
    address = request.GET.get(name, "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and address.startswith("/") else ""


def _with_way_back(request: HttpRequest, name: str) -> str:
    came_from = _page_of_ours(request, FROM)
    return f"{reverse(name)}?{urlencode({FROM: came_from})}" if came_from else reverse(name)


def _owner(request: HttpRequest) -> User:
    return cast(User, request.user)
