-- needs: pack
-- Sells them: one that another sale took first is missing from what comes back.
sold_pack AS (
    INSERT INTO settlement_tracepack AS t (code, units, sold, returned)
    SELECT p.code, p.whole, p.units, 0 FROM pack p WHERE p.units > 0
    ON CONFLICT (code) DO UPDATE SET sold = t.sold + excluded.sold WHERE t.sold + excluded.sold <= t.units
    RETURNING code
)
