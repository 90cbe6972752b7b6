"""Words of listings."""

from kit.words import Word


class ListingState(Word):
    """Where a drug stands on a day; read from its dates, never stored."""

    UNLISTED = "unlisted", "未纳入"
    LISTED = "listed", "在目录内"
    LAPSED = "lapsed", "到期待决定"
    EXPIRED = "expired", "有效期满"
    DELISTED = "delisted", "直接调出"
    DELISTED_AFTER_REVIEW = "delisted_after_review", "评审后调出"


class DelistingCause(Word):
    """Why a drug leaves the list before its time: at once, or after experts have reviewed it."""

    APPROVAL_REVOKED = "approval_revoked", "批准证明文件被撤销或质量问题通报"
    NEGATIVE_LIST = "negative_list", "列入负面清单"
    ENTERED_BY_FRAUD = "entered_by_fraud", "弄虚作假进入目录"
    COMMITMENT_BROKEN = "commitment_broken", "未履行承诺或国家规定直接调出"
    PRICE_HIGH = "price_high", "同治疗领域价格明显偏高"
    VALUE_UNCLEAR = "value_unclear", "临床价值不确切或有更好替代"
    COVERED_ELSEWHERE = "covered_elsewhere", "其他门诊待遇可保障"
    NOT_USED = "not_used", "上年度使用量为零"
    UNFIT = "unfit", "适应症不明确、疗程短或术前用药"
    OTHER = "other", "不符合安全性、有效性、经济性"

    @property
    def state(self) -> ListingState:
        """Where a drug stands that left for this cause."""
        return ListingState.DELISTED if self.direct else ListingState.DELISTED_AFTER_REVIEW

    @property
    def direct(self) -> bool:
        """Whether it takes no review by experts."""
        return self in DIRECT


DIRECT = (
    DelistingCause.APPROVAL_REVOKED,
    DelistingCause.NEGATIVE_LIST,
    DelistingCause.ENTERED_BY_FRAUD,
    DelistingCause.COMMITMENT_BROKEN,
)
AFTER_REVIEW = tuple(cause for cause in DelistingCause if not cause.direct)
