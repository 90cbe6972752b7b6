-- needs: person, start, prescription
-- Locks the prescription, if it is the person's, against a withdrawal.
locked_prescription AS MATERIALIZED (
    SELECT x.rxno
    FROM eligibility_prescription x
    WHERE x.rxno = :prescription::text
      AND x.person_id = (SELECT psn_no FROM person)
      AND (SELECT count(month) FROM start) = 1
    FOR SHARE OF x
)
