-- needs: person, day
-- Why benefits are held back on the day, if they are.
benefit_hold AS (
    SELECT h.cause
    FROM eligibility_benefithold h
    WHERE h.person_id = (SELECT psn_no FROM person) AND h.period @> :day::date
)
