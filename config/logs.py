"""What of Django's own lines stands in the log beside those of `config.middleware.RequestId`."""

import logging

LEAST_FAULT = 500


class FaultsOnly(logging.Filter):
    """Lets pass what names the cause of a fault of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the record is of a fault and has its cause."""
        return bool(record.exc_info) and getattr(record, "status_code", LEAST_FAULT) >= LEAST_FAULT
