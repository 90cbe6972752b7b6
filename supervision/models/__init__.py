"""Nouns of supervision."""

from supervision.models.alerts import Alert, AlertKind

__all__ = ["Alert", "AlertKind"]
