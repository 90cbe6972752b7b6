-- needs: claim, document
-- Locks what a claim takes of the stock without codes, or a reversal gives back, in the order of products.
locked_uncoded AS MATERIALIZED (
    SELECT s.id, k.units
    FROM document
    CROSS JOIN jsonb_to_recordset(uncoded) AS k (product text, units int)
    CROSS JOIN claim c
    JOIN settlement_uncodedstock s ON s.institution_id = c.institution_id AND s.product_id = k.product
    ORDER BY s.product_id
    FOR UPDATE OF s
)
