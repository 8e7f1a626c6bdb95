CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"username" text NOT NULL,
	"domain" text,
	"kind" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"display_name" text DEFAULT '' NOT NULL,
	"bio_html" text DEFAULT '' NOT NULL,
	"bio_source" text DEFAULT '' NOT NULL,
	"url" text NOT NULL,
	"inbox" text NOT NULL,
	"shared_inbox" text,
	"outbox" text,
	"followers" text,
	"following" text,
	"featured" text,
	"locked" boolean DEFAULT false NOT NULL,
	"discoverable" boolean DEFAULT true NOT NULL,
	"indexable" boolean DEFAULT false NOT NULL,
	"memorial" boolean DEFAULT false NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"moved_to" text,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"emojis" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"avatar_url" text,
	"avatar_alt" text,
	"header_url" text,
	"owners" text[] DEFAULT '{}' NOT NULL,
	"keys" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"followers_count" integer DEFAULT 0 NOT NULL,
	"following_count" integer DEFAULT 0 NOT NULL,
	"posts_count" integer DEFAULT 0 NOT NULL,
	"last_post_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"fetched_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_iri_unique" UNIQUE("iri"),
	CONSTRAINT "accounts_username_length" CHECK (length("accounts"."username") between 1 and 256)
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"created_by" uuid,
	"max_uses" integer DEFAULT 1 NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitations_uses" CHECK ("invitations"."uses" between 0 and "invitations"."max_uses")
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"email" text,
	"password_hash" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "logins_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"algorithm" text NOT NULL,
	"public_pem" text NOT NULL,
	"private_pem" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "activities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"sender_id" uuid NOT NULL,
	"type" text NOT NULL,
	"body" "bytea" NOT NULL,
	"is_public" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"activity_id" uuid NOT NULL,
	"inbox" text NOT NULL,
	"host" text NOT NULL,
	"order_key" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"refusals" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gone_inboxes" (
	"inbox" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "domain_policies" (
	"domain" text PRIMARY KEY NOT NULL,
	"verdict" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"signature_style" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"open_until" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"last_success_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_account_id" uuid NOT NULL,
	"post_id" uuid,
	"emoji" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notifications_once" UNIQUE NULLS NOT DISTINCT("account_id","kind","from_account_id","post_id","emoji")
);
--> statement-breakpoint
CREATE TABLE "kv_entries" (
	"key" text[] NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "kv_entries_key_pk" PRIMARY KEY("key")
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"dispatched_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "poll_options" (
	"post_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"votes_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "poll_options_post_id_position_pk" PRIMARY KEY("post_id","position")
);
--> statement-breakpoint
CREATE TABLE "poll_votes" (
	"post_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"iri" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "poll_votes_post_id_account_id_position_pk" PRIMARY KEY("post_id","account_id","position"),
	CONSTRAINT "poll_votes_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"multiple" boolean NOT NULL,
	"closes_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"voters_count" integer
);
--> statement-breakpoint
CREATE TABLE "post_hashtags" (
	"hashtag" text NOT NULL,
	"post_id" uuid NOT NULL,
	CONSTRAINT "post_hashtags_hashtag_post_id_pk" PRIMARY KEY("hashtag","post_id")
);
--> statement-breakpoint
CREATE TABLE "post_mentions" (
	"post_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "post_mentions_post_id_account_id_pk" PRIMARY KEY("post_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "post_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"title" text,
	"html" text NOT NULL,
	"warning" text,
	"source" text,
	"sensitive" boolean NOT NULL,
	"media" jsonb NOT NULL,
	"poll_options" text[],
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"account_id" uuid NOT NULL,
	"is_local" boolean NOT NULL,
	"kind" text NOT NULL,
	"type" text NOT NULL,
	"title" text,
	"html" text NOT NULL,
	"warning" text,
	"summary" text,
	"source" text,
	"source_media_type" text,
	"sensitive" boolean DEFAULT false NOT NULL,
	"language" text,
	"visibility" text NOT NULL,
	"url" text NOT NULL,
	"link" text,
	"community_iri" text,
	"in_reply_to_iri" text,
	"in_reply_to_id" uuid,
	"in_reply_to_account_id" uuid,
	"conversation_id" uuid NOT NULL,
	"context" text,
	"quote_iri" text,
	"quote_id" uuid,
	"quote_state" text,
	"quote_authorization" text,
	"quote_policy" text,
	"mentions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"hashtags" text[] DEFAULT '{}' NOT NULL,
	"emojis" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"media" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"place" jsonb,
	"event_starts_at" timestamp with time zone,
	"event_ends_at" timestamp with time zone,
	"rating" double precision,
	"duration" double precision,
	"replies_allowed" boolean,
	"replies_iri" text,
	"replies_count" integer DEFAULT 0 NOT NULL,
	"boosts_count" integer DEFAULT 0 NOT NULL,
	"likes_count" integer DEFAULT 0 NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "posts_iri_unique" UNIQUE("iri"),
	CONSTRAINT "posts_html_size" CHECK (octet_length("posts"."html") <= 1048576)
);
--> statement-breakpoint
CREATE TABLE "quote_authorizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"post_id" uuid NOT NULL,
	"quoting_iri" text NOT NULL,
	"quoting_account_iri" text NOT NULL,
	"request_iri" text,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"iri" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookmarks" (
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	CONSTRAINT "bookmarks_account_id_post_id_pk" PRIMARY KEY("account_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "boosts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"account_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"visibility" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "boosts_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "pins" (
	"account_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pins_account_id_post_id_pk" PRIMARY KEY("account_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"emoji" text DEFAULT '' NOT NULL,
	"emoji_url" text,
	"iri" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reactions_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"account_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"iri" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "blocks_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "domain_blocks" (
	"account_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "domain_blocks_account_id_domain_pk" PRIMARY KEY("account_id","domain")
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"follower_id" uuid NOT NULL,
	"followee_id" uuid NOT NULL,
	"iri" text NOT NULL,
	"state" text NOT NULL,
	"follower_is_local" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	CONSTRAINT "follows_follower_id_followee_id_pk" PRIMARY KEY("follower_id","followee_id"),
	CONSTRAINT "follows_not_self" CHECK ("follows"."follower_id" <> "follows"."followee_id")
);
--> statement-breakpoint
CREATE TABLE "mutes" (
	"account_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"hides_notifications" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "mutes_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "relays" (
	"id" uuid PRIMARY KEY NOT NULL,
	"inbox" text NOT NULL,
	"actor_iri" text,
	"style" text NOT NULL,
	"state" text NOT NULL,
	"follow_iri" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "relays_inbox_unique" UNIQUE("inbox"),
	CONSTRAINT "relays_follow_iri_unique" UNIQUE("follow_iri")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text,
	"reporter_id" uuid NOT NULL,
	"target_id" uuid,
	"subjects" text[] DEFAULT '{}' NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reports_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "home_entries" (
	"account_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"boosted_by_id" uuid,
	CONSTRAINT "home_entries_account_id_entry_id_pk" PRIMARY KEY("account_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_sender_id_accounts_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_from_account_id_accounts_id_fk" FOREIGN KEY ("from_account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_options" ADD CONSTRAINT "poll_options_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poll_votes" ADD CONSTRAINT "poll_votes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_hashtags" ADD CONSTRAINT "post_hashtags_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_mentions" ADD CONSTRAINT "post_mentions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_mentions" ADD CONSTRAINT "post_mentions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_versions" ADD CONSTRAINT "post_versions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_authorizations" ADD CONSTRAINT "quote_authorizations_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookmarks" ADD CONSTRAINT "bookmarks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boosts" ADD CONSTRAINT "boosts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "boosts" ADD CONSTRAINT "boosts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pins" ADD CONSTRAINT "pins_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain_blocks" ADD CONSTRAINT "domain_blocks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_follower_id_accounts_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_followee_id_accounts_id_fk" FOREIGN KEY ("followee_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_accounts_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_local_username" ON "accounts" USING btree (lower("username")) WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_handle" ON "accounts" USING btree (lower("username"),"domain");--> statement-breakpoint
CREATE INDEX "accounts_keys" ON "accounts" USING gin ("keys" jsonb_path_ops) WHERE "accounts"."domain" is not null;--> statement-breakpoint
CREATE INDEX "accounts_domain" ON "accounts" USING btree ("domain") WHERE "accounts"."domain" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "signing_keys_current" ON "signing_keys" USING btree ("account_id","algorithm") WHERE "signing_keys"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "signing_keys_account" ON "signing_keys" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "activities_iri" ON "activities" USING btree ("iri");--> statement-breakpoint
CREATE INDEX "activities_created" ON "activities" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" USING btree ("activity_id","inbox");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("host","next_attempt_at");--> statement-breakpoint
CREATE INDEX "deliveries_order" ON "deliveries" USING btree ("inbox","order_key","id");--> statement-breakpoint
CREATE INDEX "notifications_account" ON "notifications" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "notifications_from" ON "notifications" USING btree ("from_account_id");--> statement-breakpoint
CREATE INDEX "notifications_post" ON "notifications" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "kv_entries_expiry" ON "kv_entries" USING btree ("expires_at") WHERE "kv_entries"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "outbox_events_undispatched" ON "outbox_events" USING btree ("id") WHERE "outbox_events"."dispatched_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_events_dispatched" ON "outbox_events" USING btree ("dispatched_at") WHERE "outbox_events"."dispatched_at" is not null;--> statement-breakpoint
CREATE INDEX "poll_votes_account" ON "poll_votes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "polls_open" ON "polls" USING btree ("closes_at") WHERE "polls"."closed_at" is null and "polls"."closes_at" is not null;--> statement-breakpoint
CREATE INDEX "post_hashtags_post" ON "post_hashtags" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "post_mentions_account" ON "post_mentions" USING btree ("account_id","post_id");--> statement-breakpoint
CREATE INDEX "post_versions_post" ON "post_versions" USING btree ("post_id","id");--> statement-breakpoint
CREATE INDEX "posts_account" ON "posts" USING btree ("account_id","id") WHERE "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "posts_public" ON "posts" USING btree ("id") WHERE "posts"."visibility" = 'public' and "posts"."in_reply_to_iri" is null and "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "posts_public_local" ON "posts" USING btree ("id") WHERE "posts"."visibility" = 'public' and "posts"."is_local" and "posts"."in_reply_to_iri" is null and "posts"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "posts_in_reply_to" ON "posts" USING btree ("in_reply_to_id") WHERE "posts"."in_reply_to_id" is not null;--> statement-breakpoint
CREATE INDEX "posts_orphans" ON "posts" USING btree ("in_reply_to_iri") WHERE "posts"."in_reply_to_iri" is not null and "posts"."in_reply_to_id" is null;--> statement-breakpoint
CREATE INDEX "posts_conversation" ON "posts" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "posts_quote" ON "posts" USING btree ("quote_iri") WHERE "posts"."quote_iri" is not null;--> statement-breakpoint
CREATE INDEX "quote_authorizations_post" ON "quote_authorizations" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "quote_authorizations_quoting" ON "quote_authorizations" USING btree ("quoting_iri");--> statement-breakpoint
CREATE INDEX "tombstones_created" ON "tombstones" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bookmarks_order" ON "bookmarks" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "bookmarks_post" ON "bookmarks" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "boosts_once" ON "boosts" USING btree ("post_id","account_id");--> statement-breakpoint
CREATE INDEX "boosts_account" ON "boosts" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "pins_post" ON "pins" USING btree ("post_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reactions_once" ON "reactions" USING btree ("post_id","account_id","kind","emoji");--> statement-breakpoint
CREATE INDEX "reactions_account" ON "reactions" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "reactions_emoji" ON "reactions" USING btree ("post_id","emoji") WHERE "reactions"."kind" = 'emoji';--> statement-breakpoint
CREATE INDEX "blocks_target" ON "blocks" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "blocks_iri" ON "blocks" USING btree ("iri");--> statement-breakpoint
CREATE INDEX "follows_local_followers" ON "follows" USING btree ("followee_id","follower_id") WHERE "follows"."state" = 'accepted' and "follows"."follower_is_local";--> statement-breakpoint
CREATE INDEX "follows_followee" ON "follows" USING btree ("followee_id","state","follower_id");--> statement-breakpoint
CREATE INDEX "follows_iri" ON "follows" USING btree ("iri");--> statement-breakpoint
CREATE INDEX "mutes_target" ON "mutes" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("id") WHERE "reports"."state" = 'open';--> statement-breakpoint
CREATE INDEX "reports_target" ON "reports" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id");--> statement-breakpoint
ALTER TABLE "kv_entries" SET UNLOGGED;
