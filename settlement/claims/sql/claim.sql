-- needs: document, account, month, policy
-- The claim of a posting: its own columns and its sums, on the account, in the statement month.
claim AS (
    INSERT INTO settlement_claim (
        -- columns claim,
        account_id, statement_month, fund_total, policy_version
    )
    SELECT
        -- columns claim of c,
        :account::bigint, :month::date, c.pooled + c.serious_illness + c.assistance, :policy::text
    FROM document
    CROSS JOIN jsonb_populate_record(NULL::settlement_claim, posting || (posting -> 'sums')) AS c
    RETURNING id, purchase_day, institution_id, insured_area, reverses_id, warnings, reason
)
