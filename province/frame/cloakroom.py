"""What was sent and did not end in a step, kept until its author comes back to the page that owns the form.

Two things are handed in. A page that answered a POST is drawn again at an address of its own, so that reload and back
send nothing twice. A form that came after its session, or its page, was over is filled in again after signing in; it
is never sent by itself. Both lie encrypted in the session store, for their author alone and for a while; addresses
carry the ticket and nothing else. Whose a form is stands in the form, signed: the session that opened it may be gone.
"""

import base64
import zlib
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from msgspec import Struct

from kit.fields import keyring
from kit.protection import ProtectionError

TICKET = "ticket"
AUTHOR = "opened_by"
NOBODY = 0  # the author of what is sent before anybody has signed in
FORM_LASTS = timedelta(days=1)
MOST_BYTES = 64 * 1024
# What no form is filled in with again.
NEVER_KEPT = ("csrfmiddlewaretoken", AUTHOR, "password")
Answer = TypeVar("Answer", bound=HttpResponseBase)
_signer = partial(TimestampSigner, salt="author of a form")
_store = import_module(settings.SESSION_ENGINE).SessionStore


class DrawnPage(Struct, tag=True):
    """An answer as it was drawn; `once` is gone when it has been shown."""

    html: str
    status: int
    once: bool


class LateForm(Struct, tag=True):
    """What was filled in, the address that it was sent to, and what to say about it."""

    address: str
    fields: str
    words: str


_items = msgspec.json.Decoder(DrawnPage | LateForm)


class SeeOther(HttpResponseRedirect):
    """The browser goes on with a GET."""

    status_code = 303


def mark_of(request: HttpRequest) -> str:
    """Return what a form carries to say whose it is; empty where nobody is signed in."""
    author = _author(request)
    return _signer().sign(str(author)) if author else ""


def drawn_at_address(request: HttpRequest, answer: Answer, owner: str, once: bool) -> Answer | SeeOther:
    """Return the way to a page that a POST was answered with; what is no page, and a program's, stays as it is."""
    if request.method != "POST" or answer.status_code // 100 not in (2, 4) or not _is_navigation(request):
        return answer
    if not isinstance(answer, HttpResponse) or not answer.headers["Content-Type"].startswith("text/html"):
        return answer
    # Django's own views answer with what is only drawn on the way out.
    if isinstance(answer, SimpleTemplateResponse):
        answer.render()
    page = DrawnPage(answer.content.decode(), answer.status_code, once)
    ticket = _hand_in(_standing(request), page, settings.SESSION_IDLE_SECONDS)
    return SeeOther(_with_ticket(owner, ticket))


@dataclass(frozen=True)
class Owner:
    """The page where the form of a view stands: a route of the same thing, or the view's own address."""

    route: str
    deed: str

    def address(self, request: HttpRequest) -> str:
        """Where the form is opened."""
        if not self.route or request.resolver_match is None:
            return _without_ticket(request.get_full_path())
        return reverse(self.route, args=[*request.resolver_match.kwargs.values()][:1])

    def late(self, request: HttpRequest, what: str) -> str:
        """Keep what was sent too late, and return where its author finds it; `what` is over: 登录, 页面."""
        if not _is_navigation(request):
            return self.address(request)
        words = f"{what}已过期，刚才{f'的“{self.deed}”' if self.deed else '提交的内容'}没有办理。"
        fields = QueryDict(mutable=True)
        for name, values in request.POST.lists():
            if not any(part in name for part in NEVER_KEPT):
                fields.setlist(name, values)
        author, text = _author_of_form(request), fields.urlencode()
        if author is None or len(text) > MOST_BYTES or not (fields or request.FILES):
            messages.warning(request, words + ("填写的内容无法保留，请重新填写。" if fields else ""))
            return self.address(request)
        words += "填写的内容已恢复，请核对后重新提交。" if fields else ""
        words += "文件无法保留，请重新选择。" if request.FILES else ""
        form = LateForm(request.path, text, words)
        ticket = _hand_in(str(author), form, int(FORM_LASTS.total_seconds()))
        return _with_ticket(self.address(request), ticket)


ITSELF = Owner("", "")  # a page whose form is sent to the page's own address


def collect(request: HttpRequest) -> HttpResponse | None:
    """Return what the ticket in the address is for: a page; a form stays with the request, and the page says so.

    A ticket that is another's, or over, leads to the page without it.
    """
    ticket = request.GET.get(TICKET, "")
    if not ticket or request.method not in ("GET", "HEAD"):
        return None
    item = _hand_out(ticket, _standing(request), str(_author(request)))
    if item is None:
        return SeeOther(_without_ticket(request.get_full_path()))
    if isinstance(item, DrawnPage):
        return HttpResponse(item.html, status=item.status)
    request.late_form = item  # type: ignore[attr-defined]
    messages.warning(request, item.words)
    return None


def form_data(request: HttpRequest, *addresses: str) -> QueryDict | None:
    """Return what a form is bound to: what is sent now, or what came late to this address or to one of these.

    An empty POST is an answer too, which `request.POST or None` would miss.
    """
    if request.method == "POST":
        return request.POST
    form: LateForm | None = getattr(request, "late_form", None)
    return QueryDict(form.fields) if form and form.address in (addresses or (request.path,)) else None


def _without_ticket(address: str) -> str:
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != TICKET]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _with_ticket(address: str, ticket: str) -> str:
    plain = _without_ticket(address)
    return f"{plain}{'&' if '?' in plain else '?'}{TICKET}={ticket}"


def _author(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return user.pk if user and user.is_authenticated else NOBODY


def _standing(request: HttpRequest) -> str:
    """Whose a drawn page is: of somebody with this role and area, since both may be taken away meanwhile."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return str(NOBODY)
    return f"{user.pk} {user.role} {user.area_id} {user.agency_id}"


def _author_of_form(request: HttpRequest) -> int | None:
    try:
        return int(_signer().unsign(request.POST.get(AUTHOR, ""), max_age=FORM_LASTS))
    except BadSignature:
        return None


def _is_navigation(request: HttpRequest) -> bool:
    """Whether a person's browser asks for a page: scripts and programs have no reload and no back."""
    return "text/html" in request.headers.get("Accept", "")


def _hand_in(owner: str, item: DrawnPage | LateForm, seconds: int) -> str:
    """Put an item into a row of its own; the ticket is the row's name."""
    store = _store()
    text = base64.b64encode(zlib.compress(msgspec.json.encode(item))).decode()
    store["item"] = keyring().encrypt(text, _context(owner))
    store.set_expiry(seconds)
    store.create()
    return str(store.session_key)


def _hand_out(ticket: str, *owners: str) -> DrawnPage | LateForm | None:
    """Return an item to its owner. None is what another handed in, what is over, and what is none."""
    store = _store(ticket)
    text = next(filter(None, (_read(store.get("item", ""), owner) for owner in owners)), "")
    if not text:
        return None
    item: DrawnPage | LateForm = _items.decode(zlib.decompress(base64.b64decode(text)))
    if isinstance(item, DrawnPage) and item.once:
        store.delete(ticket)
    return item


def _read(ciphertext: str, owner: str) -> str:
    """The text, to its owner; nothing to anybody else."""
    try:
        return keyring().decrypt(ciphertext, _context(owner))
    except ProtectionError:
        return ""


def _context(owner: str) -> str:
    """What binds a ciphertext to its owner."""
    return f"cloakroom of {owner}"
