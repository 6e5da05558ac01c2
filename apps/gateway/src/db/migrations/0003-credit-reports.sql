-- Of the bureau: the subject of the vault whose fields stand behind a digest on the ledger.
CREATE TABLE credit_report_content (
  digest text PRIMARY KEY,
  lawyer_id text NOT NULL,
  subject text NOT NULL,
  made_at_ms bigint NOT NULL
);
CREATE INDEX credit_report_content_of_lawyer ON credit_report_content (lawyer_id);

-- Of the bureau: answers whose annex has been posted, or which have none.
CREATE TABLE annex_posted (
  dispatch_id text PRIMARY KEY,
  outcome text NOT NULL CHECK (outcome IN ('POSTED', 'NONE', 'MISSING')),
  at_ms bigint NOT NULL
);

-- Of the court: answers whose annex is waited for, or which have none, as the bureau's ledger was proved to say.
CREATE TABLE annex_expected (
  dispatch_id text PRIMARY KEY,
  outcome text NOT NULL CHECK (outcome IN ('EXPECTED', 'NONE')),
  digest text,
  generated_at_ms bigint,
  valid_until_ms bigint,
  at_ms bigint NOT NULL
);

-- Of the court: why what came last from the bureau itself was refused.
CREATE TABLE annex_refusal (
  dispatch_id text PRIMARY KEY,
  code text NOT NULL,
  at_ms bigint NOT NULL
);
