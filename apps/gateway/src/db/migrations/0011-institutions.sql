-- Requests to the core systems of institutions: numbers here, contents in the vault.
CREATE TABLE core_request (
  institution text NOT NULL,
  request_no text NOT NULL,
  client text NOT NULL,
  order_id text NOT NULL,
  subject text NOT NULL,
  kept_at_ms bigint NOT NULL,
  finished_at_ms bigint,
  PRIMARY KEY (institution, request_no)
);
CREATE INDEX core_request_unfinished ON core_request (institution, kept_at_ms) WHERE finished_at_ms IS NULL;
CREATE INDEX core_request_order ON core_request (order_id);

-- Each step of each request; rows are added only. The digest is sealed.
CREATE TABLE adapter_journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  institution text NOT NULL,
  request_no text NOT NULL,
  digest text NOT NULL,
  state text NOT NULL,
  reason text,
  at_ms bigint NOT NULL
);
CREATE INDEX adapter_journal_request ON adapter_journal (institution, request_no, id DESC);

-- Annexes of answers: kept, to leave when the ledger has the answer, gone to the exchange, or not to leave.
CREATE TABLE order_answer (
  client text NOT NULL,
  order_id text NOT NULL,
  institution text NOT NULL,
  digest text NOT NULL,
  state text NOT NULL CHECK (state IN ('KEPT', 'DUE', 'POSTED', 'DROPPED')),
  at_ms bigint NOT NULL,
  PRIMARY KEY (client, order_id)
);
CREATE INDEX order_answer_due ON order_answer (at_ms) WHERE state = 'DUE';

-- What a person of an institution has to look at: codes and numbers, nothing of a request or an answer.
CREATE TABLE institution_alarm (
  alarm_id text PRIMARY KEY,
  institution text NOT NULL,
  code text NOT NULL,
  subject text NOT NULL,
  detail text,
  raised_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  times integer NOT NULL,
  ended_at_ms bigint,
  ended_by text,
  UNIQUE (institution, code, subject)
);
CREATE INDEX institution_alarm_due ON institution_alarm (due_at_ms, alarm_id) WHERE ended_at_ms IS NULL;

-- Comparison of both lists of measures, once a day for each institution.
CREATE TABLE reconciliation_run (
  run_id text PRIMARY KEY,
  institution text NOT NULL,
  day text NOT NULL,
  at_ms bigint NOT NULL,
  compared integer NOT NULL,
  missing integer NOT NULL,
  orphan integer NOT NULL,
  different integer NOT NULL,
  UNIQUE (institution, day)
);
CREATE INDEX reconciliation_run_recent ON reconciliation_run (at_ms DESC, run_id);
