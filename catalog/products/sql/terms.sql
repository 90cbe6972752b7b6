-- needs: line, day
-- What label and maker say of each line's product on the day.
terms AS (
    SELECT l.id AS line, t.trace_prefix, t.indivisible
    FROM line l
    JOIN catalog_productterms t ON t.product_id = l.product AND t.period @> :day::date
)
