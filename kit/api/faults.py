"""All that is wrong with a document, field by field: what is allowed there, and what came."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from msgspec import Struct, inspect

from kit.errors import FieldError, Malformed
from kit.identity import mask_text

MOST_FAULTS = 50
MOST_SHOWN = 40  # characters of a value or a name that is repeated to its sender

# What a field's Meta may say besides its shape: the reader that judges a text exactly, how that is said to people, and
# that the value is nobody's to repeat.
READER, SAID, PRIVATE = "read", "said", "private"

FIELD_CODES = {
    "UNKNOWN_FIELD": "接口没有这个字段。",
    "MISSING_FIELD": "缺少必填字段。",
    "WRONG_TYPE": "数据类型不对，例如应为整数而收到文本。",
    "WRONG_SHAPE": "写法不符合要求，allowed 给出了规定的写法。",
    "WRONG_LENGTH": "文本太长或太短。",
    "WRONG_COUNT": "数组的项数不在规定之内。",
    "OUT_OF_RANGE": "数字不在规定的范围之内。",
    "NOT_IN_LIST": "取值不在规定的代码之内，allowed 列出了全部代码。",
    "UNKNOWN_QUERY": "这个接口没有这个查询参数。",
    "MISSING_QUERY": "缺少查询参数。",
    "KEY_MISSING": "缺少幂等键。",
    "KEY_UNREADABLE": "幂等键不是 1 至 64 个可见 ASCII 字符。",
    "PERSON_NOT_NAMED": "人员编号与证件（类型和号码）须提供其中一种，不能都给或都不给。",
}

Reader = Callable[[str], object]


def faults_of(document: object, kind: type[Struct]) -> tuple[FieldError, ...]:
    """Return everything that keeps the document from being read as that Struct, in the order of its fields.

    A Struct that demands more than its fields one by one says it in `faults(document)`, under the names of its fields.
    """
    shape = inspect.type_info(kind)
    if not isinstance(shape, inspect.StructType) or not isinstance(document, Mapping):
        raise TypeError(f"{kind.__name__} is read from an object")
    return tuple(islice(_of_struct("", document, shape), MOST_FAULTS))


def written(value: object, *, private: bool = False) -> str:
    """Return what came as its sender may see it again: cut short, without personal numbers, nothing of a secret."""
    match value:
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case int() | float():
            return "数字" if private else f"数字 {mask_text(str(value)[:MOST_SHOWN])}"
        case str() if private:
            return f"{len(value)} 个字符的文本"
        case str():
            shown = mask_text(value)
            return f"文本“{shown[:MOST_SHOWN]}{'…' if len(shown) > MOST_SHOWN else ''}”"
        case list():
            return f"数组（{len(value)} 项）"
        case _:
            return "对象"


def shape_of(kind: inspect.Type) -> str:
    """Return what is allowed in a field, in words."""
    if not isinstance(kind, inspect.Metadata):
        return _plain_shape(kind)
    described = kind.extra_json_schema or {}
    if said := (kind.extra or {}).get(SAID):
        return str(said)
    parts = [_plain_shape(kind.type)]
    if pattern := described.get("pattern"):
        parts.append(f"写法 {pattern}")
    if examples := described.get("examples"):
        parts.append(f"例如 {examples[0]}")
    elif isinstance(kind.type, inspect.LiteralType) and described.get("description"):
        parts.append(str(described["description"]))
    return "，".join(parts)


def _plain_shape(kind: inspect.Type) -> str:
    match kind:
        case inspect.LiteralType(values=values):
            return "文本，取值为" + "、".join(f'"{value}"' for value in values if value)
        case inspect.StrType(pattern=str(pattern)):
            return "文本，写法 " + pattern.replace("\\Z", "$")
        case inspect.StrType():
            return "文本" + _range(kind.min_length, kind.max_length, "个字符")
        case inspect.IntType():
            return "整数（不加引号）" + _range(kind.ge, kind.le, "")
        case inspect.VarTupleType() | inspect.ListType():
            return "数组" + _range(kind.min_length, kind.max_length, "项")
    return "对象"


def _range(least: int | None, most: int | None, unit: str) -> str:
    if least is None and most is None:
        return ""
    if most is None:
        return f"，至少 {least} {unit}".rstrip()
    return f"，{f'{least} 至' if least else '至多'} {most} {unit}".rstrip()


def _of_struct(at: str, document: Mapping[str, object], kind: inspect.StructType) -> Iterator[FieldError]:
    fields = {field.encode_name: field for field in kind.fields}
    for name in sorted(document.keys() - fields.keys()) if kind.forbid_unknown_fields else ():
        place = _place(at, mask_text(name)[:MOST_SHOWN])
        yield FieldError(
            place, "UNKNOWN_FIELD", f"接口没有字段 {place}，请核对写法，或者去掉。", allowed="没有这个字段"
        )
    for name, field in fields.items():
        place = _place(at, name)
        if name in document:
            yield from _of_value(place, document[name], field.type)
        elif field.required:
            allowed = shape_of(field.type)
            sentence = f"缺少必填字段 {_named(place, field.type)}，应为{allowed}。"
            yield FieldError(place, "MISSING_FIELD", sentence, allowed=allowed, came="没有")
    whole = getattr(kind.cls, "faults", None)
    if whole is not None:
        yield from whole(document)


def _place(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _named(place: str, kind: inspect.Type) -> str:
    title = (kind.extra_json_schema or {}).get("title") if isinstance(kind, inspect.Metadata) else ""
    return f"{place}（{title}）" if title else place


def _of_value(at: str, value: object, kind: inspect.Type) -> Iterator[FieldError]:
    shape, extra = (kind.type, kind.extra or {}) if isinstance(kind, inspect.Metadata) else (kind, {})
    code, sentence = _misfit(value, shape), ""
    reader = extra.get(READER)
    if not code and callable(reader):
        code, sentence = _misread(str(value), reader)
    if code:
        allowed, came = shape_of(kind), written(value, private=bool(extra.get(PRIVATE)))
        sentence = f"{sentence.rstrip('。')}，" if sentence else ""
        words = f"{_named(at, kind)}：{sentence}应为{allowed}；收到的是{came}。"
        yield FieldError(at, code, words, allowed=allowed, came=came)
    elif isinstance(shape, inspect.StructType) and isinstance(value, Mapping):
        yield from _of_struct(at, value, shape)
    elif isinstance(shape, inspect.VarTupleType | inspect.ListType) and isinstance(value, list):
        for row, item in enumerate(value):
            yield from _of_value(f"{at}[{row}]", item, shape.item_type)


def _misread(text: str, reader: Reader) -> tuple[str, str]:
    try:
        reader(text)
    except Malformed as error:
        return error.code, error.message
    return "", ""


# Of each shape that this API has: what may come, and the code of a size that is not allowed.
_KINDS: Mapping[type[inspect.Type], tuple[type[str | int | list[object] | dict[str, object]], str]] = {
    inspect.StrType: (str, "WRONG_LENGTH"),
    inspect.LiteralType: (str, "WRONG_LENGTH"),
    inspect.IntType: (int, "OUT_OF_RANGE"),
    inspect.VarTupleType: (list, "WRONG_COUNT"),
    inspect.ListType: (list, "WRONG_COUNT"),
    inspect.StructType: (dict, "WRONG_COUNT"),
}


def _misfit(value: object, shape: inspect.Type) -> str:
    """Return the code of what is wrong with a value itself, not with what it contains; nothing where it fits."""
    kind, code = _KINDS[type(shape)]
    if not isinstance(value, kind) or isinstance(value, bool):
        return "WRONG_TYPE"
    if isinstance(shape, inspect.LiteralType) and value not in shape.values:
        return "NOT_IN_LIST"
    pattern = getattr(shape, "pattern", None)
    if pattern and not re.search(pattern, str(value)):
        return "WRONG_SHAPE"
    least, most = _bounds(shape)
    size = value if isinstance(value, int) else len(value)
    return "" if (least is None or size >= least) and (most is None or size <= most) else code


def _bounds(shape: inspect.Type) -> tuple[int | None, int | None]:
    """Return the least and the greatest size that the shape allows."""
    if isinstance(shape, inspect.IntType):
        return shape.ge, shape.le
    return getattr(shape, "min_length", None), getattr(shape, "max_length", None)
