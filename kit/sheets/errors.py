"""What a file or a cell of it is refused for, and what to do about it."""

from kit.errors import Malformed


class FileEmpty(Malformed):
    code = "FILE_WITHOUT_CONTENT"
    message = "文件是空的，没有任何内容。请确认选对了文件。"


class FileTooLarge(Malformed):
    code = "SHEET_TOO_LARGE"
    message = "文件不能超过 {most} MB。请分成几份导入。"


class FileUnpacksTooLarge(Malformed):
    code = "FILE_UNPACKS_TOO_LARGE"
    message = "文件解开后过大，未予读取。请只保留要导入的工作表，另存后再试。"


class FileNotTable(Malformed):
    code = "FILE_NOT_TABLE"
    message = "文件是{kind}，不是表格。请用 xlsx、xls 或 csv 文件。"


class FileLocked(Malformed):
    code = "SHEET_LOCKED"
    message = "文件设有打开密码，无法读取。请在表格软件中取消密码后另存再试。"


class FileBroken(Malformed):
    code = "FILE_BROKEN"
    message = "文件已损坏或不完整，无法读取。请在表格软件中打开，另存为 xlsx 后再试。"


class EncodingUnknown(Malformed):
    code = "ENCODING_UNKNOWN"
    message = (
        "文字编码无法识别：既不是 UTF-8，也不是 GB18030（GBK）。请在表格软件中另存为“CSV UTF-8（逗号分隔）”或 xlsx。"
    )


class TableUnreadable(Malformed):
    code = "TABLE_UNREADABLE"
    message = "第 {row} 行附近的引号或分隔符不成对，无法分出各列。请在表格软件中打开，另存为 xlsx 后再试。"


class TableEmpty(Malformed):
    code = "SHEET_EMPTY"
    message = "表格中没有数据行，只有空白或表头。请确认选对了文件和工作表。"


class TooManyRows(Malformed):
    code = "TOO_MANY_ROWS"
    message = "一次最多导入 {most} 行。请分成几份导入。"


class TooManyColumns(Malformed):
    code = "TOO_MANY_COLUMNS"
    message = "表格超过 {most} 列。请删去右侧无用的列后再试。"


class CellNotValue(Malformed):
    code = "CELL_NOT_A_VALUE"
    message = "单元格 {cell} 没有可用的值（公式未算出，或为错误值）。请在表格软件中改正并保存后再试。"


class CellMissing(Malformed):
    code = "CELL_MISSING"
    message = "没有填写。"


class CellTooLong(Malformed):
    code = "CELL_TOO_LONG"
    message = "最多 {most} 个字。"


class CellNotChoice(Malformed):
    code = "CELL_NOT_A_CHOICE"
    message = "“{text}”不在可填的内容之内，只能填写：{choices}。"


class CellNotCount(Malformed):
    code = "CELL_NOT_A_COUNT"
    message = "应为 1 至 99999 的整数。"


class CodeUnreadable(Malformed):
    code = "CODE_UNREADABLE"
    message = "“{text}”不像编码，编码只由字母、数字和短横线组成。"


class DigitsLost(Malformed):
    code = "DIGITS_LOST"
    message = "“{text}”被表格软件改成了科学计数，原来的位数已丢失。请把这一列设为文本格式，重新填写完整的数字。"
