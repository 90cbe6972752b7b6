-- needs: product
-- Every product of the prescribed drugs.
same_drug AS (
    SELECT p.code
    FROM catalog_product p
    WHERE p.drug_id IN (SELECT drug FROM product)
)
