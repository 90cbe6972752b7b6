-- needs: enrolment, recognition, day
-- How the pooling area assists the person's category on the day.
assistance AS (
    SELECT y.rate, y.threshold, y.annual_limit, y.beyond_maximum
    FROM enrolment n
    CROSS JOIN recognition r
    JOIN settlement_assistancerule y
        ON y.area_id = n.pooling_area AND y.category = r.category AND y.period @> :day::date
)
