"""What the application's own database role may do, as operations for migrations.

The owner migrates; the application reads and writes, but an append-only table it can only read and add to.
A lock on a row (SELECT ... FOR UPDATE or FOR SHARE) needs the right to update it: append-only rows cannot be locked.
"""

from collections.abc import Callable

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Step = Callable[[StateApps, BaseDatabaseSchemaEditor], None]


def default_grants() -> RunPython:
    """The application may read and write every table that exists, and every one that its owner makes later."""
    return RunPython(
        _run_each(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
        ),
        RunPython.noop,
    )


def append_only(*tables: str) -> RunPython:
    """The application may add rows to these tables and read them, but never change or remove one (I7)."""
    return RunPython(
        _run_each(*(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {{role}}' for table in tables)),
        RunPython.noop,
    )


def numbered_ahead(table: str) -> RunPython:
    """The application may draw a number of this table before it writes the row."""
    return RunPython(_run_each(f'GRANT USAGE ON SEQUENCE "{table}_id_seq" TO {{role}}'), RunPython.noop)


def _run_each(*statements: str) -> Step:
    def run(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        role = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
        for statement in statements:
            schema_editor.execute(statement.format(role=role))

    return run
