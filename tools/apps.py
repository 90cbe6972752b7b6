"""The developers' tools as an app, so that their commands are found."""

from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "tools"
