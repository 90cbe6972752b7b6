-- needs: person, enrolment, day
-- What the funds have paid this year for the person and the insurance of the day, here and elsewhere.
account AS (
    SELECT a.id, a.pooled_paid, a.serious_paid, a.assistance_paid, a.threshold_used, a.pooled_elsewhere,
           a.serious_elsewhere, a.assistance_elsewhere
    FROM enrolment n
    JOIN settlement_annualaccount a
        ON a.person_id = (SELECT psn_no FROM person) AND a.insurance_type = n.insurance_type
        AND a.year = extract(year FROM :day::date)
)
