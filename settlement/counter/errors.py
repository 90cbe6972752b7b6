"""What settlement refuses outside the rules: none of these is stored as an answer."""

from kit.errors import DomainError, FieldError, NotFound, NotPermitted, RuleRefused, WrongState


class InFlight(WrongState):
    """The first request with this key is still running."""

    code = "IN_FLIGHT"
    message = "相同幂等键的请求正在办理，请稍后用同一幂等键重试。"
    retry_after = 1


class KeyReused(DomainError):
    """The key was used for something else."""

    code = "KEY_REUSED"
    message = "该幂等键已用于另一笔内容不同的请求，请换用新的幂等键。"


class ClientRevoked(DomainError):
    """The token is still good, the client behind it is not."""

    status = 401
    code = "CLIENT_REVOKED"
    message = "该接口客户端已被停用，请联系经办机构。"


class NoInstitution(NotPermitted):
    """A pharmacist or an insurance office that nobody has tied to an institution yet."""

    code = "NO_INSTITUTION"
    message = "您的账号还没有对应的定点机构，请联系省级经办机构登记。"


class NotServing(RuleRefused):
    """An institution without an agreement in force, or suspended, has no business with anybody's benefits."""

    code = "INSTITUTION_NOT_SERVING"
    message = "本机构今日没有有效的“双通道”医保协议或处于暂停，不能查询参保人的待遇。"


class KeyUnknown(NotFound):
    """Nothing is kept under the key: nothing was done, or a refusal that may pass was answered."""

    code = "KEY_UNKNOWN"
    message = "这个幂等键下没有保存的应答，没有办理过；可以用同一幂等键发送。"


class PricesTried(RuleRefused):
    """A product was previewed or sold at too many different prices today (decision 22). Never kept."""

    code = "PRICES_TRIED"
    house = True
    message = (
        "今天对这个产品试过的不同价格已有 {most} 个，今天还可试 0 个。"
        "今天试过的价格、本机构成交过的价格（及更低的价格）和挂网价不受限制，请核对后按实际售价办理。"
    )

    @classmethod
    def at(cls, row: int, most: int) -> "PricesTried":
        """Return the refusal of the price in one line of the order."""
        refusal = cls(most=most)
        prices = "今天试过的价格、本机构成交过的价格及更低的价格、挂网价"
        refusal.fields = (FieldError("price", cls.code, refusal.message, row, allowed=prices),)
        return refusal


class NothingKept(RuleRefused):
    """A return of everything is a reversal."""

    code = "NOTHING_KEPT"
    message = "没有保留任何药品；全部退回的，请整笔撤销。"
    house = True


class NothingReturned(RuleRefused):
    """A return of nothing is none."""

    code = "NOTHING_RETURNED"
    message = "没有退回任何药品。"
    house = True


class KeptNotSold(RuleRefused):
    """Only what was sold can be kept."""

    code = "KEPT_NOT_SOLD"
    message = "保留的内容与原结算不符：{what}。"
    house = True


class KeptPaidOtherwise(RuleRefused):
    """A part is given back only where the rest is paid as it was before (decision 20)."""

    code = "KEPT_PAID_OTHERWISE"
    message = (
        "保留部分按原购药日计算，基金应付 {now} 元，原结算中这部分为 {before} 元，相差 {difference} 元，不能部分退药。"
        "请整笔撤销，再按保留的数量重新结算。"
    )
    house = True


class AccountMoved(RuleRefused):
    """The person's insurance of that day was corrected since: what is kept would stand on another account."""

    code = "KEPT_ON_ANOTHER_ACCOUNT"
    message = "参保关系在结算之后有更正，保留部分不能记在原年度账户上，请联系经办机构。"
    house = True


class AlreadyReversed(WrongState):
    """A settlement is reversed whole, once (I9)."""

    code = "ALREADY_REVERSED"
    message = "该笔结算已经撤销，不能再次撤销。"


class NotReversible(WrongState):
    """A reversal itself is final; a mistaken one is settled anew."""

    code = "NOT_REVERSIBLE"
    message = "撤销记录不能再撤销，如系误撤请重新结算。"
