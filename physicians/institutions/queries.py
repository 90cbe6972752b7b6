"""Designated hospitals and pharmacies."""

from django.db.models import Q, QuerySet

from kit.pinyin import SHORTEST, as_typed
from physicians.institutions.models import Institution, InstitutionStaff
from province.staff.models import Account
from province.staff.queries import within_area_of
from province.staff.words import Role

AT_INSTITUTIONS = frozenset({Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.PHARMACIST})


def institution_of(user: Account) -> Institution | None:
    """Where a physician, an insurance office or a pharmacist works; None for officials."""
    post = InstitutionStaff.objects.filter(account=user).select_related("institution__area").first()
    return post.institution if post else None


def named_like(words: str) -> Q:
    """Institutions whose name, pinyin or first letters hold the words anywhere, or of exactly this code."""
    typed = as_typed(words)
    by_sound = Q(pinyin__contains=typed) if len(typed) >= SHORTEST else Q()
    return Q(name__icontains=words.strip()) | Q(code=typed.upper()) | by_sound


def visible_to(user: Account) -> QuerySet[Institution]:
    """Officials see the institutions of their area, staff of an institution their own."""
    rows = Institution.objects.select_related("area__parent")
    if user.role in AT_INSTITUTIONS:
        return rows.filter(staff__account=user)
    return rows.filter(within_area_of(user))
