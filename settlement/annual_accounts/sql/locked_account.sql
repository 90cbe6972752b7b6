-- needs: person, enrolment, day, start, locked_line, locked_entitlement
-- Locks the account last of all: the counts make it wait for the locks before it.
locked_account AS MATERIALIZED (
    SELECT a.id
    FROM settlement_annualaccount a
    JOIN enrolment n ON n.insurance_type = a.insurance_type
    WHERE a.person_id = (SELECT psn_no FROM person)
      AND a.year = extract(year FROM :day::date)
      AND (SELECT count(month) FROM start) = 1
      AND (SELECT count(*) FROM locked_line) + (SELECT count(*) FROM locked_entitlement) >= 0
    FOR NO KEY UPDATE OF a
)
