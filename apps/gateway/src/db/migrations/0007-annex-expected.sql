-- When a report was made and until when it holds stand in the report, which is read from the vault.
ALTER TABLE annex_expected DROP COLUMN generated_at_ms, DROP COLUMN valid_until_ms;
