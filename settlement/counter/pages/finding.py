"""How the counter begins: a prescription, a person or a pack is found, what waits is listed."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from eligibility.people.actions import note_search
from kit import clock
from kit.errors import NotFound
from province.frame.access import page, who
from province.frame.cloakroom import form_data
from settlement.annual_accounts.queries import nearly_used
from settlement.claims.pages.roles import COUNTER
from settlement.claims.queries import records
from settlement.counter.pages.desk import caller_of
from settlement.counter.pages.forms import FindForm
from settlement.counter.queries import finding, prescriptions
from settlement.counter.queries.finding import Matches
from settlement.counter.words import Elsewhere

NOT_FOUND = (
    "没有找到：号码不对，没有还可结算的处方，或者患者没有选定本机构。"
    "要知道患者选定的是哪家机构，或者急救、缺药的，请填写患者的公民身份号码或人员编号。"
)
NOBODY = "没有找到：这个姓名的人在本机构没有可结算的处方，也没有购过药。姓名至少写两个字，也可写全拼或首字母。"


@page(roles=COUNTER)
def find(request: HttpRequest) -> HttpResponse:
    """A prescription, a person or a pack by what was typed or scanned; what waits here, and what today came to."""
    form, institution = FindForm(form_data(request)), caller_of(request).institution
    matches = Matches()
    if request.method == "POST" and form.is_valid():
        words, person = form.cleaned_data["rxno"], form.cleaned_data["certno"]
        rxno = finding.number_in(words)
        with suppress(NotFound):
            prescriptions.dispensable(rxno=rxno, institution=institution, on=clock.today())
            return redirect("settlement:sale", rxno)
        pack = finding.sale_of_pack(str(form["rxno"].value()), institution)
        if pack is not None:
            return redirect("settlement:claim", pack.pk)
        matches = _matches_of(request, institution, words, person)
        if finding.is_number(person or words) and [row.here for row in matches.rows] == [True]:
            return redirect("settlement:sale", matches.rows[0].rxno)
        if not matches.people:
            form.add_error("rxno", NOT_FOUND if finding.is_number(person or words) else NOBODY)
    return counter_page(request, institution, form, matches)


def _matches_of(request: HttpRequest, institution: str, words: str, person: str) -> Matches:
    """What there is of a person; that somebody looked stays on record, what was typed does not."""
    today = clock.today()
    if person:
        rxno = finding.number_in(words)
        rows = prescriptions.open_of(person=person, institution=institution, on=today, rxno=rxno)
        matches = Matches(rows)
    elif finding.is_number(words):
        matches = finding.by_number(person=words, institution=institution, on=today)
    else:
        matches = finding.by_name(name=words, institution=institution, on=today)
    note_search(found=matches.people, by=who(request), on=today)
    return matches


def counter_page(
    request: HttpRequest, institution: str, form: FindForm, matches: Matches, *, note: str = "", status: int = 200
) -> HttpResponse:
    today = clock.today()
    waiting = prescriptions.waiting(institution=institution, on=today)
    near = nearly_used((row.person for row in waiting), today)
    context = {
        "form": form,
        "note": note,
        "matches": matches,
        "reasons": list(Elsewhere),
        "waiting": [(row, near.get(row.person)) for row in waiting],
        "most": prescriptions.MOST_SHOWN,
        "totals": records.totals_of_day(institution, today),
        "today": today,
    }
    return render(request, "settlement/find.html", context, status=status)
