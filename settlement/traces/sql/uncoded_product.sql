-- needs: line, day
-- The lines whose product may be sold without a code that day.
uncoded_product AS (
    SELECT l.id AS line
    FROM line l
    JOIN settlement_uncodedproduct u ON u.product_id = l.product AND u.period @> :day::date
)
