"""Somebody at a browser, signed in."""

from django.test import Client

from province.staff.models import Account

BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser_of(account: Account) -> Client:
    """A browser in which the account is signed in; it raises what a view raises."""
    desk = Client()
    desk.force_login(account, backend=BACKEND)
    return desk
