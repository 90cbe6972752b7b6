-- needs: entitlement, day
confirmed_manufacturer AS (
    SELECT m.manufacturer_id AS manufacturer
    FROM eligibility_confirmedmanufacturer m
    WHERE m.entitlement_id = (SELECT id FROM entitlement) AND m.confirmed_on <= :day::date
    ORDER BY m.id
)
