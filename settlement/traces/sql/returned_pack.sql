-- needs: pack, locked_pack
returned_pack AS (
    UPDATE settlement_tracepack t
    SET sold = t.sold + (SELECT p.quantity FROM pack p WHERE p.code = t.code)
    WHERE t.code = ANY (ARRAY(SELECT l.code FROM locked_pack l))
    RETURNING t.code
)
