"""The OpenAPI description: operations say what they take and give in Structs, and every answer they can return."""

from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec, TypedDict, TypeVar

import msgspec
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from msgspec import Struct

from province.frame.problems import CONTENT_TYPE, Problem
from province.frame.rules import TITLES

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PREFIX = "#/components/schemas/"
P = ParamSpec("P")
Answer = TypeVar("Answer")

_kinds: dict[str, type[Struct]] = {}

# What the shell itself may answer to any call, and to one with a body.
OF_EVERY_CALL = (400, 401, 403, 405, 503)
OF_A_BODY = (413, 415)
HEADERS = {
    401: ("WWW-Authenticate", "要求的身份验证方式"),
    405: ("Allow", "这个地址支持的方法"),
    409: ("Retry-After", "多少秒后再试；只在再试有用时才有"),
    429: ("Retry-After", "多少秒后再试"),
    503: ("Retry-After", "多少秒后再试"),
}


def reference(kind: type[Struct]) -> dict[str, str]:
    """Points to a Struct's schema, which then stands among the components."""
    _kinds[kind.__name__] = kind
    return {"$ref": PREFIX + kind.__name__}


def operation(
    name: str,
    summary: str,
    *,
    tag: str,
    gives: Mapping[int, tuple[type[Struct], str]],
    refuses: Iterable[int] = (),
    problem: type[Struct] = Problem,
    takes: type[Struct] | None = None,
    as_form: bool = False,
    parameters: Iterable[OpenApiParameter] = (),
    examples: Iterable[OpenApiExample] = (),
    description: str = "",
) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Describe one method of a view. `gives`: status -> what, and a sentence about it."""
    bodies = OF_A_BODY if takes else ()
    statuses = sorted({*OF_EVERY_CALL, *bodies, *refuses})
    answers = {(status, JSON): OpenApiResponse(reference(kind), sentence) for status, (kind, sentence) in gives.items()}
    problems = {(status, CONTENT_TYPE): OpenApiResponse(reference(problem), TITLES[status]) for status in statuses}
    headers = [
        OpenApiParameter(name, str, OpenApiParameter.HEADER, description=sentence, response=[status])
        for status, (name, sentence) in sorted(HEADERS.items())
        if status in statuses
    ]
    number = OpenApiParameter(
        "X-Request-Id", str, OpenApiParameter.HEADER, description="请求编号，报修时请提供", response=[*gives, *statuses]
    )
    return extend_schema(
        operation_id=name,
        summary=summary,
        description=description,
        tags=[tag],
        request={FORM if as_form else JSON: reference(takes)} if takes else None,
        responses={**answers, **problems},
        parameters=[*parameters, *headers, number],
        examples=list(examples),
    )


def in_path(name: str, sentence: str, pattern: str, example: str) -> OpenApiParameter:
    """Describe a part of the address."""
    kind = {"type": "string", "pattern": pattern}
    examples = [OpenApiExample(sentence, example)]
    return OpenApiParameter(name, kind, OpenApiParameter.PATH, description=sentence, examples=examples)


def in_query(name: str, sentence: str, *, is_required: bool = False, **kind: object) -> OpenApiParameter:
    """Describe a parameter after the question mark."""
    shape = {"type": "string", **kind}
    return OpenApiParameter(name, shape, OpenApiParameter.QUERY, required=is_required, description=sentence)


def in_header(name: str, sentence: str, *, is_required: bool = False, **kind: object) -> OpenApiParameter:
    """Describe a header of the request."""
    shape = {"type": "string", **kind}
    return OpenApiParameter(name, shape, OpenApiParameter.HEADER, required=is_required, description=sentence)


class Description(TypedDict):
    """The part of the description that is completed here."""

    components: dict[str, dict[str, object]]
    paths: dict[str, dict[str, dict[str, dict[str, object]]]]


def add_components(result: Description, **_rest: object) -> Description:
    """Put every Struct that an operation names among the components, with what it demands `beside` its fields, and
    say that a body is required; called by drf-spectacular."""
    kinds = [_kinds[name] for name in sorted(_kinds)]
    _, schemas = msgspec.json.schema_components(kinds, ref_template=PREFIX + "{name}")
    components = result["components"].setdefault("schemas", {})
    for name, schema in schemas.items():
        schema.pop("description", None)  # docstrings are for those who read the code
        components[name] = _portable({**schema, **getattr(_kinds.get(name), "beside", {})})
    for calls in result["paths"].values():
        for call in calls.values():
            if "requestBody" in call:
                call["requestBody"]["required"] = True
    return result


def _portable(schema: object) -> object:
    """Python's end of text is `\\Z`; in the schema's dialect it is `$`."""
    if isinstance(schema, dict):
        return {key: _portable(value) for key, value in sorted(schema.items())}
    if isinstance(schema, list):
        return [_portable(value) for value in schema]
    return schema.replace("\\Z", "$").replace("\\A", "^") if isinstance(schema, str) else schema
