-- needs: enrolment, prescription, day
-- The ordinary benefit of the pooling area on the day, for the prescription's setting.
ordinary_rate AS (
    SELECT q.rate, q.first_share, q.deductible, q.segmented
    FROM enrolment n
    CROSS JOIN prescription x
    JOIN settlement_arearate q
        ON q.area_id = n.pooling_area AND q.insurance_type = n.insurance_type
        AND q.kind = 'ordinary_' || x.setting AND q.period @> :day::date
)
