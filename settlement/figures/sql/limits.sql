-- needs: enrolment, day
-- The yearly limits of the pooling area on the day, each NULL when no row is in force.
limits AS (
    SELECT max(b.amount) FILTER (WHERE b.kind = 'pooled') AS pooled,
           max(b.amount) FILTER (WHERE b.kind = 'serious_illness') AS serious_illness,
           max(b.amount) FILTER (WHERE b.kind = 'overall') AS overall
    FROM enrolment n
    JOIN settlement_annuallimit b
        ON b.area_id = n.pooling_area AND b.insurance_type = n.insurance_type AND b.period @> :day::date
)
