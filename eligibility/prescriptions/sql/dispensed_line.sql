-- needs: claim_line
-- Counts what a claim dispenses, or a reversal gives back, in smallest units: seven sevenths are one pack. A constraint keeps it within what was prescribed.
dispensed_line AS (
    UPDATE eligibility_prescriptionline l
    SET dispensed = (
        SELECT round((round(l.dispensed * max(c.units_per_pack)) + sum(c.units)) / max(c.units_per_pack), 4)
        FROM claim_line c
        WHERE c.prescription_line_id = l.id
    )
    WHERE l.id = ANY (ARRAY(SELECT c.prescription_line_id FROM claim_line c))
    RETURNING l.id
)
