-- needs: person, identity_hash
-- The person by number, or by the lookup hash of the identity number.
person AS (
    SELECT p.psn_no, p.died_on
    FROM eligibility_insuredperson p
    WHERE p.psn_no = :person::text OR p.identity_hash = :identity_hash::text
)
