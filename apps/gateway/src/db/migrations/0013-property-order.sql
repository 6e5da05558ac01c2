-- Property is listed as it was found; the ledger's time is the same for what one block brings.
ALTER TABLE enforcement_property ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;
