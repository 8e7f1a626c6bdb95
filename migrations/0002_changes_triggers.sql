-- What has changed, for everything that happens afterwards: see server/changes. Statement-level where rows come in
-- batches (one call a statement), row-level with a condition where only some updates matter.
CREATE FUNCTION note_new_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) SELECT 'post.created', id, account_id FROM fresh;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_created AFTER INSERT ON posts REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_posts();--> statement-breakpoint
CREATE FUNCTION note_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES (TG_ARGV[0], OLD.id, OLD.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_edited AFTER UPDATE ON posts FOR EACH ROW
  WHEN (new.deleted_at IS NULL AND new.edited_at IS DISTINCT FROM old.edited_at)
  EXECUTE FUNCTION note_post('post.edited');--> statement-breakpoint
CREATE TRIGGER posts_emptied AFTER UPDATE ON posts FOR EACH ROW
  WHEN (new.deleted_at IS NOT NULL AND old.deleted_at IS NULL)
  EXECUTE FUNCTION note_post('post.deleted');--> statement-breakpoint
CREATE TRIGGER posts_removed AFTER DELETE ON posts FOR EACH ROW
  WHEN (old.deleted_at IS NULL)
  EXECUTE FUNCTION note_post('post.deleted');--> statement-breakpoint
CREATE TRIGGER boosts_removed AFTER DELETE ON boosts FOR EACH ROW
  EXECUTE FUNCTION note_post('boost.deleted');--> statement-breakpoint
-- One change an entry, however many timelines it is on. What a new follow brings in is old, and says nothing.
CREATE FUNCTION note_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('folkmoot.quiet', true), '') = '' THEN
    INSERT INTO changes (kind, subject_id, account_id)
      SELECT DISTINCT 'home.added', entry_id, boosted_by_id FROM fresh;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER home_entries_added AFTER INSERT ON home_entries REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_home();--> statement-breakpoint
CREATE FUNCTION note_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) SELECT 'notification.created', id, account_id FROM fresh;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER notifications_created AFTER INSERT ON notifications REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_notifications();--> statement-breakpoint
CREATE FUNCTION note_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id) VALUES (TG_ARGV[0], NEW.id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER reports_created AFTER INSERT ON reports FOR EACH ROW EXECUTE FUNCTION note_row('report.created');--> statement-breakpoint
CREATE TRIGGER reports_updated AFTER UPDATE ON reports FOR EACH ROW EXECUTE FUNCTION note_row('report.updated');--> statement-breakpoint
CREATE TRIGGER accounts_created AFTER INSERT ON accounts FOR EACH ROW
  WHEN (new.domain IS NULL AND new.kind <> 'application') EXECUTE FUNCTION note_row('account.created');--> statement-breakpoint
CREATE TRIGGER accounts_updated AFTER UPDATE ON accounts FOR EACH ROW
  WHEN (new.domain IS NULL AND new.updated_at IS DISTINCT FROM old.updated_at)
  EXECUTE FUNCTION note_row('account.updated');
