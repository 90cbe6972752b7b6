-- needs: locked_line
-- The drugs of locked prescription lines.
locked_drug AS (
    SELECT p.drug_id AS drug
    FROM locked_line l
    JOIN catalog_product p ON p.code = l.product
)
