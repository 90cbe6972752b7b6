-- needs: line, day
-- The lines whose product is admitted to separate payment on the day.
admission AS (
    SELECT l.id AS line
    FROM line l
    JOIN catalog_admission a ON a.product_id = l.product AND a.period @> :day::date
)
