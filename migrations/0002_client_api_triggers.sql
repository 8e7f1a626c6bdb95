-- What has changed, for everything that happens afterwards: see server/changes. Statement-level where rows come in
-- batches (one call a statement), row-level with a condition where only some updates matter.
-- What somebody brings in from an archive is old: it may be found, but nobody is told of it (server/posts/bring-in.ts).
CREATE FUNCTION note_new_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id)
    SELECT CASE WHEN coalesce(current_setting('folkmoot.quiet', true), '') = 'import' THEN 'post.imported' ELSE 'post.created' END,
      id, account_id FROM fresh;
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
-- Nobody is told at once of what is kept apart: it makes a request instead, when it says something.
CREATE FUNCTION note_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id)
    SELECT 'notification.created', id, account_id FROM fresh WHERE NOT filtered;
  IF EXISTS (SELECT FROM fresh WHERE filtered AND kind IN ('mention', 'reply', 'quote')) THEN
    INSERT INTO notification_requests (id, account_id, from_account_id, created_at)
      SELECT DISTINCT ON (account_id, from_account_id) id, account_id, from_account_id, created_at FROM fresh
      WHERE filtered AND kind IN ('mention', 'reply', 'quote') ORDER BY account_id, from_account_id, id
      ON CONFLICT DO NOTHING;
  END IF;
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
  EXECUTE FUNCTION note_row('account.updated');--> statement-breakpoint
