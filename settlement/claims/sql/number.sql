-- One more number of a claim.
number AS (
    SELECT nextval('settlement_claim_id_seq') AS claim
)
