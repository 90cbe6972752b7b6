"""The token of a form, and whose form it is: what comes after its session is over is kept for its author alone."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from province.frame.cloakroom import AUTHOR, mark_of

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    def render(self, context: Context) -> SafeString:
        mark = mark_of(context["request"]) if "request" in context else ""
        field = format_html('<input type="hidden" name="{}" value="{}">', AUTHOR, mark) if mark else ""
        return format_html("{}{}", super().render(context), field)


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> FormTokenNode:
    """Django's own tag, and the author beside it."""
    return FormTokenNode()
