-- needs: product, day
-- Where a line's drug is in the province's list on the day: where it comes from.
listing AS (
    SELECT p.line, v.origin
    FROM product p
    JOIN catalog_listing v ON v.drug_id = p.drug AND v.period @> :day::date
)
