-- needs: original
original_entry AS (
    SELECT
        -- columns ledger_entry of e
    FROM settlement_ledgerentry e
    WHERE e.claim_id = (SELECT id FROM original)
    ORDER BY e.position
)
