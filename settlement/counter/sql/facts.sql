-- Everything the rules may know about a sale, as of one snapshot, as one document in the names of its Struct.
WITH
-- include settlement.counter.answer,
-- include physicians.clients.client,
-- include province.staff.member,
-- include physicians.institutions.employee,
-- include settlement.counter.caller,
-- include physicians.institutions.institution,
-- include physicians.institutions.institution_suspension,
-- include physicians.agreements.agreement,
-- include eligibility.people.person,
-- include eligibility.people.enrolment,
-- include eligibility.people.recognition,
-- include eligibility.people.benefit_hold,
-- include eligibility.prescriptions.prescription,
-- include eligibility.prescriptions.line,
-- include catalog.products.product,
-- include catalog.products.terms,
-- include catalog.products.same_drug,
-- include eligibility.prescriptions.supply,
-- include catalog.admissions.admission,
-- include catalog.drugs.drug,
-- include catalog.listings.listing,
-- include catalog.listings.run_out,
-- include catalog.prices.standard,
-- include catalog.prices.listed_price,
-- include eligibility.entitlements.entitlement,
-- include eligibility.entitlements.suspension,
-- include eligibility.entitlements.confirmed_manufacturer,
-- include settlement.figures.limits,
-- include settlement.figures.assistance,
-- include settlement.figures.separate_rate,
-- include settlement.figures.ordinary_rate,
-- include settlement.annual_accounts.account,
-- include settlement.traces.sold,
-- include settlement.traces.uncoded_product,
-- include settlement.traces.uncoded_left
SELECT json_build_object(
    'answer', (SELECT to_json(answer) FROM answer),
    'caller_live', (SELECT live FROM caller),
    'place', (
        SELECT json_build_object(
            'code', i.code,
            'name', i.name,
            'kind', i.kind,
            'area', i.area,
            'designated', EXISTS (SELECT FROM agreement),
            'outpatient', coalesce((SELECT outpatient FROM agreement), false),
            'excluded_from_totals', coalesce((SELECT excluded_from_totals FROM agreement), false),
            'suspended', EXISTS (SELECT FROM institution_suspension)
        )
        FROM institution i
    ),
    'person', (
        SELECT json_build_object(
            'number', p.psn_no,
            'died_on', p.died_on,
            'enrolment', (SELECT to_json(enrolment) FROM enrolment),
            'held', (SELECT cause FROM benefit_hold),
            'category', (SELECT category FROM recognition)
        )
        FROM person p
    ),
    'prescription', (SELECT to_json(prescription) FROM prescription),
    'lines', (
        SELECT coalesce(json_agg(json_build_object(
            'id', l.id,
            'position', l.position,
            'product', l.product,
            'generic_name', d.generic_name,
            'drug', p.drug,
            'manufacturer', p.manufacturer,
            'quantity', l.quantity,
            'dispensed', l.dispensed,
            'regimen', l.regimen,
            'supply_days', l.supply_days,
            'indivisible', coalesce((SELECT t.indivisible FROM terms t WHERE t.line = l.id), false),
            'dual_channel', d.dual_channel,
            'listed_as', (SELECT v.origin FROM listing v WHERE v.line = l.id),
            'ran_out', (SELECT r.last_day FROM run_out r WHERE r.line = l.id),
            'admitted', EXISTS (SELECT FROM admission a WHERE a.line = l.id),
            'standard', (SELECT to_json(s) FROM standard s WHERE s.line = l.id),
            'listed_price', (SELECT o.amount FROM listed_price o WHERE o.line = l.id),
            'units_per_pack', p.units_per_pack,
            'trace_prefix', coalesce((SELECT t.trace_prefix FROM terms t WHERE t.line = l.id), ''),
            'uncoded', EXISTS (SELECT FROM uncoded_product u WHERE u.line = l.id),
            'uncoded_left', coalesce((SELECT u.units FROM uncoded_left u WHERE u.line = l.id), 0)
        ) ORDER BY l.position), '[]')
        FROM line l
        JOIN product p ON p.line = l.id
        JOIN drug d ON d.line = l.id
    ),
    'supplies', (SELECT coalesce(json_agg(supply), '[]') FROM supply),
    'right', (
        SELECT json_build_object(
            'id', e.id,
            'drug', e.drug,
            'first_day', e.first_day,
            'last_day', e.last_day,
            'ended_on', e.ended_on,
            'end_cause', nullif(e.end_cause, ''),
            'diagnosis_code', e.diagnosis_code,
            'hospital', e.hospital,
            'pharmacy', e.pharmacy,
            'suspended', (SELECT cause FROM suspension),
            'manufacturers', ARRAY(SELECT manufacturer FROM confirmed_manufacturer)
        )
        FROM entitlement e
    ),
    'limits', (SELECT to_json(limits) FROM limits),
    'assistance', (SELECT to_json(assistance) FROM assistance),
    'separate_rate', (SELECT to_json(separate_rate) FROM separate_rate),
    'ordinary_rate', (SELECT to_json(ordinary_rate) FROM ordinary_rate),
    'account', (SELECT to_json(account) FROM account),
    'sold', (SELECT coalesce(json_object_agg(s.code, json_build_object(
        'units', s.units, 'sold', s.sold, 'returned', s.returned
    )), '{}') FROM sold s)
)::text AS facts
