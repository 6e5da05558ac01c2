-- Alarms that a person ended: who, and the commitment of the reasons, which lie in the vault.
ALTER TABLE institution_alarm
  ADD COLUMN ended_officer text,
  ADD COLUMN ended_reasons text;
