ALTER TABLE "announcement_reactions" ADD COLUMN "id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "announcement_reactions" ADD COLUMN "withdrawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "announcement_reactions" ADD CONSTRAINT "announcement_reactions_id_unique" UNIQUE("id");