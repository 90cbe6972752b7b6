"""What the catalogue refuses, and on which article."""

from kit.errors import RuleRefused


class ImportRefused(RuleRefused):
    """Rows that cannot be taken; `fields` names each as "row 3, column": nothing was stored."""

    code = "IMPORT_REFUSED"
    house = True
    message = "有 {count} 处不能导入，全部未保存。第一处：{first}"
