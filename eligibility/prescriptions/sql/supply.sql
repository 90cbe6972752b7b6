-- needs: person, prescription, same_drug, day
-- What other prescriptions gave the person of the same drug: products of one are taken side by side. What was recorded
-- from paper was bought on its day, outside the counter.
supply AS (
    SELECT max(CASE WHEN x.paper_id IS NULL THEN l.dispensed_on ELSE x.issued_on END) AS day,
           max(CASE WHEN x.paper_id IS NULL THEN l.supply_days * l.dispensed / l.quantity ELSE l.supply_days END) AS days
    FROM eligibility_prescription x
    JOIN eligibility_prescriptionline l ON l.prescription_id = x.rxno
    WHERE x.person_id = (SELECT psn_no FROM person)
      AND x.issued_on > :day::date - 400
      AND x.rxno <> :prescription::text
      AND (l.dispensed > 0 OR x.paper_id IS NOT NULL AND x.withdrawn_at IS NULL)
      AND l.product_id IN (SELECT code FROM same_drug)
    GROUP BY x.rxno
)
