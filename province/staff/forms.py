"""The password rules as Django's forms ask them."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from province.staff.models import Account
from province.staff.queries import passwords_used
from province.staff.rules import LEAST_CLASSES, weaknesses


class PasswordRules:
    """Refuses what is easy to guess and what the account had before (docs/decisions/11-password-rules.md)."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError with every rule that is broken."""
        username = user.username if user else ""
        errors = [ValidationError(sentence, code) for code, sentence in weaknesses(password, username)]
        if user and user.pk and any(check_password(password, digest) for digest in passwords_used(user)):
            errors.append(
                ValidationError(f"不能与最近 {settings.PASSWORDS_REMEMBERED} 次用过的密码相同。", "USED_BEFORE")
            )
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        """Return the rules as a form says them."""
        return (
            f"须含大写字母、小写字母、数字、符号中的至少 {LEAST_CLASSES} 类，不含用户名，"
            f"不与最近 {settings.PASSWORDS_REMEMBERED} 次用过的相同；每 {settings.PASSWORD_DAYS} 天更换一次。"
        )
