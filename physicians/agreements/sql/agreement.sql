-- needs: institution, day
-- The agreement in force on the day.
agreement AS (
    SELECT g.outpatient, g.excluded_from_totals
    FROM physicians_agreement g
    WHERE g.institution_id = :institution::text AND g.period @> :day::date
)
