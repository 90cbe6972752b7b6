"""Rows of the ground floor."""

import factory

from province.areas.models import Area
from province.areas.rules import parent, prefix
from province.staff.models import Account
from province.staff.words import Role
from tests.factories.rows import LEVELS, RowFactory

HANZI = str.maketrans("0123456789", "零一二三四五六七八九")


class AreaFactory(RowFactory):
    """An area by its code; those above it come along."""

    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "430102"
    name = factory.LazyAttribute(lambda area: f"区划{area.code.translate(HANZI)}")
    level = factory.LazyAttribute(lambda area: LEVELS[len(prefix(area.code))])
    parent = factory.LazyAttribute(lambda area: AreaFactory(code=parent(area.code)) if parent(area.code) else None)


class AccountFactory(RowFactory):
    """A member of staff with a password of its own choosing; officials of the whole province unless said otherwise."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"staff{n}")
    name = "王工作"
    role = Role.PROVINCIAL_AGENCY
    area = factory.SubFactory(AreaFactory, code="430000")
    must_change_password = False
