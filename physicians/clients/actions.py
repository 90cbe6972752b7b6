"""Systems of institutions that speak to the API."""

import secrets
from datetime import date

from oauth2_provider.generators import generate_client_id

from kit.action import action
from kit.clock import now
from kit.locks import lock_rows
from physicians.clients.deeds import ISSUE, REVOKE
from physicians.clients.errors import ClientAlreadyRevoked
from physicians.clients.models import ApiClient
from physicians.institutions.models import Institution
from province.events.actions.recording import record
from province.staff.models import Account

SECRET_BYTES = 32


@action
def issue(*, institution: Institution, name: str, by: Account | None, on: date) -> tuple[str, str]:
    """A new client's identifier and its secret; the secret is shown this once and kept only as a hash."""
    client_id, secret = generate_client_id(), secrets.token_urlsafe(SECRET_BYTES)
    ApiClient.objects.create(
        institution=institution,
        name=name,
        client_id=client_id,
        client_secret=secret,
        client_type=ApiClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
    )
    record(ISSUE, institution, by=by, on=on, after=name[:40], data={"client": client_id})
    return client_id, secret


@action
def revoke(*, client: ApiClient, why: str, by: Account | None, on: date) -> ApiClient:
    """Turn a client away from now on. Raises ClientAlreadyRevoked when that was done before."""
    # The counter shares this row: a sale under way is finished first, none begins afterwards.
    row: ApiClient = lock_rows(ApiClient.objects.filter(pk=client.pk)).get()
    if row.revoked_at:
        raise ClientAlreadyRevoked
    row.revoked_at = now()
    row.save(update_fields=["revoked_at"])
    record(REVOKE, row.institution, by=by, on=on, after=row.name[:40], why=why, data={"client": row.client_id})
    return row
