"""Constraints that Django has no class for."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, DateField, Model


class SameRow(BaseConstraint):
    """A composite foreign key: the columns of `fields` stand together in one row of `to`.

    What it leads to needs a UniqueConstraint over exactly `to_fields`. It is checked at the statement, not at commit
    as Django's own keys are: whoever breaks it can still read anew in the same transaction's course.
    """

    def __init__(
        self,
        *,
        name: str,
        fields: Sequence[str],
        to: str,
        to_fields: Sequence[str],
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        self.fields, self.to, self.to_fields = tuple(fields), to, tuple(to_fields)
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        """Stand aside while the table is created: its target may not exist yet."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        target: type[Model] = model._meta.apps.get_model(self.to)
        return (
            f"ALTER TABLE {self._table(model, schema_editor)}"
            f" ADD CONSTRAINT {schema_editor.quote_name(self.name)}"
            f" FOREIGN KEY ({self._columns(model, self.fields, schema_editor)})"
            f" REFERENCES {self._table(target, schema_editor)} ({self._columns(target, self.to_fields, schema_editor)})"
        )

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        return f"ALTER TABLE {self._table(model, schema_editor)} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"

    def _table(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> str:
        return editor.quote_name(model._meta.db_table)

    def _columns(self, model: type[Model], names: Sequence[str], editor: BaseDatabaseSchemaEditor) -> str:
        columns = {field.name: field.column or field.name for field in model._meta.concrete_fields}
        return ", ".join(editor.quote_name(columns[name]) for name in names)

    def validate(self, *_: object, **__: object) -> None:
        """Leave it to the database: between a look at the target and the row's own writing the target may change."""

    def deconstruct(self) -> tuple[str, Sequence[object], dict[str, object]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields, "to": self.to, "to_fields": self.to_fields}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameRow) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.fields, self.to, self.to_fields))


class WithinRow(BaseConstraint):
    """The days of a row lie within those of the row that it belongs to, which must never shrink; an open end is one.

    A trigger, since a check sees one row alone: `field` is the row's own range or day, `to` the foreign key, `to_field`
    the range there.
    """

    def __init__(
        self,
        *,
        name: str,
        field: str,
        to: str,
        to_field: str,
        violation_error_code: str | None = None,
        violation_error_message: str | None = None,
    ) -> None:
        self.field, self.to, self.to_field = field, to, to_field
        super().__init__(
            name=name,
            violation_error_code=violation_error_code,
            violation_error_message=violation_error_message,
        )

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:  # type: ignore[override]
        """Stand aside while the table is created: it is not there yet."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        quote = schema_editor.quote_name
        key = model._meta.get_field(self.to)
        target: type[Model] = key.related_model  # type: ignore[assignment]
        own, bounds = f"NEW.{quote(self.field)}", f"t.{quote(self.to_field)}"
        if isinstance(model._meta.get_field(self.field), DateField):
            own = f"daterange({own}, {own}, '[]')"
        name, table, column = quote(self.name), quote(model._meta.db_table), quote(str(key.column))  # type: ignore[union-attr]
        # Names of the models' tables and columns, quoted: nothing of a request.
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # nosec B608
            f" IF NOT EXISTS (SELECT FROM {quote(target._meta.db_table)} t"
            f" WHERE t.{quote(str(target._meta.pk.column))} = NEW.{column}"
            f" AND {bounds} @> lower({own}) AND (upper_inf({own}) OR {bounds} @> {own})) THEN"
            f" RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}';"
            f" END IF; RETURN NEW; END $$;"
            f" CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:  # type: ignore[override]
        name, table = schema_editor.quote_name(self.name), schema_editor.quote_name(model._meta.db_table)
        return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()"

    def validate(self, *_: object, **__: object) -> None:
        """Leave it to the database."""

    def deconstruct(self) -> tuple[str, Sequence[object], dict[str, object]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field, "to": self.to, "to_field": self.to_field}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WithinRow) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.field, self.to, self.to_field))
