-- needs: product, day
-- Each line's drug, dual-channel as the national list has it on the day.
drug AS (
    SELECT p.line, d.generic_name, coalesce(t.dual_channel, false) AS dual_channel
    FROM product p
    JOIN catalog_drug d ON d.id = p.drug
    LEFT JOIN catalog_drugterms t ON t.drug_id = p.drug AND t.period @> :day::date
)
