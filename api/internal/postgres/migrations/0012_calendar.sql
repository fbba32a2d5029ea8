-- +goose Up
-- Private calendar links: a secret address under which a calendar reads the days of one person. Older programs make
-- none and find none.

create table calendar_link (
  id       uuid primary key,
  subject  uuid not null references person(id) on delete cascade,
  hash     bytea not null unique check (length(hash) = 32),
  made_at  timestamptz not null,
  ended_at timestamptz
);
create unique index calendar_link_one on calendar_link(subject) where ended_at is null;
comment on table calendar_link is 'A secret address for calendars. A person has one: a new one ends the old one.';
comment on column calendar_link.hash is 'SHA-256 of the secret, which has 256 bits: it cannot be guessed, so the hash need not be slow. The secret is never kept.';
comment on column calendar_link.ended_at is 'From then on nothing is found under it. The row stays, to tell a calendar that still asks from somebody who tries.';

alter table calendar_link enable row level security;
create policy own on calendar_link using (oneself(subject));
comment on policy own on calendar_link is 'A proxy and a clerk neither make nor see one: it would outlive their mandate.';

-- calendar_reader is whose days are under a secret, and whether it has ended. Nobody is signed in who asks this.
create function calendar_reader(secret bytea) returns table(person uuid, fiscal_code text, given_name text, family_name text, ended boolean)
language sql stable security definer set search_path from current as $$
  select p.id, p.fiscal_code, p.given_name, p.family_name, l.ended_at is not null
    from calendar_link l join person p on p.id = l.subject
   where l.hash = secret
$$;
