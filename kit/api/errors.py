"""What the API's own shell refuses, before any rule is asked."""

from typing import ClassVar

from kit.errors import DomainError, Malformed


class EmptyBody(Malformed):
    code = "EMPTY_BODY"
    message = "请求没有内容，应提交一个 JSON 对象。"


class NotJSON(Malformed):
    code = "NOT_JSON"
    message = "请求内容不是一份完整的 UTF-8 编码 JSON。"


class NotObject(Malformed):
    code = "NOT_OBJECT"
    message = "请求内容应是一个 JSON 对象，不是数组、文本或数字。"


class DuplicateName(Malformed):
    code = "DUPLICATE_NAME"
    message = "同一个对象里有重名字段“{name}”，无法判断以哪一个为准。"


class ForbiddenCharacter(Malformed):
    code = "FORBIDDEN_CHARACTER"
    message = "文本中有不能使用的字符（空字符）。"


class InvalidBody(Malformed):
    code = "INVALID_BODY"
    message = "字段不符合接口要求，详见 errors。"


class InvalidQuery(Malformed):
    code = "INVALID_QUERY"
    message = "查询参数不符合接口要求，详见 errors。"


class InvalidHeader(Malformed):
    code = "INVALID_HEADER"
    message = "请求头不符合接口要求，详见 errors。"


class BodyTooLarge(DomainError):
    """The body is longer than the API reads."""

    status = 413
    code = "BODY_TOO_LARGE"
    message = "请求内容超过 {limit} 字节，未予接收。"


class MediaTypeRefused(DomainError):
    """The body is not of the type that this address takes."""

    status = 415
    code = "MEDIA_TYPE_REFUSED"
    message = "请求内容的类型不对，接口规定用 {wanted}。"


class EncodingRefused(DomainError):
    """The body is compressed, or in another character set."""

    status = 415
    code = "ENCODING_REFUSED"
    message = "请求内容须为未压缩的 UTF-8 文本。"


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
    message = "这个地址不支持 {method} 方法。"


class Fault(DomainError):
    """A fault of ours. Nothing was stored; the log has the cause, the answer never."""

    status = 500
    code = "FAULT"
    message = "系统出现故障，本次未办理，我们会尽快处理。"
