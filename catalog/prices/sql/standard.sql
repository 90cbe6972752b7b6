-- needs: line, day
-- The payment standard of a line's product on the day, yuan per pack.
standard AS (
    SELECT l.id AS line, s.amount, s.negotiated
    FROM line l
    JOIN catalog_paymentstandard s ON s.product_id = l.product AND s.period @> :day::date
)
