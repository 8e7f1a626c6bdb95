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
-- Nobody is told at once of what is kept apart: it makes a request instead, when it says something.
CREATE OR REPLACE FUNCTION note_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE FUNCTION note_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changes (kind, subject_id, account_id) VALUES ('account.confirmed', NEW.account_id, NEW.account_id);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER logins_confirmed AFTER UPDATE ON logins FOR EACH ROW
  WHEN (old.email_confirmed_at IS NULL AND new.email_confirmed_at IS NOT NULL)
  EXECUTE FUNCTION note_confirmation();
