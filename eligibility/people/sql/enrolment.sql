-- needs: person, day
-- The insurance of the day; the pooling area is the city of the insured area.
enrolment AS (
    SELECT n.insurance_type, n.area_id AS area, n.serious_illness, left(n.area_id, 4) || '00' AS pooling_area
    FROM eligibility_enrolment n
    WHERE n.person_id = (SELECT psn_no FROM person) AND n.period @> :day::date
)
