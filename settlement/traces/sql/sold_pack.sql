-- needs: pack
-- Sells them: one that another sale took first is missing from what comes back.
sold_pack AS (
    INSERT INTO settlement_tracepack AS t (code, sold)
    SELECT p.code, p.quantity FROM pack p WHERE p.quantity > 0
    ON CONFLICT (code) DO UPDATE SET sold = t.sold + excluded.sold WHERE t.sold + excluded.sold <= 1
    RETURNING code
)
