"""Fields of our own: inclusive periods over half-open ranges, words, and text encrypted at rest.

The half-open form of PostgreSQL is converted to the inclusive `Period` here and nowhere else.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Lookup, Q
from django.db.models.expressions import Combinable
from django.db.models.query_utils import DeferredAttribute
from psycopg2.extras import DateRange

from kit.forms import PeriodFormField
from kit.period import Period
from kit.pinyin import sound, words_of_name
from kit.protection import Keyring, Secret
from kit.words import Word

ONE_DAY = timedelta(days=1)


def to_range(period: Period) -> DateRange:
    """The half-open range that PostgreSQL keeps for an inclusive period."""
    return DateRange(period.first, period.last + ONE_DAY if period.last else None, "[)")


def to_period(span: DateRange) -> Period:
    """The inclusive period that a stored half-open range means."""
    # The column's check keeps out ranges without a beginning.
    return Period(cast(date, span.lower), span.upper - ONE_DAY if span.upper else None)


class PeriodField(DateRangeField):
    """A `Period` in Python, a daterange in PostgreSQL: never empty, always with a first day."""

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object) -> Period: ...  # type: ignore[override]
        def __set__(self, instance: object, value: Period) -> None: ...

    def from_db_value(self, value: DateRange | None, *_: object) -> Period | None:
        return None if value is None else to_period(value)

    def to_python(self, value: object) -> object:
        if isinstance(value, str):
            return Period.parse(value)
        return to_period(value) if isinstance(value, DateRange) else value

    def get_prep_value(self, value: object) -> object:
        return to_range(value) if isinstance(value, Period) else super().get_prep_value(value)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=PeriodFormField, **kwargs)

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = connection.ops.quote_name(str(self.column))
        return f"NOT isempty({column}) AND NOT lower_inf({column})"


W = TypeVar("W", bound=Word)
SetType = TypeVar("SetType")
GetType = TypeVar("GetType")

if TYPE_CHECKING:

    class _CharField(models.CharField[SetType, GetType]): ...

else:

    class _CharField(models.CharField):
        def __class_getitem__(cls, _: Any) -> Any:
            return cls


class WordAttribute(DeferredAttribute):
    """Turns what is assigned into its member, so that a row speaks alike before and after it is stored."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class WordField(_CharField[SetType, GetType]):
    """A member of a `Word` in Python, its value in the column.

    Migrations know only the length of the column: a word may move, and its labels change, without one.
    """

    descriptor_class = WordAttribute

    if TYPE_CHECKING:

        @overload
        def __init__(
            self: "WordField[W | Combinable, W]",
            verbose_name: str,
            *,
            word: type[W],
            max_length: int,
            default: W = ...,
            blank: Literal[False] = ...,
        ) -> None: ...
        @overload
        def __init__(
            self: "WordField[W | Literal[''] | Combinable, W | Literal['']]",
            verbose_name: str,
            *,
            word: type[W],
            max_length: int,
            blank: Literal[True],
        ) -> None: ...

    def __init__(self, *args: Any, word: type[Word] | None = None, **kwargs: Any) -> None:
        # Without a word, in a migration, the column holds plain text.
        self.word = word
        if word:
            kwargs["choices"] = word.as_choices  # asked anew: labels are the act's
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        if isinstance(default := kwargs.get("default"), Word):
            kwargs["default"] = default.value
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return self.word(value) if self.word and value else value

    def to_python(self, value: Any) -> Any:
        """The member; what is none stays as it is, for validation and the column's check to refuse."""
        # `values` would gather them, with their labels, for every row anew.
        is_member = self.word and value in self.word._value2member_map_
        return self.word(value) if self.word and is_member else super().to_python(value)


class NameWordsField(ArrayField):
    """The words by which a person is found, made of her `name` whenever the row is written: nobody can forget them.

    Asked by `contains=[as_typed(words)]`, which an index answers.
    """

    def __init__(self, verbose_name: str | None = None, **kwargs: Any) -> None:
        own = {"base_field": models.TextField(), "default": list, "editable": False}
        super().__init__(**{"verbose_name": verbose_name, **own, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        """Make the words anew."""
        words = words_of_name(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, words)
        return words


class SoundField(models.CharField):
    """The sound of the row's `name`, made whenever the row is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": "", "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Make the sound anew."""
        heard = sound(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, heard)
        return heard


class FirstDay(Func):
    function = "lower"
    output_field = models.DateField()


class LastDay(Func):
    """The last day of a range: the day before its upper bound, NULL for an open end."""

    template = "(upper(%(expressions)s) - 1)"
    output_field = models.DateField()


class Until(Func):
    """A range cut before a day, its last one the day before it."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, period: Combinable, day: Combinable) -> None:
        super().__init__(FirstDay(period), day)


class Dated(models.Model):
    """A row that holds for the days of `period`; both edges are columns of their own."""

    period = PeriodField("期间")
    first_day = models.GeneratedField(
        expression=FirstDay(F("period")), output_field=models.DateField("起始日"), db_persist=True
    )
    last_day = models.GeneratedField(
        expression=LastDay(F("period")), output_field=models.DateField("截止日", null=True), db_persist=True
    )

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Say whether the row is in force on the day."""
        return self.period.contains(day)


def no_overlap(name: str, period: str, *same: str, message: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows (of those that meet the condition) with the same values in `same` share a day of `period`."""
    equal: Sequence[tuple[str, str]] = [(field, RangeOperators.EQUAL) for field in same]
    return ExclusionConstraint(
        name=name,
        expressions=[*equal, (period, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )


class CurrentTransaction(Func):
    """The number of the running transaction, 64 bits, never used twice."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


@cache
def keyring() -> Keyring:
    """The keys that the environment holds."""
    keys = {int(version): bytes.fromhex(key) for version, key in settings.IDENTITY_KEYS.items()}
    return Keyring(keys, settings.LOOKUP_KEY.encode())


def lookup_hash(text: str) -> str:
    """The keyed hash under which a whole value is found again."""
    return keyring().lookup(text)


class SecretAttribute(DeferredAttribute):
    """Wraps what is assigned, so that a value is masked from its first moment on."""

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = Secret(value) if isinstance(value, str) else value


class EncryptedTextField(models.TextField):
    """Text that only the application can read: a `Secret` in Python, shown masked, whole by `reveal()`.

    Found by whole value only, through a companion column that holds its `lookup_hash`; ciphertext itself
    can only be asked whether it is there. Kept out of model forms, which would store the mask.
    """

    descriptor_class = SecretAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, **kwargs})

    if TYPE_CHECKING:

        def __get__(self, instance: object, owner: object) -> Secret: ...  # type: ignore[override]

    @property
    def context(self) -> str:
        """Binds a ciphertext to its column."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, *_: object) -> Secret | None:
        return Secret(keyring().decrypt(value, self.context) if value else "") if value is not None else None

    def get_prep_value(self, value: object) -> object:
        text = value.reveal() if isinstance(value, Secret) else value
        return keyring().encrypt(str(text), self.context) if text else text

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> type[Lookup] | None:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
