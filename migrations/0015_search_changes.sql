-- What makes a post findable for somebody of this node, or for everybody: see server/search. What accounts of other servers
-- do concerns no search here.
CREATE FUNCTION note_engaged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id)
    SELECT DISTINCT 'post.engaged', f.post_id, f.account_id FROM fresh f
    JOIN accounts a ON a.id = f.account_id WHERE a.domain IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER reactions_engage AFTER INSERT ON reactions REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_engaged();--> statement-breakpoint
CREATE TRIGGER boosts_engage AFTER INSERT ON boosts REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_engaged();--> statement-breakpoint
CREATE TRIGGER bookmarks_engage AFTER INSERT ON bookmarks REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_engaged();--> statement-breakpoint
CREATE TRIGGER poll_votes_engage AFTER INSERT ON poll_votes REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_engaged();--> statement-breakpoint
CREATE TRIGGER accounts_indexable AFTER UPDATE ON accounts FOR EACH ROW
  WHEN (new.indexable IS DISTINCT FROM old.indexable)
  EXECUTE FUNCTION note_row('account.indexable');
