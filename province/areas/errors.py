"""What is refused of areas."""

from kit.errors import RuleRefused


class AreaRowRefused(RuleRefused):
    """An area may not set this for itself."""

    code = "AREA_ROW_REFUSED"
    message = "“{what}”全省统一，{area} 不得自行设定。"
