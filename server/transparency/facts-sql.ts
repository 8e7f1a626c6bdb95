/**
 * What is counted of each action: by joins and expressions over `a` (actions), for `select ... from actions a ${joins}`. Ids are in the
 * order of time, so that a period is a range of the primary key. Nothing that was done is no action that anybody felt.
 */
export const joins = `
  left join statements s on s.action_id = a.id
  left join posts p on a.subject_kind = 'post' and p.id = a.subject_id
  left join accounts w on w.id = a.account_id
  left join lateral (
    select r.created_at, r.category, r.origin_domain, r.reporter_id from report_cases rc join reports r on r.id = rc.report_id
    where rc.case_id = a.case_id and r.created_at <= a.starts_at order by r.id limit 1
  ) r on a.case_id is not null`;

/** By the first report of its case, where there was one by then; else by what rules and models had to say of it. */
export const finder = `case
  when a.cause like 'origin:%' then 'server'
  when a.cause like 'list:%' or a.cause like 'kept:%' then 'list'
  when a.cause like 'rule:%' then 'rule'
  when r.created_at is not null then
    case when r.origin_domain is not null then 'server' when r.reporter_id is null then 'visitor' else 'here' end
  when exists (select from signals g where g.case_id = a.case_id and g.source_kind <> 'person' and g.created_at <= a.starts_at offset 0)
    then 'rule'
  else 'moderators' end`;

export const decider = `case
  when a.cause like 'origin:%' then 'server'
  when a.cause like 'decision:%' then 'panel'
  when a.by_account_id is not null then 'moderator'
  when a.cause like 'list:%' or a.cause like 'kept:%' then 'list'
  when s.is_automated then 'rule'
  else 'moderator' end`;

/** What has ended by itself, or was taken back by whoever had asked for it elsewhere, was not reversed. */
export const outcome = `case
  when a.undone_at is null or a.undone_at >= a.ends_at
    or (a.undone_by is null and (a.cause like 'list:%' or a.cause like 'kept:%' or a.cause like 'origin:%')) then 'stands'
  when exists (select from appeals x where x.action_id = a.id and x.state = 'granted' offset 0)
    or exists (select from decisions d join panel_appeals x on x.decision_id = d.id
      where d.action_id = a.id and x.state = 'granted' offset 0) then 'appeal'
  else 'ourselves' end`;

export const notice = `case when w.id is null or w.domain is not null then 'elsewhere'
  when s.told_at is null then 'not-told' else 'told' end`;

/** Of rules in the words of statements: the id of the one, or that there is none, or several. */
export const rule = `case jsonb_array_length(s.rules) when 1 then s.rules -> 0 ->> 'id' when 0 then 'none' else 'several' end`;

/** What the one rule says; null where there is not one. */
export const ruleText = `case jsonb_array_length(s.rules) when 1 then s.rules -> 0 ->> 'text' end`;

export const language = `case when a.subject_kind <> 'post' then 'zxx'
  else coalesce(nullif(lower(split_part(p.language, '-', 1)), ''), 'und') end`;
