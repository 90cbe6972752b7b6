-- needs: institution
institution AS (
    SELECT i.code, i.name, i.kind, i.area_id AS area
    FROM physicians_institution i
    WHERE i.code = :institution::text
)
