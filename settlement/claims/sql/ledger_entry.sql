-- needs: claim, document, account
ledger_entry AS (
    INSERT INTO settlement_ledgerentry (
        -- columns ledger_entry,
        claim_id, account_id
    )
    SELECT
        -- columns ledger_entry of e,
        claim.id, :account::bigint
    FROM claim
    CROSS JOIN document
    CROSS JOIN jsonb_populate_recordset(NULL::settlement_ledgerentry, posting -> 'entries') AS e
    RETURNING fund, amount, threshold
)
