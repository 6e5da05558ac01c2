/** Annexes that were sent, and those that are waited for. */
export const sql0002 = `
create table vault.annex_out (
  reference text not null,
  recipient text not null,
  digest text not null,
  subject text references vault.subject,
  envelope bytea not null,
  stored_at_ms bigint not null,
  next_push_at_ms bigint,
  pushes integer not null default 0,
  delivered_at_ms bigint,
  keep_until_ms bigint not null,
  primary key (reference, recipient)
);
create index annex_out_due on vault.annex_out (next_push_at_ms) where delivered_at_ms is null;
create table vault.annex_in (
  reference text not null,
  sender text not null,
  digest text not null,
  state text not null check (state in ('EXPECTED', 'RETRIEVED', 'FAILED')),
  reason text,
  subject text references vault.subject,
  chain_id text not null,
  packet text not null,
  purpose text not null,
  expected_at_ms bigint not null,
  fails_at_ms bigint not null,
  next_pull_at_ms bigint,
  pulls integer not null default 0,
  ended_at_ms bigint,
  recorded_tx text,
  primary key (reference, sender)
);
create index annex_in_open on vault.annex_in (next_pull_at_ms) where state = 'EXPECTED';
create index annex_in_unrecorded on vault.annex_in (ended_at_ms) where recorded_tx is null and state <> 'EXPECTED';
create table vault.pull_seen (
  puller text not null,
  nonce text not null,
  at_ms bigint not null,
  primary key (puller, nonce)
);
`
