-- needs: line, day
-- The listed price of a line's product on the day, yuan per pack.
listed_price AS (
    SELECT l.id AS line, o.amount
    FROM line l
    JOIN catalog_listedprice o ON o.product_id = l.product AND o.period @> :day::date
)
