ALTER TABLE "case_bulk_items" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_bulks" ADD COLUMN "undone_by" uuid;