CREATE TABLE "context_note_people" (
	"number" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "context_note_people_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"alias" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "context_note_people_account_id_unique" UNIQUE("account_id"),
	CONSTRAINT "context_note_people_alias_unique" UNIQUE("alias"),
	CONSTRAINT "context_note_people_fits" CHECK ("context_note_people"."number" < 536870912)
);
--> statement-breakpoint
CREATE TABLE "context_note_ratings" (
	"note" integer NOT NULL,
	"person" integer NOT NULL,
	"rating" smallint NOT NULL,
	"reasons" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "context_note_ratings_note_person_pk" PRIMARY KEY("note","person"),
	CONSTRAINT "context_note_ratings_known" CHECK ("context_note_ratings"."rating" between 0 and 2)
);
--> statement-breakpoint
CREATE TABLE "context_note_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"notes" integer DEFAULT 0 NOT NULL,
	"raters" integer DEFAULT 0 NOT NULL,
	"ratings" integer DEFAULT 0 NOT NULL,
	"rounds" integer DEFAULT 0 NOT NULL,
	"loss" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "context_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "context_notes_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"writer" integer NOT NULL,
	"post_id" uuid NOT NULL,
	"post_iri" text NOT NULL,
	"post_account_id" uuid NOT NULL,
	"text" text NOT NULL,
	"sources" text[] NOT NULL,
	"why_no_source" text,
	"language" text,
	"state" text DEFAULT 'needs-more' NOT NULL,
	"wanted" text DEFAULT 'needs-more' NOT NULL,
	"intercept" double precision,
	"factor" double precision,
	"helpful" integer DEFAULT 0 NOT NULL,
	"somewhat" integer DEFAULT 0 NOT NULL,
	"not_helpful" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"scored_version" integer DEFAULT 0 NOT NULL,
	"action_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"state_at" timestamp with time zone NOT NULL,
	"locked_at" timestamp with time zone,
	CONSTRAINT "context_notes_number_unique" UNIQUE("number"),
	CONSTRAINT "context_notes_size" CHECK (length("context_notes"."text") <= 2000 and cardinality("context_notes"."sources") <= 5)
);
--> statement-breakpoint
ALTER TABLE "context_note_ratings" ADD CONSTRAINT "context_note_ratings_note_context_notes_number_fk" FOREIGN KEY ("note") REFERENCES "public"."context_notes"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "context_note_ratings" ADD CONSTRAINT "context_note_ratings_person_context_note_people_number_fk" FOREIGN KEY ("person") REFERENCES "public"."context_note_people"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "context_notes" ADD CONSTRAINT "context_notes_writer_context_note_people_number_fk" FOREIGN KEY ("writer") REFERENCES "public"."context_note_people"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "context_note_ratings_person" ON "context_note_ratings" USING btree ("person","at");--> statement-breakpoint
CREATE INDEX "context_note_runs_started" ON "context_note_runs" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "context_notes_one" ON "context_notes" USING btree ("post_id","writer");--> statement-breakpoint
CREATE INDEX "context_notes_writer" ON "context_notes" USING btree ("writer","created_at");--> statement-breakpoint
CREATE INDEX "context_notes_post_account" ON "context_notes" USING btree ("post_account_id");--> statement-breakpoint
CREATE INDEX "context_notes_post_iri" ON "context_notes" USING btree ("post_iri");--> statement-breakpoint
CREATE INDEX "context_notes_rated" ON "context_notes" USING btree ("number") WHERE "context_notes"."version" <> "context_notes"."scored_version";--> statement-breakpoint
CREATE INDEX "context_notes_to_move" ON "context_notes" USING btree ("number") WHERE "context_notes"."wanted" <> "context_notes"."state";--> statement-breakpoint
CREATE INDEX "context_notes_unlocked" ON "context_notes" USING btree ("opened_at") WHERE "context_notes"."locked_at" is null;--> statement-breakpoint
CREATE INDEX "context_notes_shown" ON "context_notes" USING btree ("id") WHERE "context_notes"."state" = 'helpful' and "context_notes"."locked_at" is not null;--> statement-breakpoint
CREATE INDEX "context_notes_wanting" ON "context_notes" USING btree ("id") WHERE "context_notes"."state" = 'needs-more' and "context_notes"."locked_at" is null;