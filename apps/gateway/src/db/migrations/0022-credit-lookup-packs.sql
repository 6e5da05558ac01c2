-- A batch whose root is on the ledger is kept whole: the commitments in their order, 32 bytes each, and apart from them who
-- looked when, and for what. The second goes when the law's term is over; the root can be made from the first for ever.
ALTER TABLE credit_lookup_batch
  ADD COLUMN leaves bytea,
  ADD COLUMN details bytea,
  ADD COLUMN packed_at_ms bigint;
CREATE INDEX credit_lookup_batch_rows_kept ON credit_lookup_batch (to_ms) WHERE packed_at_ms IS NULL;
CREATE INDEX credit_lookup_batch_details ON credit_lookup_batch (to_ms) WHERE details IS NOT NULL;
