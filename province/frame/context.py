"""What the frame around every page needs; nothing is read until a template asks for it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property

from province.frame import nav
from province.frame.briefing import Block, blocks_of
from province.frame.search import searched_by
from province.frame.words import BriefingPart
from province.law.queries.policy import current_policy
from province.staff.models import Account


class Frame:
    """Top bar and left column of one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def system(self) -> str:
        """The name of the system."""
        return "双通道药品管理系统"

    @property
    def province(self) -> str:
        """The name of the province."""
        return current_policy().province

    @property
    def debug(self) -> bool:
        """Whether this is a development server."""
        return bool(settings.DEBUG)

    @cached_property
    def account(self) -> Account | None:
        """Who is signed in and may use the system; None on public pages and before a forced password change."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, Account) and not user.needs_new_password else None

    @cached_property
    def entries(self) -> list[nav.Entry]:
        """The left column; empty for whoever is not signed in."""
        here = nav.place_of(self.request)
        return nav.entries(self.account, here) if self.account else []

    @cached_property
    def notices(self) -> list[Block]:
        """What is asked of the account: the top bar and the first page say it."""
        return blocks_of(BriefingPart.NOTICE, self.account) if self.account else []

    @property
    def notice_count(self) -> int:
        """How many notices there are, as far as they are shown."""
        return sum(len(block.lines) for block in self.notices)

    @cached_property
    def waiting(self) -> list[nav.Entry]:
        """Places with work: overdue first, then due soon; places of equal weight keep their order."""
        busy = (entry for entry in self.entries if entry.waiting.total)
        return sorted(busy, key=lambda entry: (not entry.waiting.overdue, not entry.waiting.soon))

    @property
    def proposed(self) -> list[nav.Entry]:
        """What the home page offers first: what waits, then work that begins here."""
        return [*self.waiting, *(entry for entry in self.entries if entry.begins)]

    @cached_property
    def searched_by(self) -> list[str] | None:
        """What the account may type into the search box; None where it may search for nothing."""
        return searched_by(self.account.role) if self.account else None


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template the frame around its page, which asks nothing until it is drawn."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
