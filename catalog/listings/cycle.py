"""The life of a drug in the separate-payment list: read from its dates, moved only by these acts."""

from acts.demands import declare
from kit.life_cycle import LifeCycle, Transition
from province.staff.words import Role

UNLISTED = "unlisted"
LISTED = "listed"
EXPIRED = "expired"
DELISTED = "delisted"
DELISTED_AFTER_REVIEW = "delisted_after_review"

CATALOG_ADMIN = frozenset({Role.CATALOG_ADMIN})
OUTSIDE = frozenset({UNLISTED, EXPIRED, DELISTED, DELISTED_AFTER_REVIEW})

LISTING = declare(
    LifeCycle(
        noun="listing",
        states={
            UNLISTED: "未纳入",
            LISTED: "在目录内",
            EXPIRED: "有效期满",
            DELISTED: "直接调出",
            DELISTED_AFTER_REVIEW: "评审后调出",
        },
        transitions=(
            Transition("open", "纳入目录", OUTSIDE, LISTED, CATALOG_ADMIN, "HN-4.1"),
            Transition("renew", "续约", frozenset({LISTED}), LISTED, CATALOG_ADMIN, "HN-10.1"),
            Transition("delist", "直接调出", frozenset({LISTED}), DELISTED, CATALOG_ADMIN, "HN-17.1"),
            Transition(
                "delist_after_review",
                "评审后调出",
                frozenset({LISTED}),
                DELISTED_AFTER_REVIEW,
                CATALOG_ADMIN,
                "HN-18.0",
            ),
            Transition("expire", "期满", frozenset({LISTED}), EXPIRED, frozenset(), "HN-10.1"),
        ),
    ),
    __name__,
)
