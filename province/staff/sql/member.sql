-- needs: staff
-- The person who asks, as the log names her.
member AS (
    SELECT a.id, a.name, a.role, a.is_active
    FROM province_account a
    WHERE a.id = :staff::bigint
)
