"""The Django admin has no doors of its own: one sign-in, one sign-out, one password page, each on record."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from province.staff.models import Account


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where the admin sends whom it does not let in."""
    if not isinstance(request.user, Account):
        return redirect_to_login(request.GET.get("next", "/admin/"))
    if request.user.needs_new_password:
        return redirect("province:password")
    raise PermissionDenied


def change_password(_request: HttpRequest) -> HttpResponse:
    """Send the admin's own password page to ours."""
    return redirect("province:password")
