-- Fines, detention and exit restriction: to whom a commitment of a case belongs. One for each person and case, so that the
-- ledger sees the same conduct of the same person punished once; the name lies in the vault.
CREATE TABLE personal_person (
  case_ref text NOT NULL,
  index_key text NOT NULL,
  subject text NOT NULL,
  made_at_ms bigint NOT NULL,
  PRIMARY KEY (case_ref, index_key)
);
CREATE UNIQUE INDEX personal_person_subject ON personal_person (subject);
CREATE INDEX personal_person_index ON personal_person (index_key);

-- Texts of decisions in the vault, by the digest that was signed.
CREATE TABLE personal_text (
  decision_digest text PRIMARY KEY,
  case_ref text NOT NULL,
  commitment text NOT NULL,
  made_at_ms bigint NOT NULL
);

-- What a person concerned has sent in.
CREATE TABLE personal_request (
  request_id text PRIMARY KEY,
  measure_id text NOT NULL,
  case_ref text NOT NULL,
  index_key text NOT NULL,
  commitment text NOT NULL,
  answer text,
  received_at_ms bigint NOT NULL
);
CREATE INDEX personal_request_recent ON personal_request (received_at_ms DESC, request_id);
CREATE INDEX personal_request_measure ON personal_request (measure_id);
CREATE INDEX personal_request_person ON personal_request (index_key);
