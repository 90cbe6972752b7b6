-- needs: claim_line
-- Counts what a claim dispenses, or a reversal gives back. A constraint keeps it within what was prescribed.
dispensed_line AS (
    UPDATE eligibility_prescriptionline l
    SET dispensed = l.dispensed + (
        SELECT sum(c.quantity) FROM claim_line c WHERE c.prescription_line_id = l.id
    )
    WHERE l.id = ANY (ARRAY(SELECT c.prescription_line_id FROM claim_line c))
    RETURNING l.id
)
