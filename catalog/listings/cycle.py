"""The life of a drug in the separate-payment list: read from its dates, moved only by these steps."""

from functools import partial

from acts.deeds import declare
from catalog.listings.deeds import LISTING as NOUN
from catalog.listings.words import ListingState
from kit.life_cycle import Button, LifeCycle, transition
from kit.pages.parts import Tone
from province.staff.words import Role

S = ListingState
CATALOG_ADMIN = (Role.CATALOG_ADMIN,)
OUTSIDE = (S.UNLISTED, S.EXPIRED, S.DELISTED, S.DELISTED_AFTER_REVIEW)

# Which of the two it is follows from the cause that the form asks for.
DELIST = Button(
    "调出目录",
    "末个有效日之后，该药品不再支付，已获批的待遇到该日终止；尚未开始的续约一并取消。有效期已届满的，末个有效日为届满之日。",
    form="removal",
    danger=True,
    typed=True,
    door="delist",
)

row = partial(transition, NOUN)

LISTING = declare(
    LifeCycle(
        noun=NOUN,
        states={state: state.own_label for state in S},
        transitions=(
            row(
                "open",
                OUTSIDE,
                S.LISTED,
                CATALOG_ADMIN,
                "纳入目录",
                "已纳入目录",
                detail="有效期 {after}",
                tone=Tone.FINE,
                button=Button(
                    "纳入目录",
                    "药品自起始日起在全省目录内；企业产品另行准入后，患者方可申请并享受{separate_payment}待遇。",
                    form="listing",
                ),
            ),
            row(
                "renew",
                [S.LISTED, S.LAPSED],
                S.LISTED,
                CATALOG_ADMIN,
                "续约",
                "已续约",
                detail="有效期 {after}",
                tone=Tone.FINE,
                button=Button(
                    "续约", "新的有效期自原有效期的次日起，中间不断档；因到期暂停的待遇随之恢复。", form="renewal"
                ),
            ),
            row(
                "delist",
                [S.LISTED, S.LAPSED],
                S.DELISTED,
                CATALOG_ADMIN,
                "直接调出",
                "已直接调出",
                detail="有效期改为 {after}",
                tone=Tone.OVER,
                button=DELIST,
            ),
            row(
                "delist_after_review",
                [S.LISTED, S.LAPSED],
                S.DELISTED_AFTER_REVIEW,
                CATALOG_ADMIN,
                "评审后调出",
                "经专家评审已调出",
                button=DELIST,
                detail="有效期改为 {after}",
                tone=Tone.OVER,
            ),
            row(
                "lapse",
                [S.LISTED],
                S.LAPSED,
                [],
                "期满而是否续约未决定，待遇暂停",
                "有效期满，续约待决定",
                detail="{after}",
                tone=Tone.SOON,
            ),
            row("expire", [S.LAPSED], S.EXPIRED, [], "期满而逾期未续约", "有效期满", detail="{after}"),
        ),
    ),
    __name__,
)
