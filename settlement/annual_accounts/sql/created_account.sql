-- needs: person, enrolment, day, today, start, locked_account
-- Makes the account of a year's first sale. One that somebody else made meanwhile is locked by the empty update.
created_account AS (
    INSERT INTO settlement_annualaccount (
        person_id, insurance_type, year, pooled_paid, serious_paid, assistance_paid, threshold_used,
        pooled_elsewhere, serious_elsewhere, assistance_elsewhere
    )
    SELECT p.psn_no, n.insurance_type, extract(year FROM :day::date), 0, 0, 0, 0, 0, 0, 0
    FROM person p
    CROSS JOIN enrolment n
    WHERE (SELECT count(month) FROM start) = 1
      AND NOT EXISTS (SELECT FROM locked_account)
      AND :day::date <= :today::date
    ON CONFLICT (person_id, insurance_type, year) DO UPDATE SET year = excluded.year
    RETURNING id
)
