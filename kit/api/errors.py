"""What the API's own shell refuses, before any rule is asked."""

from typing import ClassVar

from kit.errors import DomainError, FieldError, Malformed, NotFound


class EmptyBody(Malformed):
    code = "EMPTY_BODY"
    message = "请求没有内容，应提交一个 JSON 对象。"


class NotJSON(Malformed):
    code = "NOT_JSON"
    message = (
        "请求内容不是一份完整的 JSON：第 {place} 个字节起读不下去。请检查引号、逗号和括号，数字不能是 NaN 或无穷。"
    )


class NotUnicode(Malformed):
    code = "NOT_UTF8"
    message = "请求内容从第 {place} 个字节起不是 UTF-8 编码。{guess}请以 UTF-8 编码发送。"


class ByteOrderMark(Malformed):
    code = "BYTE_ORDER_MARK"
    message = "请求内容开头有字节顺序标记（BOM），请去掉，以不带 BOM 的 UTF-8 发送。"


class NotObject(Malformed):
    code = "NOT_OBJECT"
    message = "请求内容应是一个 JSON 对象，不是数组、文本或数字。"


class DuplicateName(Malformed):
    code = "DUPLICATE_NAME"
    message = "同一个对象里有重名字段“{name}”，无法判断以哪一个为准。"


class ForbiddenCharacter(Malformed):
    code = "FORBIDDEN_CHARACTER"
    message = "文本中有不能使用的字符（空字符）。"


class Misfit(Malformed):
    """A part of the request is not as the schema says; the sentence is that of the first field, `fields` has all."""

    def __init__(self, *fields: FieldError) -> None:
        rest = f"（共 {len(fields)} 处，其余见 errors。）" if len(fields) > 1 else ""
        super().__init__(fields[0].message + rest, fields=fields)


class InvalidBody(Misfit):
    code = "INVALID_BODY"
    message = "字段不符合接口要求，详见 errors。"


class InvalidQuery(Misfit):
    code = "INVALID_QUERY"
    message = "查询参数不符合接口要求，详见 errors。"


class InvalidHeader(Misfit):
    code = "INVALID_HEADER"
    message = "请求头不符合接口要求，详见 errors。"


class NoSuchCall(NotFound):
    """No call of the API has this address."""

    code = "NO_SUCH_CALL"
    message = "没有这个接口：{path}。{hint}"


class BodyTooLarge(DomainError):
    """The body is longer than the API reads."""

    status = 413
    code = "BODY_TOO_LARGE"
    message = "请求内容超过 {limit} 字节，未予接收。"


class MediaTypeRefused(DomainError):
    """The body is not of the type that this address takes."""

    status = 415
    code = "MEDIA_TYPE_REFUSED"
    message = "请求内容的类型（Content-Type）是“{came}”，这个接口规定用 {wanted}。"


class EncodingRefused(DomainError):
    """The body is compressed, or in another character set."""

    status = 415
    code = "ENCODING_REFUSED"
    message = "请求内容须为未压缩的 UTF-8 文本，请求头写的是 {came}。"


class NotAuthenticated(DomainError):
    """No token came with the request."""

    status = 401
    code = "NOT_AUTHENTICATED"
    message = "请求没有携带访问令牌，请先向 /api/v1/token 领取。"
    challenge: ClassVar[str] = 'Bearer realm="api"'


class TokenRefused(NotAuthenticated):
    """A token came, but it is not ours, is altered, or is over."""

    code = "TOKEN_REFUSED"
    message = "访问令牌无效或已过期，请重新领取。"
    challenge = 'Bearer realm="api", error="invalid_token"'


class MethodRefused(DomainError):
    """The address exists and has no such method."""

    status = 405
    code = "METHOD_NOT_ALLOWED"
    message = "这个地址不支持 {method} 方法，应为 {allowed}。"


class NoAnswer(DomainError):
    """The proxy got no answer in time; it says so itself, in these words (docker-compose.yml)."""

    status = 504
    code = "NO_ANSWER"
    message = "系统没有在规定时间内应答，结果未知。请用同一幂等键再发一次。"


class Fault(DomainError):
    """A fault of ours. Nothing was stored; the log has the cause, the answer never."""

    status = 500
    code = "FAULT"
    message = "系统出现故障，本次未办理，我们会尽快处理。"
