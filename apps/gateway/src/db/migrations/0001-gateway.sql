-- What the gateway holds besides its copy of the ledger. Sessions, reads and acts are of one authority only.

CREATE TABLE session (
  id_hash bytea PRIMARY KEY,
  person jsonb NOT NULL,
  roles text[] NOT NULL,
  created_at_ms bigint NOT NULL,
  seen_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at_ms);

-- Between the way to the identity provider and the way back; used once.
CREATE TABLE login (
  id_hash bytea PRIMARY KEY,
  verifier text NOT NULL,
  state text NOT NULL,
  nonce text NOT NULL,
  return_to text NOT NULL,
  expires_at_ms bigint NOT NULL
);

-- Written before the answer of each read of personal or case data. The subject is a keyed pseudonym.
CREATE TABLE audit_read (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  day date NOT NULL,
  person text NOT NULL,
  role text NOT NULL,
  route text NOT NULL,
  purpose text NOT NULL,
  subject text,
  refused boolean NOT NULL
);
CREATE INDEX audit_read_volume ON audit_read (day, route, purpose, role, refused);

-- Acts on their way to the ledger. A state is on disk before the next step begins.
CREATE TABLE outbox (
  id text PRIMARY KEY,
  act text NOT NULL,
  state text NOT NULL,
  is_final boolean NOT NULL,
  person text NOT NULL,
  organisation text NOT NULL,
  officer text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  idempotency_key text NOT NULL,
  request_digest bytea NOT NULL,
  -- What is sent, and what follows the answer.
  plan jsonb NOT NULL,
  -- Of a question.
  dispatch_id text UNIQUE,
  -- Transactions in base64, in the order in which they are sent: signed in the officer's session, once.
  signed jsonb,
  expires_at_ms bigint,
  result jsonb,
  refusal jsonb,
  steps jsonb NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  UNIQUE (person, idempotency_key)
);
CREATE INDEX outbox_open ON outbox (created_at_ms) WHERE NOT is_final;
CREATE INDEX outbox_of_person ON outbox (person, created_at_ms DESC);
CREATE INDEX outbox_of_subject ON outbox (subject_kind, subject_id);

-- Openings of commitments in the query log: they stay with the asker.
CREATE TABLE query_opening (
  commitment text PRIMARY KEY,
  opening jsonb NOT NULL,
  made_at_ms bigint NOT NULL
);

-- Samples of the operator's graphs.
CREATE TABLE operations_point (
  at_ms bigint PRIMARY KEY,
  point jsonb NOT NULL
);
