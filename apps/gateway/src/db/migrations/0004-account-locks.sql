-- What a list was asked with, as a pseudonym, and why a read was refused.
ALTER TABLE audit_read ADD COLUMN page text;
ALTER TABLE audit_read ADD COLUMN refusal text;
CREATE INDEX audit_read_of_person ON audit_read (person, at_ms);

-- Accounts locked for the volume of their look-ups, with the person's log of that time as it was packed.
CREATE TABLE account_lock (
  lock_id text PRIMARY KEY,
  person text NOT NULL,
  organisation text,
  officer text,
  kind text NOT NULL,
  purpose text,
  parameter text NOT NULL,
  allowed integer NOT NULL,
  counted integer NOT NULL,
  from_ms bigint NOT NULL,
  locked_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  package bytea NOT NULL,
  package_digest text NOT NULL,
  package_rows integer NOT NULL,
  -- The ledger holds the digest.
  recorded_at_ms bigint,
  refused_sign_ins integer NOT NULL DEFAULT 0,
  proposed_by text,
  proposed_role text,
  proposed_at_ms bigint,
  reason text,
  approved_by text,
  approved_role text,
  released_at_ms bigint,
  CHECK ((proposed_by IS NULL) = (reason IS NULL)),
  CHECK ((approved_by IS NULL) = (released_at_ms IS NULL)),
  -- Two persons, none of whom is the locked one, one of them an auditor.
  CHECK (proposed_by <> person),
  CHECK (approved_by IS NULL OR (proposed_by IS NOT NULL AND approved_by <> proposed_by AND approved_by <> person)),
  CHECK (approved_by IS NULL OR 'AUDITOR' IN (proposed_role, approved_role))
);
CREATE UNIQUE INDEX account_lock_open ON account_lock (person) WHERE released_at_ms IS NULL;
CREATE INDEX account_lock_unrecorded ON account_lock (locked_at_ms) WHERE recorded_at_ms IS NULL;
CREATE INDEX account_lock_due ON account_lock (due_at_ms, lock_id) WHERE released_at_ms IS NULL;

-- What was done about each, by whom; rows are added only.
CREATE TABLE account_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lock_id text NOT NULL REFERENCES account_lock,
  at_ms bigint NOT NULL,
  kind text NOT NULL,
  -- Null: the gateway itself.
  person text,
  role text
);
CREATE INDEX account_event_of_lock ON account_event (lock_id, id);
