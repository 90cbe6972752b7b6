-- A refusal is an answer like another: kept under its key, word for word.
INSERT INTO settlement_answer (institution_id, key, fingerprint, status, body, claim_id, answered_at)
VALUES (:institution::text, :key::text, :fingerprint::text, :status::smallint, :body::text, NULL, now())
RETURNING id
