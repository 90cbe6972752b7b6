"""What the demonstration draws and counts: papers that the intake takes, working days, tables of one's own."""

from datetime import date
from pathlib import Path

import pytest

from eligibility.applications.rules.documents import PDF, read_paper
from eligibility.applications.rules.pictures import PNG
from eligibility.applications.words import MaterialKind
from province.calendar.rules.workdays import WorkCalendar
from tools.demo.papers import papers, suffix
from tools.demo.tables import Days, own, table

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize(("kind", "media"), [(MaterialKind.IDENTITY, PNG), (MaterialKind.MEDICAL, PDF)])
def test_a_paper_is_what_its_name_says_and_the_intake_takes_it(kind: MaterialKind, media: str) -> None:
    content = papers("周秀英", "430102195811211220")[kind]
    assert read_paper(content).media_type == media
    assert media.endswith(suffix(kind))


def test_papers_of_two_persons_differ() -> None:
    one, other = papers("周秀英", "1"), papers("李文", "2")
    assert all(one[kind] != other[kind] for kind in one)


def test_days_are_counted_back_over_weekends() -> None:
    days = Days(MONDAY, WorkCalendar(frozenset(), frozenset(), frozenset()))
    assert (days.ago(0), days.ago("1"), days.ago(6)) == (MONDAY, FRIDAY, date(2026, 11, 13))


def test_a_folder_of_ones_own_has_its_own_tables_or_those_that_all_share(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.PROVINCE = str(tmp_path)
    shared = table("limits")
    (tmp_path / "demo").mkdir()
    own("limits.csv").write_text("code\nX1\n", "utf-8")
    assert table("limits") == [{"code": "X1"}] != shared
    assert table("no_such_table") == []
