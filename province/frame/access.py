"""Who may open a page. Each view states its roles; the route matrix is read from that statement."""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from kit.clock import today
from kit.errors import Busy, DomainError
from kit.limits import Limit
from kit.pages.export import Export
from province.events.actions.exporting import keep_export
from province.events.actions.recording import source_address
from province.events.rules import Anybody
from province.frame.cloakroom import ITSELF, Owner, SeeOther, collect, drawn_at_address
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


def page(
    *,
    roles: Roles,
    before_new_password: bool = False,
    steps: Iterable[str] = (),
    owner: str = "",
    deed: str = "",
    once: bool = False,
) -> Callable[[View[P]], View[P]]:
    """Open a view to these roles only, and record them on it as `roles`.

    Roles that the act in use says are a function, asked at each visit; where it names nobody, the page is not there.

    Nobody signed in: to the login page. Another role: 403. A forced password change comes before
    every page except those marked `before_new_password`. A DomainError that the view lets through
    becomes a page with its sentence, its article and its status; a lock or statement that timed out
    and a broken connection become 503. A page of `steps` alone (application.approve) is 404 with the
    reason under an act that leaves all of them out. What belongs to others is not found by the view's own query
    (`visible_to(user)`), hence 404.

    A view with an `owner` takes what a form sends and nothing else; the owner is the route of the page where the form
    stands, of the same thing. Whoever opens the address comes there, and so does what was sent after the session was
    over, which then says that this `deed` was not done. A page that answers a POST is drawn at an address of its own;
    what may be shown one time only is shown `once`.
    """
    those_roles, held_steps = roles if callable(roles) else frozenset(roles), tuple(steps)
    form_page = Owner(owner, deed)

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guard(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if any("\0" in str(part) for part in kwargs.values()):
                raise Http404  # PostgreSQL cannot be asked for it, so nothing has this name
            roles_now = those_roles() if callable(those_roles) else those_roles
            home = form_page.address(request)

            def drawn() -> HttpResponseBase:
                answer = collect(request) or _answer(view, request, *args, **kwargs)
                return drawn_at_address(request, answer, home, once)

            if roles_now == PUBLIC:
                return drawn()
            response = _elsewhere(request, before_new_password, form_page) or _kept_out(request, roles_now, held_steps)
            if response is None and owner and request.method != "POST":
                leads_on = request.method in ("GET", "HEAD")
                response = SeeOther(home) if leads_on else HttpResponseNotAllowed(["POST"])
            response = response or drawn()
            add_never_cache_headers(response)
            return response

        guard.roles = those_roles  # type: ignore[attr-defined]
        guard.form_page = form_page  # type: ignore[attr-defined]
        return cast(View[P], login_not_required(guard))

    return decorate


def _elsewhere(request: HttpRequest, before_new_password: bool, form_page: Owner) -> HttpResponseBase | None:
    """Where somebody must go first: to sign in, or to choose a password."""
    if request.user.is_authenticated and (before_new_password or not request.user.needs_new_password):
        return None
    if request.user.is_authenticated:
        way = redirect("province:password")
    elif request.method == "POST":
        way = redirect_to_login(form_page.late(request, "登录"))
    else:
        way = redirect_to_login(request.get_full_path())
    # The whole page goes there, also when only a fragment of it was asked for.
    return HttpResponseClientRedirect(way.url) if getattr(request, "htmx", False) else way


def _kept_out(request: HttpRequest, roles: frozenset[str], steps: tuple[str, ...]) -> HttpResponseBase | None:
    """Return why the page is not there under this act. Raises Http404 and PermissionDenied."""
    if reason := absence(*steps):
        return explain_on_page(request, StepAbsent(reason=reason))
    if not roles:
        raise Http404
    if who(request).role not in roles:
        raise PermissionDenied
    return None


def _answer(view: View[P], request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    try:
        response = view(request, *args, **kwargs)
        if isinstance(response, Export):
            _keep(request, response)
        return response
    except (Busy, OperationalError, InterfaceError) as error:
        log.warning("a page was not answered in time", exc_info=True)
        return busy(error if isinstance(error, Busy) else Busy())
    except DomainError as error:
        return explain_on_page(request, error)


def _keep(request: HttpRequest, file: Export) -> None:
    """Record a file before it leaves, each time anew. Raises TooManyRequests where the public takes too many."""
    account = who(request) if request.user.is_authenticated else None
    if account is None:
        Limit("public exports", settings.PUBLIC_EXPORTS_AN_HOUR, 3600).spend(source_address())
    by, area = account or Anybody(), account.area_id if account else None
    keep_export(name=file.name, count=file.count, asked=file.asked, area=area or "", by=by, on=today())
    add_never_cache_headers(file)


class SignInFirst(LoginRequiredMiddleware):
    """Sends to the login page whoever opens a view that states no roles, the admin's; what came late is kept."""

    def handle_no_permission(self, request: HttpRequest, view_func: View[P]) -> HttpResponseRedirect:
        is_sent = request.method == "POST"
        return (
            redirect_to_login(ITSELF.late(request, "登录"))
            if is_sent
            else super().handle_no_permission(request, view_func)
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001 (Django passes it)
    """Lead back what a page of ours sent too late; what was sent from elsewhere, or without cookies, is refused.

    A page is over when somebody signed in again beside it.
    """
    view = request.resolver_match.func if request.resolver_match else None
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    form_page: Owner = getattr(view, "form_page", ITSELF)
    if not is_ours or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return render(request, "403_csrf.html", status=403)
    address = form_page.late(request, "页面")
    goes_on = request.user.is_authenticated or getattr(view, "roles", None) == PUBLIC
    return SeeOther(address) if goes_on else redirect_to_login(address)
