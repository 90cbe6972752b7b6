-- Everything that a settlement writes, in one statement. The counts come back and are checked: a pack that
-- another sale took first is missing from `packs`. Rows are found by `= ANY (ARRAY(...))`: a join with a document
-- of unknown length would be planned as a scan of the whole table.
WITH
document AS MATERIALIZED (
    SELECT :posting::jsonb AS posting, :codes::jsonb AS codes, :uncoded::jsonb AS uncoded
),
-- include settlement.claims.claim,
-- include settlement.claims.claim_line,
-- include settlement.claims.ledger_entry,
-- include settlement.annual_accounts.charged_account,
-- include eligibility.prescriptions.dispensed_line,
-- include settlement.traces.pack,
-- include settlement.traces.sold_pack,
-- include settlement.traces.locked_pack,
-- include settlement.traces.returned_pack,
-- include settlement.traces.pack_sale,
-- include settlement.traces.locked_uncoded,
-- include settlement.traces.uncoded_stock,
happening AS (
    SELECT claim.id::text AS object_id, claim.insured_area AS area,
           jsonb_build_object('institution', claim.institution_id, 'reverses', claim.reverses_id,
                              'warnings', claim.warnings) AS data
    FROM claim
),
-- include province.staff.member,
-- include province.events.event,
-- include settlement.core_system.message,
-- include settlement.counter.kept_answer
SELECT (SELECT count(*) FROM claim) AS claims,
       (SELECT count(*) FROM charged_account) AS accounts,
       (SELECT count(*) FROM claim_line) AS lines,
       (SELECT count(*) FROM ledger_entry) AS entries,
       (SELECT count(*) FROM dispensed_line) AS dispensed,
       (SELECT count(*) FROM sold_pack) + (SELECT count(*) FROM returned_pack) AS packs,
       (SELECT count(*) FROM pack_sale) AS sales,
       (SELECT count(*) FROM uncoded_stock) AS stocks,
       (SELECT count(*) FROM event) AS events,
       (SELECT count(*) FROM message) AS outbox,
       (SELECT count(*) FROM kept_answer) AS answers
