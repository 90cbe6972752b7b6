"""The counter's API: parse -> one action or query -> render."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from kit import clock
from kit.api.errors import InvalidQuery
from kit.api.faults import written
from kit.api.views import document_of, text_answer
from kit.errors import FieldError, Malformed, RuleRefused
from kit.limits import Limit
from kit.period import parse_day
from physicians.clients.api.access import InstitutionView, OfItsKind, client_of
from physicians.clients.models import ApiClient
from province.frame.problems import CONTENT_TYPE
from settlement.claims.queries import claims
from settlement.claims.rules import Settled
from settlement.counter.actions.prices import PREVIEWS, SALES, try_prices
from settlement.counter.actions.returns import return_part
from settlement.counter.actions.reversals import reverse
from settlement.counter.actions.settling import replay, settle
from settlement.counter.api import described, wire
from settlement.counter.api.wire import lists
from settlement.counter.errors import ClientRevoked, KeyUnknown, PricesTried
from settlement.counter.queries import benefits, prescriptions
from settlement.counter.queries.answers import answer_under
from settlement.counter.queries.preview import preview
from settlement.counter.rules.answers import StoredAnswer, Text
from settlement.counter.rules.orders import Caller
from settlement.counter.rules.orders import Request as Keyed

MOST_LISTED = 100

# A till asks about who stands before it; a list of numbers that is walked through names many whom nobody knows.
BENEFIT_CHECKS = Limit("benefit checks", settings.API_BENEFIT_CHECKS_A_MINUTE)
STRANGERS = Limit("benefit checks of nobody", settings.API_STRANGERS_AN_HOUR, 3600)


def _caller(request: Request) -> Caller:
    client = client_of(request)
    return Caller(institution=client.institution, client=client.pk)


def _response(answer: Settled | RuleRefused | StoredAnswer) -> HttpResponse:
    """What was settled or refused in the words that are kept; a stored answer word for word, marked as such."""
    if isinstance(answer, StoredAnswer):
        text, headers = Text(answer.status, answer.body), {"Idempotent-Replayed": "true"}
    elif isinstance(answer, RuleRefused):
        text, headers = wire.ANSWERS.to_refusal(answer), {}
    else:
        text, headers = wire.ANSWERS.to_settlement(answer), {}
    kind = "application/json" if text.status < RuleRefused.status else CONTENT_TYPE
    response = HttpResponse(
        text.body, status=text.status, content_type=kind, headers={"Cache-Control": "no-store", **headers}
    )
    if isinstance(answer, RuleRefused):
        response.problem_code = answer.code  # type: ignore[attr-defined]  # for the log
    return response


def _read_key(request: Request, document: Mapping[str, object]) -> Keyed:
    """The key of a request, with the fingerprint of its content. Raises InvalidHeader."""
    return Keyed(wire.key(request.META.get("HTTP_IDEMPOTENCY_KEY")), wire.fingerprint_of(request.path, document))


def _answer_before(key: Keyed, caller: Caller) -> StoredAnswer | None:
    """What the key was answered before, if it was. Raises KeyReused, InFlight."""
    try:
        return replay(answer_under(key=key.key, by=caller), key)
    except KeyUnknown:
        return None


class StillServing(BasePermission):
    """For reading: settling, previews and benefit checks see a stopped client in a statement of their own. Raises
    ClientRevoked."""

    def has_permission(self, request: Request, view: object) -> bool:
        reads = request.method != "POST" or isinstance(view, PrescriptionSearches)
        if reads and not ApiClient.objects.filter(pk=request.user.pk, revoked_at=None).exists():
            raise ClientRevoked
        return True


class CounterView(InstitutionView):
    permission_classes = [OfItsKind, StillServing]


class BenefitChecks(CounterView):
    @described.benefit_check
    def post(self, request: Request) -> HttpResponse:
        today, caller = clock.today(), _caller(request)
        question = wire.question(document_of(request), today)
        BENEFIT_CHECKS.spend(caller.institution)
        STRANGERS.check(caller.institution)
        answer = benefits.check(question=question, by=caller, on=today)
        if not answer.name:
            STRANGERS.spend(caller.institution)
        return text_answer(wire.benefits(answer))


class Dispensable(CounterView):
    @described.dispensable
    def get(self, request: Request, rxno: str) -> HttpResponse:
        prescription = prescriptions.dispensable(
            rxno=wire.rxno_in_address(rxno), institution=client_of(request).institution, on=clock.today()
        )
        return text_answer(lists.prescription(prescription))


class PrescriptionSearches(CounterView):
    @described.present
    def post(self, request: Request) -> HttpResponse:
        today, institution = clock.today(), client_of(request).institution
        person = wire.present(document_of(request), today)
        BENEFIT_CHECKS.spend(institution)
        STRANGERS.check(institution)
        sheets = prescriptions.open_to(person=person, institution=institution, on=today)
        if not sheets:
            STRANGERS.spend(institution)
        return text_answer(lists.present(sheets))


class Preview(CounterView):
    @described.preview
    def post(self, request: Request) -> HttpResponse:
        at, caller = clock.now(), _caller(request)
        order = wire.order(document_of(request), at.date())
        try:
            prices_left = try_prices(caller.institution, order, PREVIEWS)
        except PricesTried as refusal:
            return _response(refusal)
        result = preview(order=order, by=caller, at=at)
        response = text_answer(wire.settled_text(result)) if isinstance(result, Settled) else _response(result)
        response["Prices-Left"] = str(prices_left)
        return response


class Settlements(CounterView):
    query = ("key", "day", "after")

    @described.settle
    def post(self, request: Request) -> HttpResponse:
        at, caller, document = clock.now(), _caller(request), document_of(request)
        key = _read_key(request, document)
        order = wire.order(document, at.date())
        try:
            prices_left = try_prices(caller.institution, order, SALES)
        except PricesTried as refusal:
            # What was settled before is settled, however many prices were tried since.
            return _response(_answer_before(key, caller) or refusal)
        response = _response(settle(order=order, request=key, by=caller, at=at, answers=wire.ANSWERS))
        response["Prices-Left"] = str(prices_left)
        return response

    @described.find
    def get(self, request: Request) -> HttpResponse:
        """The answer to a key, or one page of a day."""
        if "key" in request.GET:
            return _response(answer_under(key=wire.key(request.GET["key"], "key"), by=_caller(request)))
        institution = client_of(request).institution
        day, last_number = _page_asked_for(request)
        rows = claims.on_day(day=day, institution=institution, after=last_number, most=MOST_LISTED)
        return text_answer(lists.page(rows, MOST_LISTED))


def _page_asked_for(request: Request) -> tuple[date, int]:
    """Return the day of a list and the last number of the page before, 0 for the first. Raises InvalidQuery with
    everything that is wrong."""
    text, faults, day = request.GET.get("after", "0"), [], date.min
    if not (text.isascii() and text.isdigit() and len(text) <= len("999999999999999999")):
        shape, came = "上一页的 next_after", written(text)
        message = f"查询参数 after 应是{shape}；收到的是{came}。"
        faults.append(FieldError("after", "WRONG_SHAPE", message, allowed=shape, came=came))
    try:
        day = parse_day(request.GET["day"])
    except MultiValueDictKeyError:
        names = "day（购药日，例如 2026-03-02）或 key（幂等键）"
        message = f"缺少查询参数，须有其一：{names}。"
        faults.insert(0, FieldError("day", "MISSING_QUERY", message, allowed=names, came="没有"))
    except Malformed as error:
        came = written(request.GET["day"])
        message = f"查询参数 day：{error.message}收到的是{came}。"
        faults.insert(0, FieldError("day", error.code, message, allowed="2026-03-02 这样的日期", came=came))
    if faults:
        raise InvalidQuery(*faults)
    return day, int(text)


class Settlement(CounterView):
    @described.one
    def get(self, request: Request, setl_id: str) -> HttpResponse:
        return text_answer(
            wire.settled_text(
                claims.find(claim=wire.number_in_address(setl_id), institution=client_of(request).institution)
            )
        )


class PartialReturn(CounterView):
    @described.partial_return
    def post(self, request: Request, setl_id: str) -> HttpResponse:
        document = document_of(request)
        key = _read_key(request, document)
        rest, reason, note = wire.partial_return(document)
        answer = return_part(
            claim=wire.number_in_address(setl_id),
            reason=reason,
            note=note,
            request=key,
            rest=rest,
            by=_caller(request),
            at=clock.now(),
            answers=wire.ANSWERS,
        )
        return _response(answer)


class Reversal(CounterView):
    @described.reverse
    def post(self, request: Request, setl_id: str) -> HttpResponse:
        document = document_of(request)
        key = _read_key(request, document)
        reason, note = wire.reason(document)
        reversal = reverse(
            claim=wire.number_in_address(setl_id),
            reason=reason,
            note=note,
            request=key,
            by=_caller(request),
            at=clock.now(),
            answers=wire.ANSWERS,
        )
        return _response(reversal)
