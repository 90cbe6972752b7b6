-- A refusal is an answer like another: kept under its key, word for word.
WITH claim AS (
    SELECT NULL::bigint AS id
),
-- include settlement.counter.kept_answer
SELECT id FROM kept_answer
