-- The locks of a settlement, in the one order that everybody keeps: the key (a twin gets its answer at once,
-- before waiting for anything), the statement month, the prescription and its lines, the person's entitlements for
-- the prescribed drugs (a suspension takes them for update), the annual account. Each step reads the one
-- before it, so that none can begin earlier. What this statement reads may be stale the moment a lock was
-- waited for: the facts are read by the next one, and must turn out to be about the rows that are locked here.
WITH
-- include settlement.counter.key,
-- include settlement.counter.answer,
-- include physicians.clients.client,
-- include province.staff.member,
-- include physicians.institutions.employee,
-- include settlement.counter.caller,
-- include settlement.counter.start,
-- include eligibility.people.person,
-- include eligibility.prescriptions.locked_prescription,
dispensed_prescription AS (
    SELECT rxno FROM locked_prescription
),
-- include eligibility.prescriptions.locked_line,
-- include catalog.products.locked_drug,
-- include eligibility.entitlements.locked_entitlement,
-- include eligibility.people.enrolment,
-- include settlement.annual_accounts.locked_account,
-- include settlement.annual_accounts.created_account
SELECT key.locked,
       (SELECT live FROM caller) AS caller_live,
       (SELECT to_json(answer) FROM answer) AS answer,
       (SELECT claim FROM start) AS claim,
       (SELECT id FROM locked_account UNION ALL SELECT id FROM created_account) AS account,
       ARRAY(SELECT id FROM locked_line) AS lines,
       ARRAY(SELECT id FROM locked_entitlement) AS entitlements
FROM key
