CREATE TABLE "account_settings" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"visibility" text,
	"sensitive" boolean DEFAULT false NOT NULL,
	"language" text,
	"quote_policy" text DEFAULT 'public' NOT NULL,
	"media_display" text DEFAULT 'default' NOT NULL,
	"opens_warnings" boolean DEFAULT false NOT NULL,
	"plays_motion" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "strikes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"target_id" uuid NOT NULL,
	"account_id" uuid,
	"report_id" uuid,
	"action" text NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"post_ids" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announcement_reactions" (
	"id" uuid NOT NULL,
	"announcement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"withdrawn" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "announcement_reactions_announcement_id_name_account_id_pk" PRIMARY KEY("announcement_id","name","account_id"),
	CONSTRAINT "announcement_reactions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "announcement_reads" (
	"announcement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "announcement_reads_announcement_id_account_id_pk" PRIMARY KEY("announcement_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"account_ids" uuid[] DEFAULT '{}' NOT NULL,
	"post_ids" uuid[] DEFAULT '{}' NOT NULL,
	"hashtags" text[] DEFAULT '{}' NOT NULL,
	"state" text NOT NULL,
	"scheduled_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"all_day" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"taken" integer NOT NULL,
	CONSTRAINT "rate_limits_key_ends_at_pk" PRIMARY KEY("key","ends_at")
);
--> statement-breakpoint
CREATE TABLE "card_urls" (
	"url" text PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_cards" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"card_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preview_cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"host" text NOT NULL,
	"type" text DEFAULT 'link' NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"language" text,
	"author_name" text DEFAULT '' NOT NULL,
	"author_url" text DEFAULT '' NOT NULL,
	"author_account_id" uuid,
	"provider_name" text DEFAULT '' NOT NULL,
	"provider_url" text DEFAULT '' NOT NULL,
	"html" text DEFAULT '' NOT NULL,
	"width" integer DEFAULT 0 NOT NULL,
	"height" integer DEFAULT 0 NOT NULL,
	"image_url" text,
	"image_alt" text DEFAULT '' NOT NULL,
	"embed_url" text DEFAULT '' NOT NULL,
	"published_at" timestamp with time zone,
	"is_article" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"checked_at" timestamp with time zone,
	"fetched_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "preview_cards_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "change_cursors" (
	"consumer" text PRIMARY KEY NOT NULL,
	"position" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" bigserial NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"account_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "changes_xid_id_pk" PRIMARY KEY("xid","id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"account_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"last_post_id" uuid NOT NULL,
	"unread" boolean NOT NULL,
	CONSTRAINT "conversations_conversation_id_account_id_pk" PRIMARY KEY("conversation_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "custom_emojis" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shortcode" text NOT NULL,
	"file" text NOT NULL,
	"static_file" text NOT NULL,
	"category" text,
	"visible_in_picker" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "custom_emojis_shortcode_unique" UNIQUE("shortcode"),
	CONSTRAINT "custom_emojis_shortcode" CHECK ("custom_emojis"."shortcode" ~ '^[A-Za-z0-9_]{2,64}$')
);
--> statement-breakpoint
CREATE TABLE "archives" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"state" text NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "archives_file_unique" UNIQUE("file")
);
--> statement-breakpoint
CREATE TABLE "filter_keywords" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filter_id" uuid NOT NULL,
	"keyword" text NOT NULL,
	"whole_word" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filter_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filter_id" uuid NOT NULL,
	"post_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "filters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"title" text NOT NULL,
	"contexts" text[] NOT NULL,
	"action" text NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "featured_hashtags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"hashtag" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "followed_hashtags" (
	"account_id" uuid NOT NULL,
	"hashtag" text NOT NULL,
	"name" text NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "followed_hashtags_hashtag_account_id_pk" PRIMARY KEY("hashtag","account_id")
);
--> statement-breakpoint
CREATE TABLE "domain_allows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "domain_allows_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"fields" text[] NOT NULL,
	"key" text NOT NULL,
	"target_id" uuid,
	"state" text NOT NULL,
	"reason" text,
	CONSTRAINT "import_rows_import_id_position_pk" PRIMARY KEY("import_id","position")
);
--> statement-breakpoint
CREATE TABLE "imported_posts" (
	"account_id" uuid NOT NULL,
	"original_iri" text NOT NULL,
	"post_id" uuid NOT NULL,
	CONSTRAINT "imported_posts_account_id_original_iri_pk" PRIMARY KEY("account_id","original_iri")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"file_name" text NOT NULL,
	"file" text,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "list_accounts" (
	"list_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"follower_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "list_accounts_list_id_account_id_pk" PRIMARY KEY("list_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"title" text NOT NULL,
	"replies_policy" text NOT NULL,
	"exclusive" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "markers" (
	"account_id" uuid NOT NULL,
	"timeline" text NOT NULL,
	"last_read_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "markers_account_id_timeline_pk" PRIMARY KEY("account_id","timeline")
);
--> statement-breakpoint
CREATE TABLE "account_addresses" (
	"account_id" uuid NOT NULL,
	"address" "inet" NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_addresses_account_id_address_pk" PRIMARY KEY("account_id","address")
);
--> statement-breakpoint
CREATE TABLE "active_days" (
	"day" date NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "active_days_day_account_id_pk" PRIMARY KEY("day","account_id")
);
--> statement-breakpoint
CREATE TABLE "notification_permissions" (
	"account_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notification_permissions_account_id_from_account_id_pk" PRIMARY KEY("account_id","from_account_id")
);
--> statement-breakpoint
CREATE TABLE "notification_policies" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"for_not_following" text DEFAULT 'accept' NOT NULL,
	"for_not_followers" text DEFAULT 'accept' NOT NULL,
	"for_new_accounts" text DEFAULT 'accept' NOT NULL,
	"for_private_mentions" text DEFAULT 'filter' NOT NULL,
	"for_limited_accounts" text DEFAULT 'filter' NOT NULL,
	"for_bots" text DEFAULT 'accept' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"from_account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notification_requests_once" UNIQUE("account_id","from_account_id")
);
--> statement-breakpoint
CREATE TABLE "oauth_apps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"website" text,
	"client_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"redirect_uris" text[] NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "oauth_apps_client_id_unique" UNIQUE("client_id")
);
--> statement-breakpoint
CREATE TABLE "oauth_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"app_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"redirect_uri" text NOT NULL,
	"scopes" text[] NOT NULL,
	"challenge" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "oauth_codes_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "oauth_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"app_id" uuid NOT NULL,
	"account_id" uuid,
	"scopes" text[] NOT NULL,
	"code_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_used_address" text,
	CONSTRAINT "oauth_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "scheduled_posts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"app_id" uuid,
	"draft" jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"claimed_at" timestamp with time zone,
	"post_id" uuid
);
--> statement-breakpoint
CREATE TABLE "conversation_mutes" (
	"account_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	CONSTRAINT "conversation_mutes_account_id_conversation_id_pk" PRIMARY KEY("account_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "post_apps" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"app_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "post_requests" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"made_id" uuid NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "post_requests_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"standard" boolean NOT NULL,
	"alerts" jsonb NOT NULL,
	"policy" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "push_subscriptions_token_id_unique" UNIQUE("token_id")
);
--> statement-breakpoint
CREATE TABLE "vapid_keys" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vapid_keys_one" CHECK ("vapid_keys"."only")
);
--> statement-breakpoint
CREATE TABLE "account_notes" (
	"account_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "account_notes_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "dismissed_suggestions" (
	"account_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	CONSTRAINT "dismissed_suggestions_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"account_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"id" bigint GENERATED BY DEFAULT AS IDENTITY (sequence name "endorsements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "endorsements_account_id_target_id_pk" PRIMARY KEY("account_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"post_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"is_open" boolean NOT NULL,
	"words" "tsvector" NOT NULL,
	"traits" text[] NOT NULL,
	"language" text
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "authenticators" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"enabled_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailed_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"email" text NOT NULL,
	"token_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mailed_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	CONSTRAINT "recovery_codes_account_id_code_hash_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"address" text,
	"user_agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_steps" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid,
	"challenge" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "severances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "severed_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"severance_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"followers" integer NOT NULL,
	"following" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "severed_follows" (
	"severed_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"was_followed" boolean NOT NULL,
	CONSTRAINT "severed_follows_severed_id_other_id_was_followed_pk" PRIMARY KEY("severed_id","other_id","was_followed")
);
--> statement-breakpoint
CREATE TABLE "canonical_email_blocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email_hash" text NOT NULL,
	"account_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "canonical_email_blocks_email_hash_unique" UNIQUE("email_hash")
);
--> statement-breakpoint
CREATE TABLE "email_domain_attempts" (
	"block_id" uuid NOT NULL,
	"day" date NOT NULL,
	"address" "inet" NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "email_domain_attempts_block_id_day_address_pk" PRIMARY KEY("block_id","day","address")
);
--> statement-breakpoint
CREATE TABLE "email_domain_blocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"allow_with_approval" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "email_domain_blocks_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "ip_blocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"network" "cidr" NOT NULL,
	"severity" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "site_documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"effective_on" date,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "site_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"hint" text DEFAULT '' NOT NULL,
	"translations" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "translations" (
	"key" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hashtags" (
	"name" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"display_name" text NOT NULL,
	"posts_count" integer DEFAULT 0 NOT NULL,
	"usable" boolean DEFAULT true NOT NULL,
	"listable" boolean DEFAULT true NOT NULL,
	"trendable" boolean,
	"reviewed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "hashtags_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "publishers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"domain" text NOT NULL,
	"trendable" boolean,
	"reviewed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "publishers_domain_unique" UNIQUE("domain")
);
--> statement-breakpoint
CREATE TABLE "trend_verdicts" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"trendable" boolean NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trends" (
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"score" real NOT NULL,
	"peak" real NOT NULL,
	"peak_at" timestamp with time zone NOT NULL,
	"language" text,
	"allowed" boolean NOT NULL,
	CONSTRAINT "trends_kind_subject_id_pk" PRIMARY KEY("kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "use_days" (
	"subject_id" uuid NOT NULL,
	"day" date NOT NULL,
	"uses" integer NOT NULL,
	"accounts" integer NOT NULL,
	CONSTRAINT "use_days_subject_id_day_pk" PRIMARY KEY("subject_id","day")
);
--> statement-breakpoint
CREATE TABLE "uses" (
	"subject_id" uuid NOT NULL,
	"day" date NOT NULL,
	"account_id" uuid NOT NULL,
	CONSTRAINT "uses_subject_id_day_account_id_pk" PRIMARY KEY("subject_id","day","account_id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"events" text[] DEFAULT '{}' NOT NULL,
	"secret" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"template" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhooks_url_unique" UNIQUE("url")
);
--> statement-breakpoint
ALTER TABLE "notifications" DROP CONSTRAINT "notifications_once";--> statement-breakpoint
DROP INDEX "follows_local_followers";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "header_alt" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "field_sources" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "hide_collections" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "limited" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "sensitized" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "limited_by_domain" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspended_by_domain" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "attribution_domains" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "shows_media" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "shows_media_replies" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "shows_featured" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "email_confirmed_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "approved_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "sign_up_address" text;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "sign_up_reason" text;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "sign_up_app_id" uuid;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "invitation_id" uuid;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "current_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "current_sign_in_address" text;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "last_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "logins" ADD COLUMN "last_sign_in_address" text;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "public_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "reject_media" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "reject_reports" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "domain_policies" ADD COLUMN "obfuscate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "subject_id" uuid;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "filtered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "group_key" text;--> statement-breakpoint
ALTER TABLE "polls" ADD COLUMN "hides_totals" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "quotes_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY (sequence name "blocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "domain_blocks" ADD COLUMN "id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY (sequence name "domain_blocks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "shows_boosts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "notifies" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "languages" text[];--> statement-breakpoint
ALTER TABLE "follows" ADD COLUMN "id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY (sequence name "follows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "mutes" ADD COLUMN "id" bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY (sequence name "mutes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "category" text DEFAULT 'other' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "rule_ids" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "post_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "forwarded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "assigned_to" uuid;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "closed_by" uuid;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "updated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_settings" ADD CONSTRAINT "account_settings_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "strikes" ADD CONSTRAINT "strikes_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_reactions" ADD CONSTRAINT "announcement_reactions_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_reactions" ADD CONSTRAINT "announcement_reactions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_reads" ADD CONSTRAINT "announcement_reads_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_reads" ADD CONSTRAINT "announcement_reads_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_urls" ADD CONSTRAINT "card_urls_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_cards" ADD CONSTRAINT "post_cards_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_cards" ADD CONSTRAINT "post_cards_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview_cards" ADD CONSTRAINT "preview_cards_author_account_id_accounts_id_fk" FOREIGN KEY ("author_account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "archives" ADD CONSTRAINT "archives_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_keywords" ADD CONSTRAINT "filter_keywords_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filters" ADD CONSTRAINT "filters_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "featured_hashtags" ADD CONSTRAINT "featured_hashtags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "followed_hashtags" ADD CONSTRAINT "followed_hashtags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_posts" ADD CONSTRAINT "imported_posts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_posts" ADD CONSTRAINT "imported_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_follow_fk" FOREIGN KEY ("follower_id","account_id") REFERENCES "public"."follows"("follower_id","followee_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markers" ADD CONSTRAINT "markers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_addresses" ADD CONSTRAINT "account_addresses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "active_days" ADD CONSTRAINT "active_days_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_permissions" ADD CONSTRAINT "notification_permissions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_permissions" ADD CONSTRAINT "notification_permissions_from_account_id_accounts_id_fk" FOREIGN KEY ("from_account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_policies" ADD CONSTRAINT "notification_policies_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_requests" ADD CONSTRAINT "notification_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_requests" ADD CONSTRAINT "notification_requests_from_account_id_accounts_id_fk" FOREIGN KEY ("from_account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheduled_posts" ADD CONSTRAINT "scheduled_posts_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_mutes" ADD CONSTRAINT "conversation_mutes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_apps" ADD CONSTRAINT "post_apps_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_apps" ADD CONSTRAINT "post_apps_app_id_oauth_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."oauth_apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_requests" ADD CONSTRAINT "post_requests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_token_id_oauth_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."oauth_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_notes" ADD CONSTRAINT "account_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_notes" ADD CONSTRAINT "account_notes_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dismissed_suggestions" ADD CONSTRAINT "dismissed_suggestions_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_target_id_accounts_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authenticators" ADD CONSTRAINT "authenticators_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_links" ADD CONSTRAINT "mailed_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_accounts" ADD CONSTRAINT "severed_accounts_severance_id_severances_id_fk" FOREIGN KEY ("severance_id") REFERENCES "public"."severances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_accounts" ADD CONSTRAINT "severed_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_severed_id_severed_accounts_id_fk" FOREIGN KEY ("severed_id") REFERENCES "public"."severed_accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_other_id_accounts_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canonical_email_blocks" ADD CONSTRAINT "canonical_email_blocks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_domain_attempts" ADD CONSTRAINT "email_domain_attempts_block_id_email_domain_blocks_id_fk" FOREIGN KEY ("block_id") REFERENCES "public"."email_domain_blocks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trend_verdicts" ADD CONSTRAINT "trend_verdicts_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_account" ON "audit_log" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "audit_log_target" ON "audit_log" USING btree ("target","id");--> statement-breakpoint
CREATE INDEX "strikes_target" ON "strikes" USING btree ("target_id","id");--> statement-breakpoint
CREATE INDEX "strikes_account" ON "strikes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "strikes_report" ON "strikes" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "announcement_reactions_account" ON "announcement_reactions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "announcement_reads_account" ON "announcement_reads" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "announcements_state" ON "announcements" USING btree ("state");--> statement-breakpoint
CREATE INDEX "rate_limits_end" ON "rate_limits" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "card_urls_card" ON "card_urls" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "post_cards_card" ON "post_cards" USING btree ("card_id","post_id");--> statement-breakpoint
CREATE INDEX "preview_cards_due" ON "preview_cards" USING btree ("due_at") WHERE "preview_cards"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "preview_cards_author" ON "preview_cards" USING btree ("author_account_id") WHERE "preview_cards"."author_account_id" is not null;--> statement-breakpoint
CREATE INDEX "changes_at" ON "changes" USING brin ("at");--> statement-breakpoint
CREATE INDEX "conversations_order" ON "conversations" USING btree ("account_id","last_post_id");--> statement-breakpoint
CREATE INDEX "conversations_last_post" ON "conversations" USING btree ("last_post_id");--> statement-breakpoint
CREATE INDEX "archives_account" ON "archives" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "archives_created" ON "archives" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "filter_keywords_filter" ON "filter_keywords" USING btree ("filter_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "filter_posts_once" ON "filter_posts" USING btree ("filter_id","post_id");--> statement-breakpoint
CREATE INDEX "filter_posts_post" ON "filter_posts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "filters_account" ON "filters" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "featured_hashtags_once" ON "featured_hashtags" USING btree ("account_id","hashtag");--> statement-breakpoint
CREATE UNIQUE INDEX "followed_hashtags_order" ON "followed_hashtags" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "import_rows_waiting" ON "import_rows" USING btree ("import_id","position") WHERE "import_rows"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "import_rows_key" ON "import_rows" USING btree ("import_id","key");--> statement-breakpoint
CREATE INDEX "import_rows_target" ON "import_rows" USING btree ("import_id","target_id");--> statement-breakpoint
CREATE INDEX "imported_posts_post" ON "imported_posts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "imports_account" ON "imports" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "imports_running" ON "imports" USING btree ("id") WHERE "imports"."state" = 'running';--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "list_accounts_account" ON "list_accounts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "list_accounts_follow" ON "list_accounts" USING btree ("follower_id","account_id");--> statement-breakpoint
CREATE INDEX "lists_account" ON "lists" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "lists_exclusive" ON "lists" USING btree ("account_id") WHERE "lists"."exclusive";--> statement-breakpoint
CREATE INDEX "account_addresses_address" ON "account_addresses" USING btree ("address");--> statement-breakpoint
CREATE INDEX "account_addresses_used" ON "account_addresses" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "active_days_account" ON "active_days" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "notification_permissions_from" ON "notification_permissions" USING btree ("from_account_id");--> statement-breakpoint
CREATE INDEX "notification_requests_account" ON "notification_requests" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "notification_requests_from" ON "notification_requests" USING btree ("from_account_id");--> statement-breakpoint
CREATE INDEX "oauth_codes_expiry" ON "oauth_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "oauth_codes_account" ON "oauth_codes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "oauth_codes_app" ON "oauth_codes" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_account" ON "oauth_tokens" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_app" ON "oauth_tokens" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "oauth_tokens_code" ON "oauth_tokens" USING btree ("code_id");--> statement-breakpoint
CREATE INDEX "scheduled_posts_due" ON "scheduled_posts" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "scheduled_posts_account" ON "scheduled_posts" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "conversation_mutes_conversation" ON "conversation_mutes" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "post_apps_app" ON "post_apps" USING btree ("app_id");--> statement-breakpoint
CREATE INDEX "post_requests_claimed" ON "post_requests" USING btree ("claimed_at");--> statement-breakpoint
CREATE INDEX "push_subscriptions_account" ON "push_subscriptions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_notes_target" ON "account_notes" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "dismissed_suggestions_target" ON "dismissed_suggestions" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "endorsements_target" ON "endorsements" USING btree ("target_id");--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_order" ON "endorsements" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_documents_account" ON "search_documents" USING btree ("account_id","post_id");--> statement-breakpoint
CREATE INDEX "attempts_at" ON "attempts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "mailed_links_account" ON "mailed_links" USING btree ("account_id","purpose");--> statement-breakpoint
CREATE INDEX "mailed_links_expiry" ON "mailed_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_steps_expiry" ON "sign_in_steps" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "severed_accounts_account" ON "severed_accounts" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "severed_accounts_once" ON "severed_accounts" USING btree ("severance_id","account_id");--> statement-breakpoint
CREATE INDEX "severed_follows_other" ON "severed_follows" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "canonical_email_blocks_account" ON "canonical_email_blocks" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ip_blocks_network" ON "ip_blocks" USING btree ("network");--> statement-breakpoint
CREATE INDEX "ip_blocks_containing" ON "ip_blocks" USING gist ("network" inet_ops);--> statement-breakpoint
CREATE INDEX "site_documents_kind" ON "site_documents" USING btree ("kind","id");--> statement-breakpoint
CREATE UNIQUE INDEX "site_documents_terms" ON "site_documents" USING btree ("effective_on") WHERE "site_documents"."kind" = 'terms';--> statement-breakpoint
CREATE INDEX "translations_created" ON "translations" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "hashtags_prefix" ON "hashtags" USING btree ("name" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "trends_score" ON "trends" USING btree ("kind","score");--> statement-breakpoint
CREATE INDEX "use_days_many" ON "use_days" USING btree ("day") WHERE "use_days"."accounts" >= 5;--> statement-breakpoint
CREATE INDEX "uses_day" ON "uses" USING brin ("day");--> statement-breakpoint
ALTER TABLE "logins" ADD CONSTRAINT "logins_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_assigned_to_accounts_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_closed_by_accounts_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_username_prefix" ON "accounts" USING btree (lower("username") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "accounts_name_words" ON "accounts" USING gin (to_tsvector('simple', "display_name"));--> statement-breakpoint
CREATE INDEX "accounts_local" ON "accounts" USING btree ("id") WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_local_avatar" ON "accounts" USING btree ("avatar_url") WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_local_header" ON "accounts" USING btree ("header_url") WHERE "accounts"."domain" is null;--> statement-breakpoint
CREATE INDEX "accounts_suspended" ON "accounts" USING btree ("suspended_at") WHERE "accounts"."suspended_at" is not null;--> statement-breakpoint
CREATE INDEX "notifications_group" ON "notifications" USING btree ("account_id","group_key","id") WHERE "notifications"."group_key" is not null;--> statement-breakpoint
CREATE INDEX "notifications_filtered" ON "notifications" USING btree ("account_id","from_account_id","id") WHERE "notifications"."filtered";--> statement-breakpoint
CREATE UNIQUE INDEX "blocks_order" ON "blocks" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "domain_blocks_order" ON "domain_blocks" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "follows_followers_order" ON "follows" USING btree ("followee_id","state","id");--> statement-breakpoint
CREATE INDEX "follows_following_order" ON "follows" USING btree ("follower_id","state","id");--> statement-breakpoint
CREATE INDEX "follows_notified" ON "follows" USING btree ("followee_id") WHERE "follows"."notifies" and "follows"."state" = 'accepted';--> statement-breakpoint
CREATE UNIQUE INDEX "mutes_order" ON "mutes" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "reports_assigned" ON "reports" USING btree ("assigned_to") WHERE "reports"."assigned_to" is not null;--> statement-breakpoint
CREATE INDEX "reports_closed_by" ON "reports" USING btree ("closed_by") WHERE "reports"."closed_by" is not null;--> statement-breakpoint
CREATE INDEX "follows_local_followers" ON "follows" USING btree ("followee_id","follower_id","shows_boosts","languages") WHERE "follows"."state" = 'accepted' and "follows"."follower_is_local";--> statement-breakpoint
ALTER TABLE "domain_policies" ADD CONSTRAINT "domain_policies_id_unique" UNIQUE("id");--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_once" UNIQUE NULLS NOT DISTINCT("account_id","kind","from_account_id","post_id","emoji","subject_id");