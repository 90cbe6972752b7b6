-- needs: codes
-- How much of each of these packs is sold, and how much of that came back and is sold no more.
sold AS (
    SELECT t.code, t.units, t.sold, t.returned
    FROM settlement_tracepack t
    WHERE t.code = ANY (:codes::text[])
)
