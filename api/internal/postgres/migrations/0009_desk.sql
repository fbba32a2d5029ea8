-- +goose Up
-- The assisted desk: searches for one person, assistances opened from them, one at a time, and what a clerk may read
-- of the person found. Older programs have no clerks: nothing of theirs is refused.

alter table assistance
  add column note text not null default '',
  add column search uuid,
  add constraint assistance_not_oneself check (clerk <> subject);
comment on column assistance.reason is 'Id of a reason (api/desk); note is why, in the words of the clerk. The citizen reads both.';
comment on column assistance.search is 'The search that found the citizen, or the assistance before it that went on.';

create table desk_search (
  id      uuid primary key,
  clerk   uuid not null references person(id),
  office  text not null,
  reason  text not null,
  note    text not null,
  at      timestamptz not null,
  subject uuid references person(id)
);
create index desk_search_clerk on desk_search(clerk, at desc);
create index desk_search_subject on desk_search(subject, at desc);
create index person_names on person(lower(family_name), lower(given_name), birth_date);
comment on table desk_search is 'Every search of a clerk for a citizen, and why. subject is null when nobody was found, or several: what was typed is not kept.';

alter table desk_search enable row level security;
create policy look on desk_search for select using (clerk = acting_as() or subject = acting_as());
create policy search on desk_search for insert with check (clerk = acting_as() and clerk is distinct from subject
  and current_setting('app.mandate', true) = 'self' and exists (select from clerk c where c.person = acting_as() and c.ended_at is null));

-- desk_found is whom a clerk may open an assistance for: found by a search of their own in the last quarter of an
-- hour that was not used yet, or assisted by them now. Nothing else of the person is given before it is open. The
-- number to call back is the one on file, never one that somebody says on the telephone.
create function desk_found(candidate uuid) returns table(subject uuid, reason text, note text, phone text, delegates jsonb)
language sql stable security definer set search_path from current as $$
  with whom as (
    select s.subject, s.reason, s.note from desk_search s
     where s.id = candidate and s.clerk = acting_as() and s.subject is not null and s.at > now() - interval '15 minutes'
       and not exists (select from assistance a where a.search = s.id)
    union all
    select a.subject, a.reason, a.note from assistance a
     where a.id = candidate and a.clerk = acting_as() and a.ended_at is null and a.expires_at > now())
  select w.subject, w.reason, w.note, contact_of(w.subject, 'phone', now()), coalesce((
    select jsonb_agg(jsonb_build_object('proxy', p.id, 'name', btrim(d.given_name || ' ' || d.family_name)) order by d.family_name, d.given_name)
      from proxy p join person d on d.id = p.delegate
     where p.delegator = w.subject and p.state = 'active' and d.id <> acting_as()
       and (now() at time zone 'Europe/Rome')::date between p.from_on and coalesce(p.until_on, 'infinity'::date)), '[]')
    from whom w
   where current_setting('app.mandate', true) = 'self' and exists (select from clerk c where c.person = acting_as() and c.ended_at is null)
$$;

drop policy mine on assistance;
create policy look on assistance for select using (clerk = acting_as() or subject = acting_as());
create policy open on assistance for insert with check (clerk = acting_as()
  and subject = (select f.subject from desk_found(search) f));
create policy finish on assistance for update using (clerk = acting_as()) with check (clerk = acting_as() and ended_at is not null);

-- desk_acts is what the clerk did in an assistance of theirs, to print it for the citizen.
create function desk_acts(one uuid) returns table(at timestamptz, what text, service text, year int, number bigint)
language sql stable security definer set search_path from current as $$
  select u.at, u.act, coalesce(p.service, u.detail ->> 'service', ''), coalesce(p.year, 0), coalesce(p.number, 0)
    from assistance a
    join audit u on u.subject = a.subject and u.actor = a.clerk and u.mandate ->> 'id' = a.id::text
    left join application p on u.act = 'applications.submit' and p.id::text = u.about
   where a.id = one and a.clerk = acting_as() and u.act not like 'desk.%' and u.act not like '%look'
   order by 1
$$;

create policy assisted on preference for select using (current_setting('app.mandate', true) = 'desk'
  and actor = acting_for() and may('see', null));
comment on policy assisted on preference is 'A clerk sees how the citizen likes to read, to see what the citizen sees.';
