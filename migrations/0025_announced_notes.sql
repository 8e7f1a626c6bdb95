CREATE TABLE "announced_notes" (
	"note_id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"document" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peer_note_policies" (
	"peer" text PRIMARY KEY NOT NULL,
	"treatment" text NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peer_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"iri" text NOT NULL,
	"peer" text NOT NULL,
	"post_iri" text NOT NULL,
	"document" jsonb NOT NULL,
	"state" text NOT NULL,
	"action_id" uuid,
	"decided_by" uuid,
	"received_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "peer_notes_iri_unique" UNIQUE("iri")
);
--> statement-breakpoint
DROP INDEX "context_notes_shown";--> statement-breakpoint
CREATE INDEX "announced_notes_status" ON "announced_notes" USING btree ("status");--> statement-breakpoint
CREATE INDEX "peer_notes_post" ON "peer_notes" USING btree ("post_iri");--> statement-breakpoint
CREATE INDEX "peer_notes_peer" ON "peer_notes" USING btree ("peer","received_at");--> statement-breakpoint
CREATE INDEX "peer_notes_newest" ON "peer_notes" USING btree ("id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "context_notes_shown" ON "context_notes" USING btree ("id") WHERE "context_notes"."state" = 'helpful';