"""Who may open a page. Each view states its roles; the route matrix is read from that statement."""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from kit.errors import Busy, DomainError
from province.frame.error_pages import busy, explain_on_page
from province.law.errors import StepAbsent
from province.law.queries.policy import absence
from province.staff.models import Account
from province.staff.words import Role

log = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

Roles = Iterable[str] | Callable[[], frozenset[str]]

ANYONE: frozenset[str] = frozenset(Role.values)
PUBLIC: frozenset[str] = frozenset({"public"})


def who(request: HttpRequest) -> Account:
    """The account behind a page that is not public."""
    return cast(Account, request.user)


def page(*, roles: Roles, before_new_password: bool = False, steps: Iterable[str] = ()) -> Callable[[View[P]], View[P]]:
    """Open a view to these roles only, and record them on it as `roles`.

    Roles that the act in use says are a function, asked at each visit; where it names nobody, the page is not there.

    Nobody signed in: to the login page. Another role: 403. A forced password change comes before
    every page except those marked `before_new_password`. A DomainError that the view lets through
    becomes a page with its sentence, its article and its status; a lock or statement that timed out
    and a broken connection become 503. A page of `steps` alone (application.approve) is 404 with the
    reason under an act that leaves all of them out. What belongs to others is not found by the view's own query
    (`visible_to(user)`), hence 404.
    """
    those_roles, held_steps = roles if callable(roles) else frozenset(roles), tuple(steps)

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guard(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            roles_now = those_roles() if callable(those_roles) else those_roles
            if roles_now == PUBLIC:
                return _answer(view, request, *args, **kwargs)
            elsewhere = _elsewhere(request, before_new_password)
            if elsewhere is None and (reason := absence(*held_steps)):
                return explain_on_page(request, StepAbsent(reason=reason))
            if elsewhere is None and not roles_now:
                raise Http404
            if elsewhere is None and who(request).role not in roles_now:
                raise PermissionDenied
            if elsewhere is not None:
                # The whole page goes there, also when only a fragment of it was asked for.
                is_fragment = getattr(request, "htmx", False)
                response: HttpResponseBase = HttpResponseClientRedirect(elsewhere.url) if is_fragment else elsewhere
            else:
                response = _answer(view, request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        guard.roles = those_roles  # type: ignore[attr-defined]
        return cast(View[P], login_not_required(guard))

    return decorate


def _elsewhere(request: HttpRequest, before_new_password: bool) -> HttpResponseRedirect | None:
    """Where somebody must go first: to sign in, or to choose a password."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.user.must_change_password and not before_new_password:
        return redirect("province:password")
    return None


def _answer(view: View[P], request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    if any("\0" in str(part) for part in kwargs.values()):
        raise Http404  # PostgreSQL cannot be asked for it, so nothing has this name
    try:
        return view(request, *args, **kwargs)
    except (Busy, OperationalError, InterfaceError) as error:
        log.warning("a page was not answered in time", exc_info=True)
        return busy(error if isinstance(error, Busy) else Busy())
    except DomainError as error:
        return explain_on_page(request, error)
