-- posts.quotes_count: how many quotes of a post stand. Rows are inserted without what they quote, which is linked later,
-- so that inserts need no trigger.
CREATE FUNCTION count_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted_before boolean := OLD.quote_id IS NOT NULL AND OLD.quote_state = 'accepted' AND OLD.deleted_at IS NULL;
  counts_now boolean := false;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    counts_now := NEW.quote_id IS NOT NULL AND NEW.quote_state = 'accepted' AND NEW.deleted_at IS NULL;
  END IF;
  IF counted_before AND NOT counts_now THEN
    UPDATE posts SET quotes_count = greatest(quotes_count - 1, 0) WHERE id = OLD.quote_id;
  ELSIF counts_now AND NOT counted_before THEN
    UPDATE posts SET quotes_count = quotes_count + 1 WHERE id = NEW.quote_id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_quotes_changed AFTER UPDATE ON posts FOR EACH ROW
  WHEN ((new.quote_id IS NOT NULL OR old.quote_id IS NOT NULL)
    AND (new.quote_id, new.quote_state, new.deleted_at) IS DISTINCT FROM (old.quote_id, old.quote_state, old.deleted_at))
  EXECUTE FUNCTION count_quotes();--> statement-breakpoint
CREATE TRIGGER posts_quotes_removed AFTER DELETE ON posts FOR EACH ROW
  WHEN (old.quote_id IS NOT NULL) EXECUTE FUNCTION count_quotes();
