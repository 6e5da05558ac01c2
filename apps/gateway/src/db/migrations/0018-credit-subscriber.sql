-- Where a subscriber of credit lists is with each entry. No person stands here.
CREATE TABLE credit_held_step (
  subscriber text NOT NULL,
  client text NOT NULL,
  entry_id text NOT NULL,
  revision integer NOT NULL,
  is_withdrawal boolean NOT NULL,
  step text NOT NULL,
  reason text,
  tries integer NOT NULL,
  -- Not looked at again before; null: as soon as something is told of it.
  next_at_ms bigint,
  at_ms bigint NOT NULL,
  PRIMARY KEY (subscriber, client, entry_id)
);
CREATE INDEX credit_held_step_entry ON credit_held_step (entry_id);

-- Steps towards the platform of a subscriber; rows are added only, until the entry is gone. The digest is sealed.
CREATE TABLE credit_platform_step (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscriber text NOT NULL,
  record_id text NOT NULL,
  revision integer NOT NULL,
  digest text,
  step text NOT NULL,
  reason text,
  at_ms bigint NOT NULL
);
CREATE INDEX credit_platform_step_record ON credit_platform_step (subscriber, record_id, id DESC);

-- Under which reference the annex of an entry comes: read on the court's ledger, with its proof.
CREATE TABLE credit_person_annex (
  client text NOT NULL,
  entry_id text NOT NULL,
  revision integer NOT NULL,
  reference text NOT NULL,
  at_ms bigint NOT NULL,
  purged_at_ms bigint,
  PRIMARY KEY (client, entry_id, revision)
);
CREATE INDEX credit_person_annex_reference ON credit_person_annex (reference);

-- What the platform's own list and the ledger said differently, by day.
CREATE TABLE credit_difference (
  subscriber text NOT NULL,
  client text NOT NULL,
  entry_id text NOT NULL,
  kind text NOT NULL,
  found_at_ms bigint NOT NULL,
  repaired_at_ms bigint,
  PRIMARY KEY (subscriber, client, entry_id, kind, found_at_ms)
);
CREATE INDEX credit_difference_recent ON credit_difference (subscriber, found_at_ms DESC, entry_id);
CREATE INDEX credit_difference_open ON credit_difference (subscriber) WHERE repaired_at_ms IS NULL;

CREATE TABLE credit_compared (
  subscriber text NOT NULL,
  day text NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (subscriber, day)
);

-- Buckets of a month's set whose ids were stated.
CREATE TABLE credit_bucket_stated (
  subscriber text NOT NULL,
  client text NOT NULL,
  month text NOT NULL,
  bucket text NOT NULL,
  at_ms bigint NOT NULL,
  PRIMARY KEY (subscriber, client, month, bucket)
);
