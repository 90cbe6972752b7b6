-- needs: product, day
-- The last day of a line's drug in the list, where that is over and nobody has taken the drug off.
run_out AS (
    SELECT p.line, v.last_day
    FROM product p
    CROSS JOIN LATERAL (
        SELECT l.last_day, l.delisted_for
        FROM catalog_listing l
        WHERE l.drug_id = p.drug AND l.first_day <= :day::date
        ORDER BY l.first_day DESC
        LIMIT 1
    ) v
    WHERE v.last_day < :day::date AND v.delisted_for = ''
)
