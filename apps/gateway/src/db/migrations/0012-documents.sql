-- Formal documents made here: code, digest and kind; what they say lies in the vault.
CREATE TABLE document (
  document_id text PRIMARY KEY,
  case_ref text NOT NULL,
  kind text NOT NULL,
  digest text NOT NULL,
  verification_code text NOT NULL UNIQUE,
  commitment text NOT NULL,
  made_by text NOT NULL,
  made_at_ms bigint NOT NULL
);
CREATE INDEX document_case ON document (case_ref, made_at_ms);
