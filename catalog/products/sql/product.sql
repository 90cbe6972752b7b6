-- needs: line
-- Each line's product.
product AS (
    SELECT l.id AS line, p.drug_id AS drug, p.manufacturer_id AS manufacturer, p.units_per_pack
    FROM line l
    JOIN catalog_product p ON p.code = l.product
)
