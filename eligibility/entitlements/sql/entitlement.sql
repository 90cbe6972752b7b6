-- needs: person, product, day
-- The entitlement for a prescribed drug: the one of the day, else the latest. A void one is ordered last, not left
-- out: the refusal tells how it ended.
entitlement AS (
    SELECT e.id, e.drug_id AS drug, e.first_day, e.last_day, e.ended_on, e.end_cause, e.diagnosis_code,
           e.hospital_id AS hospital, e.pharmacy_id AS pharmacy
    FROM eligibility_entitlement e
    WHERE e.person_id = (SELECT psn_no FROM person) AND e.drug_id IN (SELECT drug FROM product)
    ORDER BY (e.period @> :day::date AND (e.ended_on IS NULL OR e.ended_on >= e.first_day)) DESC,
             e.last_day DESC, e.id DESC
    LIMIT 1
)
