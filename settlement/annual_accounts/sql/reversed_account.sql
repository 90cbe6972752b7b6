-- needs: reversible_claim, locked_line
-- Locks the original's account, after the lines: two reversals of one claim meet here.
reversed_account AS MATERIALIZED (
    SELECT a.id
    FROM settlement_annualaccount a
    WHERE a.id = (SELECT account_id FROM reversible_claim) AND (SELECT count(*) FROM locked_line) > 0
    FOR NO KEY UPDATE OF a
)
