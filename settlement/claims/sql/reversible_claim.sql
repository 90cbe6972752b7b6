-- needs: start, original, institution
-- The claim to be taken back. It is never changed, so it need not be locked.
reversible_claim AS MATERIALIZED (
    SELECT c.id, c.prescription_id, c.account_id
    FROM settlement_claim c
    WHERE c.id = :original::bigint AND c.institution_id = :institution::text AND c.reverses_id IS NULL
      AND (SELECT count(month) FROM start) = 1
)
