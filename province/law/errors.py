"""What is refused since the act in use does not know it."""

from kit.errors import DomainError


class StepAbsent(DomainError):
    """The act in use leaves this step of a life cycle out, and says why."""

    status = 404
    code = "STEP_ABSENT"
    message = "{act}没有这一步。{reason}"
