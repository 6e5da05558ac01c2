/** Subjects, their keys, fields, indexes, erasures. */
export const sql0001 = `
create table vault.subject (
  subject text primary key check (subject ~ '^[0-9a-f]{32}$'),
  created_at_ms bigint not null,
  erased_at_ms bigint
);
-- Apart from the fields: erasure deletes here, and nothing else is needed.
create table vault.subject_key (
  subject text primary key references vault.subject,
  key_id text not null,
  nonce bytea not null,
  wrapped bytea not null
);
create index subject_key_by_key on vault.subject_key (key_id);
create table vault.field (
  id text primary key check (id ~ '^[0-9a-f]{32}$'),
  subject text not null references vault.subject,
  record text not null,
  name text not null,
  digest text not null,
  nonce bytea not null,
  sealed bytea not null,
  clock text not null,
  delete_on date,
  stored_at_ms bigint not null
);
create index field_by_subject on vault.field (subject, name);
create index field_by_record on vault.field (record, name);
create index field_due on vault.field (delete_on) where delete_on is not null;
create table vault.epoch (
  purpose text not null,
  epoch integer not null check (epoch > 0),
  state text not null check (state in ('BUILDING', 'COMPLETE', 'RETIRED')),
  field_name text not null,
  key_id text not null,
  nonce bytea not null,
  wrapped bytea not null,
  opened_at_ms bigint not null,
  primary key (purpose, epoch)
);
create unique index epoch_building on vault.epoch (purpose) where state = 'BUILDING';
create unique index epoch_complete on vault.epoch (purpose) where state = 'COMPLETE';
create table vault.index_entry (
  purpose text not null,
  epoch integer not null,
  index_key text not null,
  subject text not null references vault.subject,
  commitment text not null,
  signature bytea not null,
  primary key (purpose, epoch, index_key),
  foreign key (purpose, epoch) references vault.epoch (purpose, epoch)
);
create unique index index_entry_of_subject on vault.index_entry (purpose, epoch, subject);
create table vault.erasure (
  n integer primary key check (n > 0),
  subject text not null unique,
  certificate text not null
);
`
