-- needs: locked_uncoded
-- Counts it. A constraint keeps it within what the institution declared.
uncoded_stock AS (
    UPDATE settlement_uncodedstock s
    SET used = s.used + l.units
    FROM locked_uncoded l
    WHERE s.id = l.id
    RETURNING s.id
)
