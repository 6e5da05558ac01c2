-- Debtors, property, officers and documents of enforcement. Names, numbers and amounts lie in the vault.
CREATE TABLE enforcement_debtor (
  case_ref text NOT NULL,
  debtor_id text NOT NULL,
  kind text NOT NULL,
  id_type text NOT NULL,
  commitment text NOT NULL,
  added_at_ms bigint NOT NULL,
  PRIMARY KEY (case_ref, debtor_id)
);

CREATE TABLE enforcement_property (
  property_id text PRIMARY KEY,
  case_ref text NOT NULL,
  debtor_id text NOT NULL,
  institution text NOT NULL,
  asset text NOT NULL,
  number_tag text NOT NULL,
  commitment text NOT NULL,
  source text NOT NULL CHECK (source IN ('ANSWER', 'ENTERED')),
  order_id text,
  found_on text NOT NULL,
  added_at_ms bigint NOT NULL,
  estimate text,
  estimate_officer text,
  estimate_on text,
  FOREIGN KEY (case_ref, debtor_id) REFERENCES enforcement_debtor,
  UNIQUE (case_ref, number_tag)
);

CREATE TABLE enforcement_officer (
  organisation text NOT NULL,
  officer text NOT NULL,
  commitment text NOT NULL,
  filed_at_ms bigint NOT NULL,
  PRIMARY KEY (organisation, officer)
);

CREATE TABLE enforcement_instrument (
  instrument_id text PRIMARY KEY,
  case_ref text NOT NULL,
  commitment text NOT NULL,
  made_at_ms bigint NOT NULL
);
CREATE INDEX enforcement_instrument_case ON enforcement_instrument (case_ref);

CREATE TABLE enforcement_order (
  order_id text PRIMARY KEY,
  instrument_id text NOT NULL REFERENCES enforcement_instrument,
  debtor_id text NOT NULL,
  property_id text REFERENCES enforcement_property,
  annex_digest text NOT NULL,
  answer text
);
CREATE INDEX enforcement_order_instrument ON enforcement_order (instrument_id);
CREATE INDEX enforcement_order_property ON enforcement_order (property_id);
