"""Words of scheduled work."""

from kit.words import Word


class RunOutcome(Word):
    """What came of a run; read from its counts, never stored. One that found work and moved none of it is not done."""

    DONE = "done", "完成"
    PART = "part", "部分完成"
    STUCK = "stuck", "积压未动"
    FAILED = "broke_off", "失败"
