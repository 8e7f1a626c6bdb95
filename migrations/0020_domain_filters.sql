ALTER TABLE "accounts" ADD COLUMN "domain_filters" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "accounts" a SET "domain_filters" = f.filters FROM (
  SELECT k.id, array_agg(DISTINCT x.name ORDER BY x.name) AS filters
  FROM "accounts" k JOIN "domain_policies" d ON d.filters <> '{}'
    AND (split_part(k.domain, ':', 1) = d.domain OR split_part(k.domain, ':', 1) LIKE '%.' || d.domain)
  CROSS JOIN LATERAL unnest(d.filters) AS x(name) GROUP BY k.id
) f WHERE f.id = a.id;
