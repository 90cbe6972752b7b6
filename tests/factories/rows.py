"""What every factory builds on."""

from datetime import date

from factory.django import DjangoModelFactory

from kit.period import Period
from province.areas.words import AreaLevel

TWO_YEARS = Period(date(2026, 1, 1), date(2027, 12, 31))
LEVELS = {2: AreaLevel.PROVINCE, 4: AreaLevel.CITY, 6: AreaLevel.COUNTY}


class RowFactory(DjangoModelFactory):
    """A factory whose later steps add rows of their own and change nothing on the row itself."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True
