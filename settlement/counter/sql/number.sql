-- The number of what is kept of a sale: the lock drew the one of its reversal.
WITH
-- include settlement.claims.number
SELECT claim FROM number
