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
ALTER TABLE "accounts" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "limited_by_domain" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "suspended_by_domain" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_token_id_oauth_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."oauth_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_accounts" ADD CONSTRAINT "severed_accounts_severance_id_severances_id_fk" FOREIGN KEY ("severance_id") REFERENCES "public"."severances"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_accounts" ADD CONSTRAINT "severed_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_severed_id_severed_accounts_id_fk" FOREIGN KEY ("severed_id") REFERENCES "public"."severed_accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "severed_follows" ADD CONSTRAINT "severed_follows_other_id_accounts_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_subscriptions_account" ON "push_subscriptions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "severed_accounts_account" ON "severed_accounts" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "severed_accounts_of" ON "severed_accounts" USING btree ("severance_id");--> statement-breakpoint
CREATE INDEX "severed_follows_other" ON "severed_follows" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "accounts_suspended" ON "accounts" USING btree ("suspended_at") WHERE "accounts"."suspended_at" is not null;