"""The life of a drug in the separate-payment list: read from its dates, moved only by these steps."""

from acts.demands import declare
from catalog.listings.words import ListingState
from kit.life_cycle import LifeCycle, transition
from province.staff.words import Role

S = ListingState
CATALOG_ADMIN = (Role.CATALOG_ADMIN,)
OUTSIDE = (S.UNLISTED, S.EXPIRED, S.DELISTED, S.DELISTED_AFTER_REVIEW)

LISTING = declare(
    LifeCycle(
        noun="listing",
        states=dict(S.choices),
        transitions=(
            transition("open", OUTSIDE, S.LISTED, CATALOG_ADMIN, "纳入目录"),
            transition("renew", [S.LISTED], S.LISTED, CATALOG_ADMIN, "续约"),
            transition("delist", [S.LISTED], S.DELISTED, CATALOG_ADMIN, "直接调出"),
            transition("delist_after_review", [S.LISTED], S.DELISTED_AFTER_REVIEW, CATALOG_ADMIN, "评审后调出"),
            transition("expire", [S.LISTED], S.EXPIRED, [], "期满"),
        ),
    ),
    __name__,
)
