import type { StoreSetup } from '../db/store.ts'

/**
 * What the platform holds, what it has deleted, and the copy that its public page reads. Applied when the database is empty. Days are
 * texts: they are told, never computed with.
 */
const SCHEMA = `
create table credit_record (
  record_id text primary key,
  revision integer not null,
  set_name text not null,
  digest text not null,
  is_hidden boolean not null,
  record jsonb not null
);
create table deleted_record (record_id text primary key, revision integer not null);
create table public_copy (
  record_id text primary key,
  set_name text not null,
  name text not null,
  number text not null,
  record jsonb not null
);
create index public_copy_person on public_copy (number, name);
`

export const PLATFORM_SETUP: StoreSetup = {
  schema: SCHEMA,
  tables: ['credit_record', 'deleted_record', 'public_copy'],
  numbered: [],
  fill: () => Promise.resolve(),
}
