-- Credit lists: which values of the vault belong to an entry. What they say lies in the vault, under the entry's own key.
CREATE TABLE credit_text (
  entry_id text NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  commitment text NOT NULL,
  made_at_ms bigint NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX credit_text_entry ON credit_text (entry_id);

-- What a person concerned has sent in. The place in the index goes with the entry.
CREATE TABLE credit_request (
  request_id text PRIMARY KEY,
  entry_id text NOT NULL,
  list text NOT NULL,
  kind text NOT NULL,
  objection_kind text,
  index_key text,
  commitment text NOT NULL,
  answer text,
  state text NOT NULL,
  received_at_ms bigint NOT NULL,
  registered_at_ms bigint
);
CREATE INDEX credit_request_recent ON credit_request (received_at_ms DESC, request_id);
CREATE INDEX credit_request_entry ON credit_request (entry_id);
CREATE INDEX credit_request_person ON credit_request (index_key);

-- Entries of which the vault holds something; erased once, with a certificate.
CREATE TABLE credit_subject (
  entry_id text PRIMARY KEY,
  made_at_ms bigint NOT NULL,
  erased_at_ms bigint,
  certificate_digest text
);
CREATE INDEX credit_subject_open ON credit_subject (made_at_ms) WHERE erased_at_ms IS NULL;

-- What became of requests for correction, for the supervisor's counts: days and outcomes of random ids, no person.
CREATE TABLE credit_objection (
  entry_id text NOT NULL,
  requested_on text NOT NULL,
  decide_by text,
  outcome text NOT NULL,
  outcome_on text,
  is_reconsidered boolean NOT NULL,
  PRIMARY KEY (entry_id, requested_on)
);
