-- needs: enrolment, day
-- The pooling area's own rate of separate payment on the day.
separate_rate AS (
    SELECT q.rate, q.first_share, q.deductible, q.segmented
    FROM enrolment n
    JOIN settlement_arearate q
        ON q.area_id = n.pooling_area AND q.insurance_type = n.insurance_type
        AND q.kind = 'separate' AND q.period @> :day::date
)
