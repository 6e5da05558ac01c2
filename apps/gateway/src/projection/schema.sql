-- Copy of a part of the ledger's state, made for searching. Dropped and made anew at any time: the same state gives the
-- same rows. `record` is the ledger's record as it stands; the other columns are drawn from it.

CREATE TABLE cursor (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version integer NOT NULL,
  chain_id text NOT NULL,
  -- Rows are those of the state after this block; null while they are made for the first time.
  height bigint,
  -- Where the making stands: prefix and last key.
  building jsonb
);

CREATE TABLE lawyer (
  lawyer_id text PRIMARY KEY,
  licence_no text NOT NULL,
  serial text NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX lawyer_licence ON lawyer (licence_no);
CREATE INDEX lawyer_serial ON lawyer (serial);

-- Numbers held, of today and of the past.
CREATE TABLE licence (
  lawyer_id text NOT NULL,
  n integer NOT NULL,
  licence_no text NOT NULL,
  PRIMARY KEY (lawyer_id, n)
);
CREATE INDEX licence_number ON licence (licence_no);

-- Status and firm by days: what holds today is read from the intervals.
CREATE TABLE lawyer_status (
  lawyer_id text NOT NULL,
  n integer NOT NULL,
  licence_no text NOT NULL,
  status text NOT NULL,
  from_day text NOT NULL,
  to_day text,
  PRIMARY KEY (lawyer_id, n)
);
CREATE INDEX lawyer_status_search ON lawyer_status (status, licence_no, from_day, to_day);

CREATE TABLE lawyer_firm (
  lawyer_id text NOT NULL,
  n integer NOT NULL,
  licence_no text NOT NULL,
  uscc text NOT NULL,
  from_day text NOT NULL,
  to_day text,
  PRIMARY KEY (lawyer_id, n)
);
CREATE INDEX lawyer_firm_search ON lawyer_firm (uscc, licence_no, from_day, to_day);

CREATE TABLE firm (
  uscc text PRIMARY KEY,
  firm_name text NOT NULL,
  record jsonb NOT NULL
);

CREATE TABLE status_event (
  lawyer_id text NOT NULL,
  n text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (lawyer_id, n)
);

CREATE TABLE sanction (
  lawyer_id text NOT NULL,
  sanction_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (lawyer_id, sanction_id)
);

CREATE TABLE assessment (
  subject_id text NOT NULL,
  year text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (subject_id, year)
);

CREATE TABLE credit_report (
  lawyer_id text PRIMARY KEY,
  record jsonb NOT NULL
);

CREATE TABLE objection (
  objection_id text PRIMARY KEY,
  lawyer_id text NOT NULL,
  state text NOT NULL,
  raised_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX objection_lawyer ON objection (lawyer_id);
CREATE INDEX objection_recent ON objection (raised_at_ms DESC, objection_id);

CREATE TABLE proposal (
  proposal_id text PRIMARY KEY,
  type text NOT NULL,
  state text NOT NULL,
  licence_no text,
  proposed_at_ms bigint NOT NULL,
  expires_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX proposal_recent ON proposal (proposed_at_ms DESC, proposal_id);
CREATE INDEX proposal_licence ON proposal (licence_no);

-- Who asked about whom: the answering zone's log.
CREATE TABLE inquiry (
  serial text NOT NULL,
  dispatch_id text NOT NULL,
  at_ms bigint NOT NULL,
  key text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (serial, dispatch_id)
);
CREATE INDEX inquiry_serial ON inquiry (serial, at_ms DESC, dispatch_id);
CREATE INDEX inquiry_recent ON inquiry (at_ms DESC, dispatch_id);

CREATE TABLE court_case (
  case_ref text PRIMARY KEY,
  state text NOT NULL,
  filed_on text NOT NULL,
  case_number text,
  record jsonb NOT NULL
);
CREATE INDEX court_case_recent ON court_case (filed_on DESC, case_ref);
CREATE INDEX court_case_number ON court_case (case_number);

CREATE TABLE party (
  case_ref text NOT NULL,
  party_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, party_id)
);

CREATE TABLE agent (
  case_ref text NOT NULL,
  agent_id text NOT NULL,
  licence_no text NOT NULL,
  serial text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, agent_id)
);
CREATE INDEX agent_serial ON agent (serial);

CREATE TABLE conflict (
  case_ref text NOT NULL,
  agent_id text NOT NULL,
  against_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, agent_id, against_id)
);

