"""Serial numbers: the next one of a series, never given twice."""

from django.db import connection

# One statement: two at once wait for each other's row and get different numbers.
NEXT = """
    INSERT INTO eligibility_serial (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = eligibility_serial.last + 1
    RETURNING last
"""


def next_number(series: str) -> int:
    """The next number of a series, from 1; taken for good once the transaction stands."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        return int(cursor.fetchone()[0])
