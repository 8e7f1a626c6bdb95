-- Whoever is connected with a token that is revoked, or to an account that is suspended or locked out, is cut off by every
-- process of the node: see server/streaming.
CREATE FUNCTION note_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('token.revoked', OLD.id, OLD.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER oauth_tokens_revoked AFTER DELETE ON oauth_tokens FOR EACH ROW EXECUTE FUNCTION note_token();--> statement-breakpoint
CREATE TRIGGER accounts_barred AFTER UPDATE OF state ON accounts FOR EACH ROW
  WHEN (new.domain IS NULL AND new.state <> 'active' AND old.state = 'active')
  EXECUTE FUNCTION note_row('account.barred');--> statement-breakpoint
CREATE FUNCTION note_login() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('account.barred', NEW.account_id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER logins_disabled AFTER UPDATE OF disabled_at ON logins FOR EACH ROW
  WHEN (new.disabled_at IS NOT NULL AND old.disabled_at IS NULL)
  EXECUTE FUNCTION note_login();
