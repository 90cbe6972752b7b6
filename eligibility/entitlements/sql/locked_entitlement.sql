-- needs: person, locked_drug
-- Locks the person's entitlements for the prescribed drugs, in the order of their numbers; a suspension or an end
-- takes them for update.
locked_entitlement AS MATERIALIZED (
    SELECT e.id
    FROM eligibility_entitlement e
    WHERE e.person_id = (SELECT psn_no FROM person) AND e.drug_id = ANY (ARRAY(SELECT drug FROM locked_drug))
    ORDER BY e.id
    FOR SHARE OF e
)
