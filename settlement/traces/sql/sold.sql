-- needs: codes
-- How much of each of these packs is sold.
sold AS (
    SELECT t.code, t.sold AS quantity
    FROM settlement_tracepack t
    WHERE t.code = ANY (:codes::text[])
)
