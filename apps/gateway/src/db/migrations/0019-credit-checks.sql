-- Look-ups in the credit lists: a commitment each, on disk before the answer; of persons nothing.
CREATE TABLE credit_lookup (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  day date NOT NULL,
  client text,
  subscriber text,
  purpose text NOT NULL,
  commitment text NOT NULL,
  refusal text,
  batch_id text
);
CREATE INDEX credit_lookup_open ON credit_lookup (id) WHERE batch_id IS NULL;
CREATE INDEX credit_lookup_day ON credit_lookup (day, subscriber);
CREATE INDEX credit_lookup_batch_rows ON credit_lookup (batch_id, id);

CREATE TABLE credit_lookup_batch (
  batch_id text PRIMARY KEY,
  root text NOT NULL,
  count integer NOT NULL,
  from_ms bigint NOT NULL,
  to_ms bigint NOT NULL,
  by_purpose jsonb NOT NULL,
  recorded_at_ms bigint
);
CREATE INDEX credit_lookup_batch_open ON credit_lookup_batch (to_ms) WHERE recorded_at_ms IS NULL;
CREATE INDEX credit_lookup_batch_recent ON credit_lookup_batch (to_ms DESC);
