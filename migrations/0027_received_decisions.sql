CREATE TABLE "decision_policies" (
	"peer" text NOT NULL,
	"verdict" text NOT NULL,
	"treatment" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "decision_policies_peer_verdict_pk" PRIMARY KEY("peer","verdict")
);
--> statement-breakpoint
CREATE TABLE "moot_peers" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"actor_iri" text NOT NULL,
	"domain" text NOT NULL,
	"keys" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"roster" jsonb,
	"fetched_at" timestamp with time zone,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "moot_peers_actor_iri_unique" UNIQUE("actor_iri")
);
--> statement-breakpoint
CREATE TABLE "published_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"activity" text NOT NULL,
	"is_public" boolean NOT NULL,
	"concerned" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "published_decisions_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
CREATE TABLE "received_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"peer" text NOT NULL,
	"case_iri" text NOT NULL,
	"level" integer NOT NULL,
	"verdict" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_iri" text,
	"document" jsonb,
	"treatment" text NOT NULL,
	"state" text NOT NULL,
	"action_id" uuid,
	"case_id" uuid,
	"why" text,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "received_decisions_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
ALTER TABLE "moot_peers" ADD CONSTRAINT "moot_peers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "received_decisions_case" ON "received_decisions" USING btree ("case_iri","level");--> statement-breakpoint
CREATE INDEX "received_decisions_peer" ON "received_decisions" USING btree ("peer","received_at");