-- needs: claim, document
claim_line AS (
    INSERT INTO settlement_claimline (
        -- columns claim_line,
        claim_id
    )
    SELECT
        -- columns claim_line of l,
        claim.id
    FROM claim
    CROSS JOIN document
    CROSS JOIN jsonb_populate_recordset(NULL::settlement_claimline, posting -> 'lines') AS l
    RETURNING prescription_line_id, units, units_per_pack
)
