-- Entries as they stood last, by who is named in them, so that a person whose entry has ended is handed a certificate. Gone
-- with the entry's key in the vault.
CREATE TABLE credit_last_view (
  entry_id text PRIMARY KEY,
  index_keys text[] NOT NULL,
  record jsonb NOT NULL,
  changed_at_ms bigint NOT NULL,
  -- Places in the index of those who have the certificate that names every receipt.
  collected text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX credit_last_view_person ON credit_last_view USING gin (index_keys);
CREATE INDEX credit_last_view_changed ON credit_last_view (changed_at_ms);

-- What is left of a certificate: that one was printed under this code. It names neither entry nor person.
CREATE TABLE credit_certificate (
  document_id text PRIMARY KEY,
  digest text NOT NULL,
  verification_code text NOT NULL UNIQUE,
  made_at_ms bigint NOT NULL
);
