-- Keeps `conversations` as direct posts come, move and go. Local accounts alone have rows.
CREATE FUNCTION note_conversations_of_authors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversations AS c (account_id, conversation_id, last_post_id, unread)
    SELECT f.account_id, f.conversation_id, max(f.id::text)::uuid, false FROM fresh f
    WHERE f.visibility = 'direct' AND f.is_local
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (conversation_id, account_id) DO UPDATE SET
      unread = CASE WHEN excluded.last_post_id > c.last_post_id THEN false ELSE c.unread END,
      last_post_id = greatest(c.last_post_id, excluded.last_post_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_conversations AFTER INSERT ON posts REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_conversations_of_authors();--> statement-breakpoint
CREATE FUNCTION note_conversations_of_mentioned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversations AS c (account_id, conversation_id, last_post_id, unread)
    SELECT f.account_id, p.conversation_id, max(p.id::text)::uuid, true FROM fresh f
    JOIN posts p ON p.id = f.post_id AND p.visibility = 'direct' AND p.account_id <> f.account_id
    JOIN accounts a ON a.id = f.account_id AND a.domain IS NULL
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (conversation_id, account_id) DO UPDATE SET unread = true,
      last_post_id = greatest(c.last_post_id, excluded.last_post_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER post_mentions_conversations AFTER INSERT ON post_mentions REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION note_conversations_of_mentioned();--> statement-breakpoint
-- A late parent joins its replies' conversation to its own: all posts of one move, so all its rows do.
CREATE FUNCTION move_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH moved AS (
    DELETE FROM conversations WHERE conversation_id = OLD.conversation_id RETURNING account_id, last_post_id, unread
  )
  INSERT INTO conversations AS c (account_id, conversation_id, last_post_id, unread)
    SELECT account_id, NEW.conversation_id, last_post_id, unread FROM moved ORDER BY 1
    ON CONFLICT (conversation_id, account_id) DO UPDATE SET unread = c.unread OR excluded.unread,
      last_post_id = greatest(c.last_post_id, excluded.last_post_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_moved AFTER UPDATE OF conversation_id ON posts FOR EACH ROW
  WHEN (new.visibility = 'direct' AND new.conversation_id <> old.conversation_id)
  EXECUTE FUNCTION move_conversation();--> statement-breakpoint
-- The post before becomes the last one; a conversation without any is none.
CREATE FUNCTION shorten_conversations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversations c SET last_post_id = n.id FROM (
    SELECT o.account_id, (
      SELECT p.id FROM posts p WHERE p.conversation_id = o.conversation_id AND p.visibility = 'direct'
        AND p.deleted_at IS NULL AND p.id <> OLD.id AND (p.account_id = o.account_id OR EXISTS (
          SELECT FROM post_mentions m WHERE m.post_id = p.id AND m.account_id = o.account_id))
      ORDER BY p.id DESC LIMIT 1) AS id
    FROM conversations o WHERE o.last_post_id = OLD.id
  ) n WHERE c.last_post_id = OLD.id AND c.account_id = n.account_id AND n.id IS NOT NULL;
  DELETE FROM conversations WHERE last_post_id = OLD.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER posts_left_conversation AFTER UPDATE OF deleted_at ON posts FOR EACH ROW
  WHEN (old.visibility = 'direct' AND new.deleted_at IS NOT NULL AND old.deleted_at IS NULL)
  EXECUTE FUNCTION shorten_conversations();--> statement-breakpoint
CREATE TRIGGER posts_lost_to_conversation AFTER DELETE ON posts FOR EACH ROW
  WHEN (old.visibility = 'direct' AND old.deleted_at IS NULL)
  EXECUTE FUNCTION shorten_conversations();--> statement-breakpoint
INSERT INTO conversations (account_id, conversation_id, last_post_id, unread)
  SELECT e.account_id, e.conversation_id, max(e.id::text)::uuid, false FROM (
    SELECT p.account_id, p.conversation_id, p.id FROM posts p
      WHERE p.visibility = 'direct' AND p.is_local AND p.deleted_at IS NULL
    UNION ALL
    SELECT m.account_id, p.conversation_id, p.id FROM post_mentions m
      JOIN posts p ON p.id = m.post_id AND p.visibility = 'direct' AND p.deleted_at IS NULL
      JOIN accounts a ON a.id = m.account_id AND a.domain IS NULL
  ) e GROUP BY 1, 2;