CREATE TABLE hearing (
  case_ref text NOT NULL,
  hearing_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, hearing_id)
);

CREATE TABLE case_act (
  case_ref text NOT NULL,
  act_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, act_id)
);

CREATE TABLE case_notice (
  case_ref text NOT NULL,
  client text NOT NULL,
  event_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, client, event_id)
);

CREATE TABLE verification (
  verification_id text PRIMARY KEY,
  case_ref text NOT NULL,
  agent_id text NOT NULL,
  receipt_id text,
  made_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX verification_case ON verification (case_ref, made_at_ms DESC);
CREATE INDEX verification_receipt ON verification (receipt_id);

-- A question of this zone: the request, how its dispatch stands, and the receipt of the answer.
CREATE TABLE request (
  dispatch_id text PRIMARY KEY,
  case_ref text,
  licence_no text NOT NULL,
  asked_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX request_recent ON request (asked_at_ms DESC, dispatch_id);
CREATE INDEX request_case ON request (case_ref, asked_at_ms DESC);

CREATE TABLE dispatch (
  dispatch_id text PRIMARY KEY,
  outcome text,
  deadline_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX dispatch_open ON dispatch (deadline_ms) WHERE outcome IS NULL;

CREATE TABLE receipt (
  dispatch_id text PRIMARY KEY,
  received_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);

CREATE TABLE fallback (
  fallback_id text PRIMARY KEY,
  case_ref text NOT NULL,
  state text NOT NULL,
  record jsonb NOT NULL
);

CREATE TABLE former_staff (
  serial text PRIMARY KEY,
  record jsonb NOT NULL
);

-- Rows with owner, due time and state: tasks of cases, and the alarms of the other modules.
CREATE TABLE alarm (
  source text NOT NULL,
  alarm_id text NOT NULL,
  owner text NOT NULL,
  state text NOT NULL,
  case_ref text,
  due_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (source, alarm_id)
);
CREATE INDEX alarm_due ON alarm (due_at_ms, source, alarm_id) WHERE state <> 'DONE';
CREATE INDEX alarm_case ON alarm (case_ref);

-- An order of this zone's courts, and how its answer stands.
CREATE TABLE sent_order (
  order_id text PRIMARY KEY,
  case_ref text NOT NULL,
  institution text NOT NULL,
  annex_digest text,
  state text NOT NULL,
  sent_at_ms bigint NOT NULL,
  result_at_ms bigint,
  answer_digest text,
  record jsonb NOT NULL
);
CREATE INDEX sent_order_recent ON sent_order (sent_at_ms DESC, order_id);
CREATE INDEX sent_order_answered ON sent_order (result_at_ms, order_id) WHERE answer_digest IS NOT NULL;
CREATE INDEX sent_order_case ON sent_order (case_ref, sent_at_ms DESC);

-- An order of another zone's courts to an institution of this one.
CREATE TABLE received_order (
  client text NOT NULL,
  order_id text NOT NULL,
  institution text NOT NULL,
  annex_digest text,
  state text NOT NULL,
  is_open boolean NOT NULL,
  received_at_ms bigint NOT NULL,
  deadline_ms bigint NOT NULL,
  answer_digest text,
  record jsonb NOT NULL,
  PRIMARY KEY (client, order_id)
);
CREATE INDEX received_order_recent ON received_order (institution, received_at_ms DESC, order_id);
CREATE INDEX received_order_arrival ON received_order (received_at_ms, order_id);
CREATE INDEX received_order_id ON received_order (order_id);
CREATE INDEX received_order_open ON received_order (institution, deadline_ms) WHERE is_open;

-- What stands, or stood, on an asset of an institution of this zone.
CREATE TABLE measure (
  measure_id text PRIMARY KEY,
  institution text NOT NULL,
  asset_key text NOT NULL,
  order_id text NOT NULL,
  state text NOT NULL,
  registered_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX measure_recent ON measure (institution, registered_at_ms DESC, measure_id);
CREATE INDEX measure_order ON measure (order_id);
CREATE INDEX measure_asset ON measure (asset_key);

CREATE TABLE enforcement (
  case_ref text PRIMARY KEY,
  organisation text NOT NULL,
  state text NOT NULL,
  opened_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX enforcement_recent ON enforcement (opened_at_ms DESC, case_ref);

CREATE TABLE enforcement_statement (
  case_ref text NOT NULL,
  number text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, number)
);

-- Freezes and seals that this zone's courts ordered.
CREATE TABLE enforcement_control (
  case_ref text NOT NULL,
  order_id text NOT NULL,
  institution text NOT NULL,
  state text NOT NULL,
  limit_cents bigint,
  measure_id text,
  to_day text,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, order_id)
);

-- What the ledger proposes about measures, for a person to decide.
CREATE TABLE release_proposal (
  case_ref text NOT NULL,
  proposal_id text NOT NULL,
  state text NOT NULL,
  proposed_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, proposal_id)
);

-- Preservations, objections, transfers, sales, debts of third parties, wrongs, rounds of a case.
CREATE TABLE matter (
  kind text NOT NULL,
  key1 text NOT NULL,
  key2 text NOT NULL,
  case_ref text NOT NULL,
  other_case text,
  state text,
  due_on text,
  record jsonb NOT NULL,
  PRIMARY KEY (kind, key1, key2)
);
CREATE INDEX matter_case ON matter (case_ref, kind);
CREATE INDEX matter_other_case ON matter (other_case) WHERE other_case IS NOT NULL;

CREATE TABLE instrument (
  instrument_id text PRIMARY KEY,
  case_ref text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  signed_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX instrument_case ON instrument (case_ref, signed_at_ms);
CREATE INDEX instrument_document ON instrument ((record->>'documentDigest'));

CREATE TABLE order_dispatch (
  order_id text PRIMARY KEY,
  outcome text,
  deadline_ms bigint NOT NULL,
  record jsonb NOT NULL
);

-- What became of measures after their orders were answered.
CREATE TABLE measure_notice (
  client text NOT NULL,
  notice_id text NOT NULL,
  order_id text NOT NULL,
  at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, notice_id)
);
CREATE INDEX measure_notice_order ON measure_notice (order_id, at_ms);

-- What an institution has objected to in writing, with the court's answer; on both ledgers.
CREATE TABLE order_objection (
  client text NOT NULL,
  objection_id text NOT NULL,
  order_id text NOT NULL,
  raised_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, objection_id)
);
CREATE INDEX order_objection_order ON order_objection (order_id, raised_at_ms);

-- Credit lists. An entry that has ended has no row here: nothing leads to the person any more.
CREATE TABLE credit_entry (
  entry_id text PRIMARY KEY,
  case_ref text NOT NULL,
  organisation text NOT NULL,
  list text NOT NULL,
  state text NOT NULL,
  index_key text NOT NULL,
  changed_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX credit_entry_recent ON credit_entry (changed_at_ms DESC, entry_id);
CREATE INDEX credit_entry_case ON credit_entry (case_ref);
CREATE INDEX credit_entry_person ON credit_entry (index_key);

-- Who is limited together with a unit.
CREATE TABLE credit_co_subject (
  entry_id text NOT NULL,
  n integer NOT NULL,
  index_key text NOT NULL,
  PRIMARY KEY (entry_id, n)
);
CREATE INDEX credit_co_subject_person ON credit_co_subject (index_key);

CREATE TABLE credit_ended (
  entry_id text PRIMARY KEY,
  list text NOT NULL,
  ended_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX credit_ended_recent ON credit_ended (ended_at_ms DESC, entry_id);

CREATE TABLE credit_subscription (
  client text NOT NULL,
  subscriber text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber)
);

-- At the court and at the subscriber.
CREATE TABLE credit_subscription_request (
  client text NOT NULL,
  subscriber text NOT NULL,
  request_id text NOT NULL,
  state text NOT NULL,
  asked_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, request_id)
);
CREATE INDEX credit_subscription_request_recent ON credit_subscription_request (asked_at_ms DESC, request_id);

CREATE TABLE credit_share (
  client text NOT NULL,
  subscriber text NOT NULL,
  entry_id text NOT NULL,
  sent_at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, entry_id)
);
CREATE INDEX credit_share_entry ON credit_share (entry_id);
CREATE INDEX credit_share_recent ON credit_share (sent_at_ms DESC, entry_id);

