-- needs: claim, claim_line
-- Counts what a claim dispenses, or a reversal gives back, in smallest units, and the day: seven sevenths are one pack.
-- A constraint keeps it within the quantity.
dispensed_line AS (
    UPDATE eligibility_prescriptionline l
    SET dispensed = (
        SELECT round((round(l.dispensed * max(c.units_per_pack)) + sum(c.units)) / max(c.units_per_pack), 4)
        FROM claim_line c
        WHERE c.prescription_line_id = l.id
    ), dispensed_on = greatest(l.dispensed_on, (SELECT purchase_day FROM claim))
    WHERE l.id = ANY (ARRAY(SELECT c.prescription_line_id FROM claim_line c))
    RETURNING l.id
)
