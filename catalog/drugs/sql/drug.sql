-- needs: product
-- Each line's drug. Dual-channel is what Drug.dual_channel says.
drug AS (
    SELECT p.line, d.generic_name, d.section = 'negotiated' AND d.sold_in_pharmacies AS dual_channel
    FROM product p
    JOIN catalog_drug d ON d.id = p.drug
)
