-- needs: client, employee
-- Whether whoever asks may still speak for the institution.
caller AS MATERIALIZED (
    SELECT coalesce((SELECT live FROM client), (SELECT live FROM employee), false) AS live
)
