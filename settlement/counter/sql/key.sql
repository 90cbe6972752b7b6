-- needs: institution, key
-- The lock of one key: whoever does not get it at once is told that its first request still runs.
key AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(hashtextextended(:institution::text || ' ' || :key::text, 0)) AS locked
)