CREATE TABLE credit_withdrawal (
  entry_id text NOT NULL,
  client text NOT NULL,
  subscriber text NOT NULL,
  withdrawn_at_ms bigint NOT NULL,
  confirmed_at_ms bigint,
  record jsonb NOT NULL,
  PRIMARY KEY (entry_id, client, subscriber)
);
CREATE INDEX credit_withdrawal_open ON credit_withdrawal (withdrawn_at_ms) WHERE confirmed_at_ms IS NULL;

CREATE TABLE credit_packet (
  client text NOT NULL,
  sequence text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, sequence)
);

-- Look-ups of a day; the record is their number.
CREATE TABLE credit_lookup (
  day text NOT NULL,
  subscriber text NOT NULL,
  purpose text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (day, subscriber, purpose)
);

CREATE TABLE credit_use (
  client text NOT NULL,
  subscriber text NOT NULL,
  use_id text NOT NULL,
  entry_id text NOT NULL,
  on_day text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, use_id)
);
CREATE INDEX credit_use_entry ON credit_use (entry_id, on_day);

CREATE TABLE credit_reconciliation (
  client text NOT NULL,
  subscriber text NOT NULL,
  month text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, month)
);

CREATE TABLE credit_alarm (
  subject text NOT NULL,
  kind text NOT NULL,
  client text NOT NULL,
  subscriber text NOT NULL,
  owner text NOT NULL,
  raised_at_ms bigint NOT NULL,
  ended_at_ms bigint,
  record jsonb NOT NULL,
  PRIMARY KEY (subject, kind, client, subscriber)
);
CREATE INDEX credit_alarm_open ON credit_alarm (raised_at_ms) WHERE ended_at_ms IS NULL;

