-- The locks of a reversal, in the order of lock.sql. A claim that this does not see yet has no lock: the original as
-- it is read next must stand on the account that is locked here.
WITH
-- include settlement.counter.key,
-- include settlement.counter.answer,
-- include physicians.clients.client,
-- include province.staff.member,
-- include physicians.institutions.employee,
-- include settlement.counter.caller,
-- include settlement.counter.start,
-- include settlement.claims.reversible_claim,
dispensed_prescription AS (
    SELECT prescription_id AS rxno FROM reversible_claim
),
-- include eligibility.prescriptions.locked_line,
-- include settlement.annual_accounts.reversed_account
SELECT key.locked,
       (SELECT live FROM caller) AS caller_live,
       (SELECT to_json(answer) FROM answer) AS answer,
       (SELECT claim FROM start) AS claim,
       (SELECT id FROM reversed_account) AS account
FROM key
