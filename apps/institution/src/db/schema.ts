/** Applied when the database is empty. Days and instants are texts: they are compared and told, never computed with. */
export const SCHEMA = `
create table asset (
  id bigserial primary key,
  asset_no text not null,
  sub_account text not null,
  security_code text not null,
  holder_name text not null,
  former_names text[] not null,
  id_type text not null,
  id_no text not null,
  quantity bigint not null check (quantity >= 0),
  currency text,
  is_closed boolean not null,
  special_fund text,
  details jsonb not null,
  unique (asset_no, sub_account, security_code)
);
create index asset_of_person on asset (id_type, id_no);
create index asset_of_name on asset (holder_name);
create table measure (
  id bigserial primary key,
  asset bigint not null references asset,
  request_no text not null,
  seq integer not null,
  court_id text not null,
  court_name text not null,
  case_no text not null,
  state text not null check (state in ('EFFECTIVE', 'WAITING', 'ENDED')),
  is_in_only boolean not null,
  limit_quantity bigint not null check (limit_quantity >= 0),
  from_on text not null,
  to_on text not null,
  registered_at text not null,
  pending bigint not null default 0,
  unique (request_no, seq)
);
create index measure_of_asset on measure (asset, id) where state <> 'ENDED';
create index measure_of_court on measure (court_id, request_no, seq) where state <> 'ENDED';
create index measure_by_end on measure (to_on) where state <> 'ENDED';
create table request (
  request_no text primary key,
  digest text not null,
  answer jsonb not null
);
create table pending_deduction (
  id bigserial primary key,
  request_no text not null references request,
  seq integer not null,
  measure bigint not null references measure,
  amount bigint not null
);
create table payment (
  id bigserial primary key,
  request_no text not null,
  seq integer not null,
  asset bigint not null references asset,
  amount bigint not null check (amount > 0),
  target_account text not null
);
create table batch_turn (sender text primary key, last bigint not null);
`
/** What a backup holds, in the order in which it goes back. */
export const TABLES = ['asset', 'measure', 'request', 'pending_deduction', 'payment', 'batch_turn'] as const
/** Their numbers go on where the backup stood. */
export const NUMBERED = ['asset', 'measure', 'pending_deduction', 'payment'] as const
