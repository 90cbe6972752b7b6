-- needs: line, institution
-- How many smallest units without codes the institution may still sell of each line's product.
uncoded_left AS (
    SELECT l.id AS line, s.declared - s.used AS units
    FROM line l
    JOIN settlement_uncodedstock s ON s.product_id = l.product AND s.institution_id = :institution::text
)
