"""Every scheduled job by its name, the doors that Celery opens to them, and the ground floor's own job.

A job is told the moment and does one action. `settings.CELERY_BEAT_SCHEDULE` says how often a door is knocked at;
the effect happens once a period however often that is, so a scheduler that was down catches up at the next knock.
"""

from datetime import datetime

from province.events.actions.sealing import seal_events
from province.jobs.actions import Counts
from province.jobs.schedule import job, minutes


@job("seal_events", "封存审计事件", period=minutes(5))
def seal(_at: datetime) -> Counts:
    """Chain the events of finished transactions into the next block."""
    block = seal_events()
    return {"封存事件": block.count if block else 0}
