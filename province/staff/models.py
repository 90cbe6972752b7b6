"""Staff accounts and their roles."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from kit.clock import now
from kit.fields import WordField
from province.areas.models import Agency, Area
from province.staff.words import ADMIN_ROLES, WITHOUT_AREA, Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a user name with its area and agency. Raises DoesNotExist."""
        return self.select_related("area__parent", "agency").get(username=username)


class Account(AbstractBaseUser):
    """One person at work, in exactly one role; nobody holds two administrators' roles."""

    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    role = WordField("角色", word=Role, max_length=20)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="管辖区划")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="所属机关")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=True)
    password_changed_at = models.DateTimeField("改密时间", null=True, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员账号"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                name="account_role_known",
                condition=Q(role__in=Role.values),
                violation_error_message="角色不在名录内。",
            ),
            models.CheckConstraint(
                name="account_area_for_officials",
                condition=Q(role__in=WITHOUT_AREA) | Q(area__isnull=False),
                violation_error_message="机关与经办人员必须有管辖区划。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_role_display()}）"

    @property
    def is_staff(self) -> bool:
        """May open the Django admin, with a password of one's own choosing."""
        return self.role in ADMIN_ROLES and not self.needs_new_password

    @property
    def needs_new_password(self) -> bool:
        """Whether the password is a first one, or older than the term of change."""
        return self.must_change_password or self.has_old_password

    @property
    def has_old_password(self) -> bool:
        """Whether the password is older than the term of change."""
        since = self.password_changed_at
        return since is not None and now() - since > timedelta(days=settings.PASSWORD_DAYS)

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether the account may see an app in the admin."""
        return self.is_active and self.is_staff

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Each model's admin says which roles may do what; there is no superuser."""
        return False


class UsedPassword(models.Model):
    """The digest of a password that an account has or had, so that it is not taken again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="used_passwords", verbose_name="账号")
    password = models.CharField("密码摘要", max_length=128)
    since = models.DateTimeField("设定时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.account_id} {self.since}"
