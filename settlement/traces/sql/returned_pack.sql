-- needs: pack, locked_pack
-- Takes back what a reversal gives back: free to be sold again, or counted as returned and sold no more.
returned_pack AS (
    UPDATE settlement_tracepack t
    SET (sold, returned) = (
        SELECT CASE WHEN p.freed THEN t.sold + p.units ELSE t.sold END,
               CASE WHEN p.freed THEN t.returned ELSE t.returned - p.units END
        FROM pack p
        WHERE p.code = t.code
    )
    WHERE t.code = ANY (ARRAY(SELECT l.code FROM locked_pack l))
    RETURNING t.code
)
