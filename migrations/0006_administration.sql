-- Counted budgets may be lost in a crash of the database: nothing is written to its log for them.
ALTER TABLE rate_limits SET UNLOGGED;--> statement-breakpoint
CREATE FUNCTION note_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('account.approved', NEW.account_id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER logins_approved AFTER UPDATE ON logins FOR EACH ROW
  WHEN (old.approved_at IS NULL AND new.approved_at IS NOT NULL)
  EXECUTE FUNCTION note_approval();
