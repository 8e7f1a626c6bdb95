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
CREATE TABLE "conversations" (
	"account_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"last_post_id" uuid NOT NULL,
	"unread" boolean NOT NULL,
	CONSTRAINT "conversations_account_id_conversation_id_pk" PRIMARY KEY("account_id","conversation_id")
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
ALTER TABLE "card_urls" ADD CONSTRAINT "card_urls_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_cards" ADD CONSTRAINT "post_cards_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_cards" ADD CONSTRAINT "post_cards_card_id_preview_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."preview_cards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preview_cards" ADD CONSTRAINT "preview_cards_author_account_id_accounts_id_fk" FOREIGN KEY ("author_account_id") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_keywords" ADD CONSTRAINT "filter_keywords_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_filter_id_filters_id_fk" FOREIGN KEY ("filter_id") REFERENCES "public"."filters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filter_posts" ADD CONSTRAINT "filter_posts_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filters" ADD CONSTRAINT "filters_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "featured_hashtags" ADD CONSTRAINT "featured_hashtags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "followed_hashtags" ADD CONSTRAINT "followed_hashtags_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_accounts" ADD CONSTRAINT "list_accounts_follow_fk" FOREIGN KEY ("follower_id","account_id") REFERENCES "public"."follows"("follower_id","followee_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "markers" ADD CONSTRAINT "markers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "card_urls_card" ON "card_urls" USING btree ("card_id");--> statement-breakpoint
CREATE INDEX "post_cards_card" ON "post_cards" USING btree ("card_id","post_id");--> statement-breakpoint
CREATE INDEX "preview_cards_due" ON "preview_cards" USING btree ("due_at") WHERE "preview_cards"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "preview_cards_author" ON "preview_cards" USING btree ("author_account_id") WHERE "preview_cards"."author_account_id" is not null;--> statement-breakpoint
CREATE INDEX "conversations_order" ON "conversations" USING btree ("account_id","last_post_id");--> statement-breakpoint
CREATE INDEX "conversations_last_post" ON "conversations" USING btree ("last_post_id");--> statement-breakpoint
CREATE INDEX "filter_keywords_filter" ON "filter_keywords" USING btree ("filter_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "filter_posts_once" ON "filter_posts" USING btree ("filter_id","post_id");--> statement-breakpoint
CREATE INDEX "filter_posts_post" ON "filter_posts" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "filters_account" ON "filters" USING btree ("account_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "featured_hashtags_once" ON "featured_hashtags" USING btree ("account_id","hashtag");--> statement-breakpoint
CREATE UNIQUE INDEX "followed_hashtags_order" ON "followed_hashtags" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "list_accounts_account" ON "list_accounts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "list_accounts_follow" ON "list_accounts" USING btree ("follower_id","account_id");--> statement-breakpoint
CREATE INDEX "lists_account" ON "lists" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "lists_exclusive" ON "lists" USING btree ("account_id") WHERE "lists"."exclusive";