-- Counted budgets may be lost in a crash of the database: nothing is written to its log for them.
ALTER TABLE rate_limits SET UNLOGGED;--> statement-breakpoint
CREATE FUNCTION note_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('account.approved', NEW.account_id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER logins_approved AFTER UPDATE ON logins FOR EACH ROW
  WHEN (old.approved_at IS NULL AND new.approved_at IS NOT NULL)
  EXECUTE FUNCTION note_approval();--> statement-breakpoint
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
  EXECUTE FUNCTION note_login();--> statement-breakpoint
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
  EXECUTE FUNCTION note_row('account.indexable');--> statement-breakpoint
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
  FOR EACH ROW EXECUTE FUNCTION note_announcement_reaction();--> statement-breakpoint
-- What becomes of a notification, for every statement that writes one. The conditions are Mastodon's (NotifyService): what
-- an account does not want is not kept (`drop`) or kept apart (`filter`); the accounts it follows, and those whose requests
-- it accepted, come through. Volatile, because it must see the post that the calling statement has just written.
CREATE FUNCTION notification_verdict(recipient uuid, sender uuid, kind text, post uuid, told timestamptz)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  verdicts CONSTANT text[] := ARRAY['accept', 'filter', 'drop'];
  roles CONSTANT text[] := ARRAY['member', 'moderator', 'admin', 'owner'];
  is_message CONSTANT boolean := kind IN ('mention', 'reply');
  s record;
  worst text[] := '{}';
BEGIN
  SELECT a.limited, a.kind IN ('service', 'application') AS is_bot, coalesce(a.published_at, a.created_at) AS since, p.*,
    EXISTS (SELECT FROM follows f
      WHERE f.follower_id = recipient AND f.followee_id = sender AND f.state = 'accepted') AS is_followed,
    EXISTS (SELECT FROM posts o JOIN conversation_mutes m ON m.conversation_id = o.conversation_id
      WHERE o.id = post AND m.account_id = recipient) AS is_muted
  INTO s FROM accounts a LEFT JOIN notification_policies p ON p.account_id = recipient WHERE a.id = sender;
  IF s.is_muted THEN RETURN 'drop'; END IF;
  IF NOT is_message AND kind NOT IN ('like', 'reaction', 'boost', 'follow', 'follow-request', 'quote') THEN
    RETURN 'accept';
  END IF;
  IF NOT s.is_followed THEN
    worst := worst || s.for_not_following;
    IF s.limited THEN worst := worst || coalesce(s.for_limited_accounts, 'filter'); END IF;
    IF s.is_bot THEN worst := worst || s.for_bots; END IF;
    IF s.since > told - interval '30 days' THEN worst := worst || s.for_new_accounts; END IF;
    IF is_message AND s.for_private_mentions IS DISTINCT FROM 'accept'
      AND is_unasked_in_private(recipient, sender, post) THEN
      worst := worst || coalesce(s.for_private_mentions, 'filter');
    END IF;
  END IF;
  IF s.for_not_followers <> 'accept' AND NOT EXISTS (SELECT FROM follows f
      WHERE f.follower_id = sender AND f.followee_id = recipient AND f.state = 'accepted'
        AND coalesce(f.accepted_at, f.created_at) <= told - interval '3 days') THEN
    worst := worst || s.for_not_followers;
  END IF;
  -- What no policy says anything about is null here.
  IF NOT worst && ARRAY['filter', 'drop'] THEN RETURN 'accept'; END IF;
  IF EXISTS (SELECT FROM notification_permissions n WHERE n.account_id = recipient AND n.from_account_id = sender)
    OR (is_message AND EXISTS (SELECT FROM logins theirs JOIN logins own ON own.account_id = recipient
      WHERE theirs.account_id = sender AND array_position(roles, theirs.role) > array_position(roles, own.role))) THEN
    RETURN 'accept';
  END IF;
  RETURN verdicts[(SELECT max(array_position(verdicts, each)) FROM unnest(worst) AS each)];
END $$;--> statement-breakpoint
-- Whether a direct post does not answer one, up to a hundred above it, in which the recipient addressed the sender.
CREATE FUNCTION is_unasked_in_private(recipient uuid, sender uuid, post uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM posts o WHERE o.id = post AND o.visibility = 'direct') THEN RETURN false; END IF;
  RETURN NOT EXISTS (
    WITH RECURSIVE above AS (
      SELECT o.in_reply_to_id AS id, 1 AS depth FROM posts o WHERE o.id = post
      UNION ALL
      SELECT o.in_reply_to_id, u.depth + 1 FROM above u JOIN posts o ON o.id = u.id WHERE u.depth < 100
    )
    SELECT FROM above u JOIN posts o ON o.id = u.id JOIN post_mentions m ON m.post_id = o.id
    WHERE o.account_id = recipient AND o.visibility = 'direct' AND m.account_id = sender);
END $$;--> statement-breakpoint
-- What is done to one post, or the like, within the same twelve hours is one group. Nothing is looked up for it: a like
-- may come as the thousandth of a minute.
CREATE FUNCTION notification_group(kind text, post uuid, told timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE kind WHEN 'like' THEN 'favourite-' || post WHEN 'boost' THEN 'reblog-' || post
    WHEN 'follow' THEN 'follow' WHEN 'sign-up' THEN 'admin.sign_up' END
    || '-' || floor(extract(epoch FROM told) / 43200)
$$;--> statement-breakpoint
CREATE FUNCTION judge_notification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  verdict text := notification_verdict(NEW.account_id, NEW.from_account_id, NEW.kind, NEW.post_id, NEW.created_at);
BEGIN
  IF verdict = 'drop' THEN RETURN NULL; END IF;
  NEW.filtered := verdict = 'filter';
  IF NOT NEW.filtered THEN
    NEW.group_key := notification_group(NEW.kind, NEW.post_id, NEW.created_at);
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER notifications_judged BEFORE INSERT ON notifications
  FOR EACH ROW EXECUTE FUNCTION judge_notification();--> statement-breakpoint
CREATE FUNCTION note_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('account.confirmed', NEW.account_id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER logins_confirmed AFTER UPDATE ON logins FOR EACH ROW
  WHEN (old.email_confirmed_at IS NULL AND new.email_confirmed_at IS NOT NULL)
  EXECUTE FUNCTION note_confirmation();--> statement-breakpoint
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
  ) e GROUP BY 1, 2;--> statement-breakpoint
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
  WHEN (old.quote_id IS NOT NULL) EXECUTE FUNCTION count_quotes();--> statement-breakpoint
UPDATE posts p SET quotes_count = q.n FROM (
  SELECT quote_id, count(*)::int AS n FROM posts
  WHERE quote_id IS NOT NULL AND quote_state = 'accepted' AND deleted_at IS NULL GROUP BY 1
) q WHERE p.id = q.quote_id;
