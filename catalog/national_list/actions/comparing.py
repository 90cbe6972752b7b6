"""What would become of every line is worked out and kept, to be looked at before anything is changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple

from catalog.national_list.models import CatalogueImport, ImportLine
from catalog.national_list.queries.imports import Judgement, judge_drugs, judge_products, rows_of, terms_of, work_of
from catalog.national_list.rules.drugs import DrugRow
from catalog.national_list.rules.outcomes import Outcome, digest
from catalog.national_list.rules.products import ProductRow
from catalog.national_list.words import ImportKind, ImportState
from kit.action import action
from kit.locks import lock_rows
from province.jobs.actions import tell

STEP = 500


@action
def compare(*, catalogue_import: CatalogueImport) -> CatalogueImport:
    """Compare a table with the catalogue; one that somebody else has compared meanwhile stays as it is."""
    row = lock_rows(CatalogueImport.objects.filter(pk=catalogue_import.pk)).get()
    if row.state == ImportState.COMPARING:
        show(row, judge(row).outcomes)
    return row


def judge(row: CatalogueImport) -> Judgement:
    """Return what would become of every line now."""
    rows = rows_of(row)
    if row.kind == ImportKind.NATIONAL_LIST:
        return judge_drugs([line for line in rows if isinstance(line, DrugRow | Outcome)], terms_of(row))
    return judge_products([line for line in rows if isinstance(line, ProductRow | Outcome)], terms_of(row))


def show(row: CatalogueImport, outcomes: list[Outcome], note: str = "") -> None:
    """Keep what would become of every line, in place of what was kept before."""
    row.lines.all().delete()
    for start in range(0, len(outcomes), STEP):
        ImportLine.objects.bulk_create(lines_of(row, outcomes[start : start + STEP]))
        tell(work_of(row), min(start + STEP, row.total - 1))
    row.counts = dict(Counter(outcome.kind.value for outcome in outcomes))
    row.shown_digest, row.state, row.note, row.done = digest(outcomes), ImportState.COMPARED, note, row.total
    row.confirmed_by = row.confirmed_on = None
    row.save()


def lines_of(row: CatalogueImport, outcomes: Iterable[Outcome]) -> Iterable[ImportLine]:
    """Return the lines to be kept."""
    for outcome in outcomes:
        yield ImportLine(
            catalogue_import=row,
            number=outcome.number,
            kind=outcome.kind,
            name=outcome.name[:500],
            changes=[astuple(change) for change in outcome.changes],
            reasons=[list(reason) for reason in outcome.reasons],
        )
