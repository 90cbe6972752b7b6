-- needs: prescription
line AS (
    SELECT l.id, l.position, l.product_id AS product, l.quantity, l.dispensed, l.supply_days,
           l.dose || 'x' || l.times || ' ' || l.taken_days || '/' || l.cycle_days AS regimen
    FROM eligibility_prescriptionline l
    WHERE l.prescription_id = :prescription::text
)
