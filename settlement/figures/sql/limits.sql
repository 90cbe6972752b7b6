-- needs: enrolment, recognition, day
-- The yearly limits on the day, each NULL when no row is in force: those of the person's category before the general.
limits AS (
    SELECT max(b.amount) FILTER (WHERE b.kind = 'pooled') AS pooled,
           max(b.amount) FILTER (WHERE b.kind = 'serious_illness') AS serious_illness,
           max(b.amount) FILTER (WHERE b.kind = 'overall') AS overall,
           coalesce(bool_or(b.no_ceiling), false) AS no_ceiling
    FROM (
        SELECT DISTINCT ON (y.kind) y.kind, y.amount, y.no_ceiling
        FROM enrolment n
        JOIN settlement_annuallimit y
            ON y.area_id = n.pooling_area AND y.insurance_type = n.insurance_type AND y.period @> :day::date
            AND y.category IN ('', (SELECT category FROM recognition))
        ORDER BY y.kind, y.category DESC
    ) b
)
