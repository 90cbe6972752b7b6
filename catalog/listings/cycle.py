"""The life of a drug in the separate-payment list: read from its dates, moved only by these acts."""

from acts.demands import declare
from catalog.listings.words import ListingState
from kit.life_cycle import LifeCycle, Transition
from province.staff.words import Role

S = ListingState
CATALOG_ADMIN = frozenset({Role.CATALOG_ADMIN})
OUTSIDE = frozenset({S.UNLISTED, S.EXPIRED, S.DELISTED, S.DELISTED_AFTER_REVIEW})

LISTING = declare(
    LifeCycle(
        noun="listing",
        states=dict(S.choices),
        transitions=(
            Transition("open", "纳入目录", OUTSIDE, S.LISTED, CATALOG_ADMIN, "HN-4.1"),
            Transition("renew", "续约", frozenset({S.LISTED}), S.LISTED, CATALOG_ADMIN, "HN-10.1"),
            Transition("delist", "直接调出", frozenset({S.LISTED}), S.DELISTED, CATALOG_ADMIN, "HN-17.1"),
            Transition(
                "delist_after_review",
                "评审后调出",
                frozenset({S.LISTED}),
                S.DELISTED_AFTER_REVIEW,
                CATALOG_ADMIN,
                "HN-18.0",
            ),
            Transition("expire", "期满", frozenset({S.LISTED}), S.EXPIRED, frozenset(), "HN-10.1"),
        ),
    ),
    __name__,
)
