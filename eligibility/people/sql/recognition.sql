-- needs: person, day
-- The category of medical assistance that the person belongs to on the day.
recognition AS (
    SELECT r.category
    FROM eligibility_assistancerecognition r
    WHERE r.person_id = (SELECT psn_no FROM person) AND r.period @> :day::date
)