-- Steps of an agreement, with what explains each.
CREATE TABLE agreement_step (
  machine_id text NOT NULL,
  subject text NOT NULL,
  n text NOT NULL,
  transition text NOT NULL,
  at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (machine_id, subject, n)
);
CREATE INDEX agreement_step_subject ON agreement_step (subject);

CREATE TABLE agreement_standing (
  machine_id text PRIMARY KEY,
  record jsonb NOT NULL
);

-- How many leaves of each list stand under an index key; nothing where there are none.
CREATE TABLE credit_active (
  index_key text PRIMARY KEY,
  record jsonb NOT NULL
);

-- Credit lists at a zone of subscribers: what is held for each, and the receipts that it gave.
CREATE TABLE held_entry (
  client text NOT NULL,
  subscriber text NOT NULL,
  entry_id text NOT NULL,
  revision integer NOT NULL,
  has_person boolean NOT NULL,
  received_at_ms bigint NOT NULL,
  withdrawn_at_ms bigint,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, entry_id)
);
CREATE INDEX held_entry_subscriber ON held_entry (subscriber, received_at_ms DESC, entry_id);
CREATE INDEX held_entry_id ON held_entry (entry_id);
CREATE INDEX held_entry_withdrawn ON held_entry (subscriber, withdrawn_at_ms) WHERE withdrawn_at_ms IS NOT NULL;

CREATE TABLE held_receipt (
  client text NOT NULL,
  subscriber text NOT NULL,
  entry_id text NOT NULL,
  revision integer NOT NULL,
  is_withdrawal boolean NOT NULL,
  at_ms bigint NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (client, subscriber, entry_id)
);
CREATE INDEX held_receipt_recent ON held_receipt (subscriber, at_ms DESC, entry_id);

-- Fines, detention and exit restriction of a court's cases.
CREATE TABLE personal_measure (
  measure_id text PRIMARY KEY,
  case_ref text NOT NULL,
  organisation text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  subject text NOT NULL,
  changed_at_ms bigint NOT NULL,
  record jsonb NOT NULL
);
CREATE INDEX personal_measure_case ON personal_measure (case_ref);
CREATE INDEX personal_measure_recent ON personal_measure (changed_at_ms DESC, measure_id);
CREATE INDEX personal_measure_subject ON personal_measure (subject);

-- Time that debtors were given before anybody decides on a list; gone when it is over.
CREATE TABLE credit_grace (
  case_ref text NOT NULL,
  index_key text NOT NULL,
  entry_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (case_ref, index_key)
);
CREATE INDEX credit_grace_entry ON credit_grace (entry_id);
