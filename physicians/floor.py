"""Where the registry stands in the left column, and how the search finds in it."""

from collections.abc import Iterator

from django.urls import reverse

from acts import policy
from physicians.institutions.models import InstitutionStaff
from physicians.institutions.pages.roles import OFFICIALS, PHYSICIAN_READERS, READERS
from physicians.institutions.queries import named_like, visible_to
from physicians.responsible import queries as physicians
from physicians.responsible.policy import PhysicianList, Qualifying
from province.exports.queries import register_part
from province.frame import nav, search
from province.frame.access import ANYONE
from province.frame.words import MenuGroup
from province.staff.models import Account
from province.staff.words import Role

policy.register(Qualifying, PhysicianList)


def waiting(user: Account) -> nav.Waiting:
    """Physicians whose next step is this account's."""
    return nav.Waiting(physicians.awaiting(user).count(), word="待办理")


def post_of(user: Account) -> str:
    """Return the institution that an account works for; empty where it works for none."""
    return next(iter(InstitutionStaff.objects.filter(account=user).values_list("institution_id", flat=True)), "")


register_part(post_of)
nav.register(MenuGroup.LISTS, READERS, "定点机构", "physicians:institutions")
nav.register(MenuGroup.LISTS, OFFICIALS, "县域覆盖", "physicians:coverage")
nav.register(
    MenuGroup.LISTS,
    PHYSICIAN_READERS - {Role.INSURANCE_OFFICE, Role.REVIEWER, Role.PROVINCIAL_AGENCY},
    "责任医师",
    "physicians:physicians",
)
nav.register(
    MenuGroup.LISTS,
    [Role.INSURANCE_OFFICE, Role.REVIEWER, Role.PROVINCIAL_AGENCY],
    "责任医师",
    "physicians:physicians",
    count=waiting,
    next_step="办理等候您的责任医师提名",
)
nav.register(MenuGroup.LISTS, ANYONE, "公布的机构名单", "physicians:published_institutions")
nav.register(MenuGroup.LISTS, ANYONE, "公布的医师名单", "physicians:published_physicians")


def find_institutions(user: Account, words: str) -> Iterator[search.Hit]:
    """Find the first institutions by any part of the name, its sound, or the code."""
    for institution in visible_to(user).filter(named_like(words))[: search.MOST_HITS]:
        url = reverse("physicians:institution", args=[institution.pk])
        yield search.Hit("机构", institution.name, institution.code, url)


def find_physicians(user: Account, words: str) -> Iterator[search.Hit]:
    """Find the first responsible physicians by name, its sound, or the code."""
    for physician in physicians.visible_to(user).filter(physicians.named_like(words))[: search.MOST_HITS]:
        url = reverse("physicians:physician", args=[physician.pk])
        yield search.Hit("责任医师", str(physician), physician.hospital.name, url)


search.register(READERS, find_institutions, "机构")
search.register(PHYSICIAN_READERS, find_physicians, "医师")
