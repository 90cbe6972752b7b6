"""Designated hospitals and pharmacies, their agreements, their staff and their API clients."""

from django.db import models
from oauth2_provider.models import AbstractApplication

from physicians.institutions.models import Institution


class ApiClient(AbstractApplication):
    """A system of an institution that speaks to the API by OAuth 2 client credentials."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="api_clients", verbose_name="机构")
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta(AbstractApplication.Meta):
        verbose_name = verbose_name_plural = "接口客户端"

    def __str__(self) -> str:
        return f"{self.institution_id} {self.client_id}"

    def is_usable(self, request: object) -> bool:
        """Asked by the OAuth library before it gives a token."""
        return self.revoked_at is None
