-- needs: line, day
-- Each line's product, and whether it is admitted to separate payment on the day.
product AS (
    SELECT l.id AS line, p.drug_id AS drug, p.manufacturer_id AS manufacturer,
           EXISTS (SELECT FROM catalog_admission a WHERE a.product_id = p.code AND a.period @> :day::date) AS admitted
    FROM line l
    JOIN catalog_product p ON p.code = l.product
)
