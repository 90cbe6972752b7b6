-- needs: institution, day
institution_suspension AS (
    SELECT s.id
    FROM physicians_institutionsuspension s
    WHERE s.institution_id = :institution::text AND s.period @> :day::date
)
