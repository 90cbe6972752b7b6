-- needs: dispensed_prescription
-- Locks the lines of the prescription that the statement names, in the order of their numbers.
locked_line AS MATERIALIZED (
    SELECT l.id, l.product_id AS product
    FROM eligibility_prescriptionline l
    WHERE l.prescription_id = (SELECT rxno FROM dispensed_prescription)
    ORDER BY l.id
    FOR UPDATE OF l
)
