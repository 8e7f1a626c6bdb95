CREATE TABLE "account_marks" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_marks" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"labels" text[] DEFAULT '{}' NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "removed_parts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"row" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "strikes" ADD COLUMN "action_id" uuid;--> statement-breakpoint
ALTER TABLE "hashtags" ADD COLUMN "limited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "account_marks" ADD CONSTRAINT "account_marks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_marks" ADD CONSTRAINT "post_marks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removed_parts" ADD CONSTRAINT "removed_parts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "removed_parts_post" ON "removed_parts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "strikes_action" ON "strikes" USING btree ("action_id") WHERE "strikes"."action_id" is not null;
--> statement-breakpoint
-- What comes back with a post is neither news nor judged again: see server/posts/store/remove.ts.
CREATE OR REPLACE FUNCTION note_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('folkmoot.quiet', true), '') = 'restore' THEN RETURN NULL; END IF;
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
CREATE OR REPLACE FUNCTION judge_notification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  verdict text;
BEGIN
  IF coalesce(current_setting('folkmoot.quiet', true), '') = 'restore' THEN RETURN NEW; END IF;
  verdict := notification_verdict(NEW.account_id, NEW.from_account_id, NEW.kind, NEW.post_id, NEW.created_at);
  IF verdict = 'drop' THEN RETURN NULL; END IF;
  NEW.filtered := verdict = 'filter';
  IF NOT NEW.filtered THEN
    NEW.group_key := notification_group(NEW.kind, NEW.post_id, NEW.created_at);
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
-- Moderators brought a post back, or changed how it is shown.
CREATE TRIGGER posts_moderated AFTER UPDATE ON posts FOR EACH ROW
  WHEN (new.deleted_at IS NULL AND (old.deleted_at IS NOT NULL
    OR (new.original_sensitive IS NULL) <> (old.original_sensitive IS NULL)
    OR new.original_visibility IS DISTINCT FROM old.original_visibility))
  EXECUTE FUNCTION note_post('post.moderated');
