-- One settlement as it was written, for its reversal.
WITH
-- include settlement.counter.answer,
-- include physicians.clients.client,
-- include province.staff.member,
-- include physicians.institutions.employee,
-- include settlement.counter.caller,
-- include physicians.institutions.institution,
-- include settlement.claims.original,
-- include settlement.claims.original_line,
-- include settlement.claims.original_entry,
-- include settlement.traces.original_pack
SELECT json_build_object(
    'answer', (SELECT to_json(answer) FROM answer),
    'caller_live', (SELECT live FROM caller),
    'place', (SELECT name FROM institution),
    'account', original.account_id,
    'settled', to_jsonb(original) || jsonb_build_object(
        'sums', to_jsonb(original),
        'lines', (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.position) FROM original_line l),
        'entries', (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.position) FROM original_entry e)
    ),
    'codes', (SELECT coalesce(json_agg(to_json(p) ORDER BY p.code), '[]') FROM original_pack p)
)::text AS facts
FROM original
