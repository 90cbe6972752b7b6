"""What the catalogue refuses, and on which article."""

from kit.errors import RuleRefused, WrongState


class OriginNotAllowed(RuleRefused):
    code = "ORIGIN_NOT_ALLOWED"
    message = "本省不以“{origin}”为由将药品纳入目录。"


class OriginUnlikeSection(RuleRefused):
    code = "ORIGIN_UNLIKE_SECTION"
    message = "来源“{origin}”与该药品在国家目录中的部分不符。"


class NotForPharmacies(RuleRefused):
    code = "NOT_FOR_PHARMACIES"
    message = "该药品不可在药店销售，不适合双通道供应，不能纳入{separate_payment}。"


class NoNegotiatedReference(RuleRefused):
    code = "NO_NEGOTIATED_REFERENCE"
    message = "仿制药须写明所仿的、曾有国家协议的谈判药品。"


class NoAgreement(RuleRefused):
    code = "NO_AGREEMENT"
    message = "{day} 不在该药品的国家协议期内。"


class ValidityUnlikeAgreement(RuleRefused):
    code = "VALIDITY_UNLIKE_AGREEMENT"
    message = "协议期内谈判药品的有效期与国家协议期一致，截止日应为 {last}。"


class ValidityNeedsReason(RuleRefused):
    code = "VALIDITY_NEEDS_REASON"
    message = "转入常规目录的药品有效期原则上到 {last} 为止，另定的须写明理由。"


class ValidityMissing(RuleRefused):
    code = "VALIDITY_MISSING"
    message = "谈判药品仿制药的有效期由遴选结果确定，请填写截止日。"


class NotListed(WrongState):
    code = "DRUG_NOT_LISTED"
    message = "该药品在 {day} 不在目录内。"


class AlreadyListed(WrongState):
    code = "DRUG_ALREADY_LISTED"
    message = "该药品目前已在目录内，续约请用“续约”。"


class AwaitsDecision(WrongState):
    code = "LISTING_AWAITS_DECISION"
    message = "该药品的有效期已于 {last} 届满，是否续约尚待决定：同意续约的请用“续约”，不再纳入的请用“调出目录”。"


class RemovedNotRenewed(WrongState):
    code = "REMOVED_NOT_RENEWED"
    message = "该药品已决定调出，末个有效日 {last} 之后可重新纳入，不能续约。"


class RemovalRetroactive(RuleRefused):
    code = "REMOVAL_RETROACTIVE"
    message = "末个有效日不能早于今天，已经发生的购药不受影响。"


class EndsAsItLapsed(RuleRefused):
    """What has run out is not prolonged by the decision to let it go."""

    code = "ENDS_AS_IT_LAPSED"
    message = "该药品的有效期已于 {last} 届满，末个有效日只能是这一天。"


class ReviewMissing(RuleRefused):
    code = "EXPERT_REVIEW_MISSING"
    message = "以该原因调出须先经专家评审，请填写评审记录的编号、评审日期和参加评审的专家。"


class ReviewAhead(RuleRefused):
    code = "EXPERT_REVIEW_AHEAD"
    message = "专家评审日期 {held_on} 晚于今天，须先评审、后决定。"


class ReviewNotAsked(RuleRefused):
    code = "EXPERT_REVIEW_NOT_ASKED"
    message = "直接调出不经专家评审，请不要填写评审记录。"


class RareDiseaseSpared(RuleRefused):
    code = "RARE_DISEASE_SPARED"
    message = "罕见病用药不因上年度使用量为零调出。"


class StillUsed(RuleRefused):
    """Refused by whoever knows of a use."""

    code = "DRUG_STILL_USED"
    message = "该药品自 {since} 以来并非没有使用：最近一次购药在 {last}，不能以上年度使用量为零调出。"
