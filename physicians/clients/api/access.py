"""Which institutions a route is open to."""

from typing import ClassVar, cast

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from kit.api.errors import NotAuthenticated
from kit.api.views import ApiView
from physicians.clients.api.authentication import InstitutionToken
from physicians.clients.api.tokens import Client
from physicians.institutions.words import InstitutionKind


def client_of(request: Request) -> Client:
    """The system behind a request that a permission has let through."""
    return cast(Client, request.user)


class OfItsKind(BasePermission):
    """The route is open to this kind of institution."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.user, Client):
            raise NotAuthenticated
        return isinstance(view, InstitutionView) and request.user.kind in view.kinds


class InstitutionView(ApiView):
    """A view for systems of institutions; `kinds` says whose."""

    kinds: ClassVar[frozenset[InstitutionKind]] = frozenset(InstitutionKind)
    authentication_classes = [InstitutionToken]
    permission_classes = [OfItsKind]
