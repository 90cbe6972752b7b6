-- needs: client, institution
-- The system that asks, if it is the institution's; `live` says that nobody has stopped it.
client AS (
    SELECT c.revoked_at IS NULL AS live
    FROM physicians_apiclient c
    WHERE c.id = :client::bigint AND c.institution_id = :institution::text
)
