/** Which subject a committed text belongs to. A row outlives the text and its key: that something was erased can still be said. */
export const sql0003 = `
create table vault.text (
  commitment text primary key,
  name text not null,
  subject text not null references vault.subject,
  kept_at_ms bigint not null
);
create index text_of_subject on vault.text (subject);
`
