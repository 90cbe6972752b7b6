-- needs: person, prescription, same_drug, day
-- What other prescriptions gave the person of the same drug: products of one are taken side by side.
supply AS (
    SELECT max(l.dispensed_on) AS day, max(l.supply_days * l.dispensed / l.quantity) AS days
    FROM eligibility_prescription x
    JOIN eligibility_prescriptionline l ON l.prescription_id = x.rxno
    WHERE x.person_id = (SELECT psn_no FROM person)
      AND x.issued_on > :day::date - 400
      AND x.rxno <> :prescription::text
      AND l.dispensed > 0
      AND l.product_id IN (SELECT code FROM same_drug)
    GROUP BY x.rxno
)
