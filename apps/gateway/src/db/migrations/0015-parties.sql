-- Who is named in a case, by the court's keyed index, and what persons hand in at the page. Names and texts lie in the vault.
CREATE TABLE enforcement_party (
  index_key text NOT NULL,
  case_ref text NOT NULL,
  part text NOT NULL CHECK (part IN ('DEBTOR', 'APPLICANT', 'THIRD_PARTY')),
  -- Of a debtor: whose property is whose.
  debtor_id text,
  named_at_ms bigint NOT NULL,
  PRIMARY KEY (index_key, case_ref, part)
);

CREATE TABLE enforcement_submission (
  submission_id text PRIMARY KEY,
  case_ref text NOT NULL,
  index_key text NOT NULL,
  part text NOT NULL,
  kind text NOT NULL,
  order_id text,
  earlier_id text,
  commitment text NOT NULL,
  submitted_at_ms bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('SUBMITTED', 'TAKEN_ON', 'RETURNED')),
  return_commitment text,
  objection_id text
);
CREATE INDEX enforcement_submission_case ON enforcement_submission (case_ref, submitted_at_ms);
CREATE INDEX enforcement_submission_state ON enforcement_submission (state, submitted_at_ms);

-- People who apply for enforcement, and the document that is enforced: what rulings name.
CREATE TABLE enforcement_brief (
  case_ref text PRIMARY KEY,
  commitment text NOT NULL,
  entered_at_ms bigint NOT NULL
);
