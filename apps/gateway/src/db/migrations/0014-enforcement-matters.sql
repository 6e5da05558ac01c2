-- What persons wrote in a case of enforcement, other creditors, drafts that were sent back. Texts and names lie in the vault.
CREATE TABLE enforcement_writing (
  commitment text PRIMARY KEY,
  case_ref text NOT NULL,
  made_at_ms bigint NOT NULL
);
CREATE INDEX enforcement_writing_case ON enforcement_writing (case_ref);

CREATE TABLE enforcement_creditor (
  creditor_id text PRIMARY KEY,
  case_ref text NOT NULL,
  class text NOT NULL CHECK (class IN ('PRIORITY', 'ORDINARY')),
  commitment text NOT NULL,
  sealed_at_ms bigint,
  applied_on text NOT NULL,
  entered_by text NOT NULL,
  entered_at_ms bigint NOT NULL,
  withdrawn_at_ms bigint
);
CREATE INDEX enforcement_creditor_case ON enforcement_creditor (case_ref, entered_at_ms);

CREATE TABLE enforcement_refusal (
  draft_id text PRIMARY KEY,
  case_ref text NOT NULL,
  organisation text NOT NULL,
  officer text NOT NULL,
  commitment text NOT NULL,
  refused_at_ms bigint NOT NULL
);
