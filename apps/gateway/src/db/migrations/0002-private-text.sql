-- What the ledger holds as a salted digest only: grounds, names. Kept until the vault takes it over.
CREATE TABLE private_text (
  kind text NOT NULL,
  subject text NOT NULL,
  salt text NOT NULL,
  value text NOT NULL,
  made_at_ms bigint NOT NULL,
  PRIMARY KEY (kind, subject)
);
