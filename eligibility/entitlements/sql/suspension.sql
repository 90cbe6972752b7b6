-- needs: entitlement, day
-- Why the entitlement is suspended on the day, one cause where there are two; NULL where it is not.
suspension AS (
    SELECT min(s.cause) AS cause
    FROM eligibility_suspension s
    WHERE s.entitlement_id = (SELECT id FROM entitlement) AND s.period @> :day::date
)
