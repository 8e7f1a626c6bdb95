CREATE TABLE "ledger_large" (
	"sha256" "bytea" PRIMARY KEY NOT NULL,
	"entry" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_tiles" (
	"ledger" text NOT NULL,
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	"root" "bytea" NOT NULL,
	CONSTRAINT "ledger_tiles_ledger_level_index_pk" PRIMARY KEY("ledger","level","index")
);
--> statement-breakpoint
ALTER TABLE "ledger_keys" DROP CONSTRAINT "ledger_keys_about_unique";--> statement-breakpoint
ALTER TABLE "ledger_pending" ADD COLUMN "kind" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_pending" ADD COLUMN "case_id" uuid;--> statement-breakpoint
ALTER TABLE "ledger_pending" ADD COLUMN "at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_keys_about" ON "ledger_keys" USING btree ("about") WHERE "ledger_keys"."destroyed_at" is null;--> statement-breakpoint
CREATE INDEX "ledger_pending_next" ON "ledger_pending" USING btree ("ledger","id");--> statement-breakpoint
ALTER TABLE "ledger_keys" DROP COLUMN "details";