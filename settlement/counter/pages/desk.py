"""What the pages of the counter share: who sells, one key a form, and where an answer leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kit.errors import Malformed, RuleRefused, WrongState
from kit.forms import PageForm
from kit.money import yuan
from physicians.institutions.queries import institution_of
from province.frame.access import who
from province.law.queries.policy import article_against
from settlement.claims.rules import Settled
from settlement.counter.errors import NoInstitution
from settlement.counter.queries.answers import value_of
from settlement.counter.rules.answers import StoredAnswer
from settlement.counter.rules.orders import Caller


def caller_of(request: HttpRequest) -> Caller:
    """The institution that the account works for. Raises NoInstitution."""
    institution = institution_of(who(request))
    if institution is None:
        raise NoInstitution
    return Caller(institution=institution.pk, staff=who(request).pk)


def fresh_key() -> str:
    """The idempotency key of one opened form."""
    return f"page-{uuid4().hex}"


@contextmanager
def refusals_in(form: PageForm) -> Iterator[None]:
    """What is refused inside is shown in the form; another's record stays a 404, a busy database a 503."""
    try:
        yield
    except (RuleRefused, Malformed, WrongState) as error:
        form.refuse(error, article_against(error))


def settled_or_raise(result: Settled | RuleRefused) -> Settled:
    """The settlement. Raises the refusal, for the form to show."""
    if isinstance(result, RuleRefused):
        raise result
    return result


def to_claim(request: HttpRequest, answer: Settled | RuleRefused | StoredAnswer) -> HttpResponse:
    """To the settlement, fresh or stored. Raises RuleRefused where it was refused."""
    claim = settled_or_raise(value_of(answer, caller_of(request)))
    if claim.reverses is None:
        words = f"已结算，结算编号 {claim.id}，请向患者收取 {yuan(claim.sums.patient)} 元。"
    else:
        words = f"已撤销结算 {claim.reverses}，请退还患者 {yuan(-claim.sums.patient)} 元。"
    messages.success(request, words)
    return redirect("settlement:claim", claim.id)
