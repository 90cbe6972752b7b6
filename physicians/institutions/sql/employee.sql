-- needs: member, institution
-- The person who asks, if she works for the institution; `live` says that she still may sign in.
employee AS (
    SELECT m.is_active AS live
    FROM physicians_institutionstaff s
    JOIN member m ON m.id = s.account_id
    WHERE s.institution_id = :institution::text
)
