-- needs: ledger_entry, account
-- Adds what the ledger says to the account. No indexed column changes: the update stays within its page.
charged_account AS (
    UPDATE settlement_annualaccount a
    SET pooled_paid = a.pooled_paid + paid.pooled,
        serious_paid = a.serious_paid + paid.serious_illness,
        assistance_paid = a.assistance_paid + paid.assistance,
        threshold_used = a.threshold_used + paid.threshold_used
    FROM (
        SELECT coalesce(sum(e.amount) FILTER (WHERE e.fund = 'pooled_fund'), 0) AS pooled,
               coalesce(sum(e.amount) FILTER (WHERE e.fund = 'serious_illness'), 0) AS serious_illness,
               coalesce(sum(e.amount) FILTER (WHERE e.fund = 'medical_assistance'), 0) AS assistance,
               coalesce(sum(e.threshold), 0) AS threshold_used
        FROM ledger_entry e
    ) AS paid
    WHERE a.id = :account::bigint
    RETURNING a.id
)
