"""The counter's API: parse -> one action or query -> render."""

from datetime import date

from django.http import HttpResponse
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from kit import clock
from kit.api.errors import InvalidQuery
from kit.api.views import document_of, text_answer
from kit.errors import FieldError, Malformed
from kit.period import parse_day
from physicians.clients.api.access import InstitutionView, OfItsKind, client_of
from physicians.clients.models import ApiClient
from settlement.claims.queries import claims
from settlement.counter.actions import reversals
from settlement.counter.actions import settling as counter
from settlement.counter.api import described, wire
from settlement.counter.api.throttles import try_prices
from settlement.counter.api.wire import lists
from settlement.counter.errors import ClientRevoked
from settlement.counter.queries import benefits, prescriptions
from settlement.counter.queries import preview as counter_queries
from settlement.counter.rules.orders import Caller, Outcome
from settlement.counter.rules.orders import Request as Asked

MOST_LISTED = 100


def _caller(request: Request) -> Caller:
    client = client_of(request)
    return Caller(institution=client.institution, client=client.pk)


def _told(outcome: Outcome) -> HttpResponse:
    """An outcome, word for word."""
    response = HttpResponse(outcome.body, status=outcome.status, content_type=outcome.content_type)
    response["Cache-Control"] = "no-store"
    if outcome.replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def _asked(request: Request, document: object) -> Asked:
    key = wire.key(request.META.get("HTTP_IDEMPOTENCY_KEY"))
    return Asked(key=key, fingerprint=wire.fingerprint(request.path, document))


class StillServing(BasePermission):
    """For reading: settling and previews see a stopped client in a statement of their own. Raises ClientRevoked."""

    def has_permission(self, request: Request, _view: object) -> bool:
        if request.method != "POST" and not ApiClient.objects.filter(pk=request.user.pk, revoked_at=None).exists():
            raise ClientRevoked
        return True


class CounterView(InstitutionView):
    permission_classes = [OfItsKind, StillServing]


class BenefitChecks(CounterView):
    @described.benefit_check
    def post(self, request: Request) -> HttpResponse:
        question = wire.question(document_of(request), clock.today())
        return text_answer(wire.benefits(benefits.check(question=question, by=_caller(request))))


class Dispensable(CounterView):
    @described.dispensable
    def get(self, request: Request, rxno: str) -> HttpResponse:
        found = prescriptions.dispensable(rxno=rxno, institution=client_of(request).institution, on=clock.today())
        return text_answer(lists.prescription(found))


class Preview(CounterView):
    @described.preview
    def post(self, request: Request) -> HttpResponse:
        document = document_of(request)
        order = wire.order(document, clock.today())
        try_prices(client_of(request).institution, document)
        return _told(counter_queries.preview(order=order, by=_caller(request), at=clock.now(), render=wire.RENDERING))


class Settlements(CounterView):
    @described.settle
    def post(self, request: Request) -> HttpResponse:
        document = document_of(request)
        asked = _asked(request, document)
        order = wire.order(document, clock.today())
        try_prices(client_of(request).institution, document)
        outcome = counter.settle(order=order, request=asked, by=_caller(request), at=clock.now(), render=wire.RENDERING)
        return _told(outcome)

    @described.find
    def get(self, request: Request) -> HttpResponse:
        """The answer to a key, or one page of a day."""
        if "key" in request.GET:
            return _told(claims.answered(key=wire.key(request.GET["key"]), by=_caller(request)))
        found = claims.on_day(day=_day(request), by=_caller(request), after=_after(request), most=MOST_LISTED)
        return text_answer(lists.page(found, MOST_LISTED))


def _day(request: Request) -> date:
    try:
        return parse_day(request.GET.get("day", ""))
    except Malformed as error:
        raise InvalidQuery(fields=(FieldError("day", error.code, error.message),)) from None


def _after(request: Request) -> int:
    text = request.GET.get("after", "0")
    if text.isascii() and text.isdigit() and len(text) <= len("999999999999999999"):
        return int(text)
    raise InvalidQuery(fields=(FieldError("after", "WRONG_SHAPE", "应是上一页最后一条的结算编号。"),))


class Settlement(CounterView):
    @described.one
    def get(self, request: Request, setl_id: str) -> HttpResponse:
        return text_answer(wire.settled(claims.find(claim=int(setl_id), by=_caller(request))))


class Reversal(CounterView):
    @described.reverse
    def post(self, request: Request, setl_id: str) -> HttpResponse:
        document = document_of(request)
        asked = _asked(request, document)
        outcome = reversals.reverse(
            claim=int(setl_id),
            reason=wire.reason(document),
            request=asked,
            by=_caller(request),
            at=clock.now(),
            render=wire.RENDERING,
        )
        return _told(outcome)
