-- What people who listen are told of announcements: see server/changes.
CREATE FUNCTION note_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was boolean := TG_OP <> 'INSERT' AND OLD.state = 'published';
  happens boolean := TG_OP <> 'DELETE' AND NEW.state = 'published';
BEGIN
  IF was OR happens THEN
    INSERT INTO changes (kind, subject_id) VALUES (
      CASE WHEN NOT was THEN 'announcement.created' WHEN happens THEN 'announcement.updated'
        ELSE 'announcement.deleted' END,
      coalesce(NEW.id, OLD.id));
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER announcements_changed AFTER INSERT OR UPDATE OR DELETE ON announcements
  FOR EACH ROW EXECUTE FUNCTION note_announcement();--> statement-breakpoint
CREATE FUNCTION note_announcement_reaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('announcement.reaction', NEW.id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER announcement_reactions_changed AFTER INSERT OR UPDATE ON announcement_reactions
  FOR EACH ROW EXECUTE FUNCTION note_announcement_reaction();
