-- +goose Up
-- What the trail says in plain words, reads under a mandate, and the help code. An older program neither reads
-- nor writes the new column: its rows have none, and their hash is as it was.

alter table audit add column detail jsonb;
comment on column audit.detail is 'Texts by name: name and office of who acted, reason, kind of proxy, consent, service. The hash covers it where it is not null.';

create table look (
  mandate uuid not null,
  what    text not null,
  hour    timestamptz not null,
  primary key (mandate, what, hour)
);
comment on table look is 'What was opened under a mandate in an hour, so that the trail says it once. Forgotten after a day.';
comment on column look.what is 'Pattern of a page or kind of matter: never a value.';

create table help (
  token_hash bytea primary key,
  id         uuid not null default gen_random_uuid(),
  drawer     text not null unique,
  code_hash  bytea not null,
  source     text not null,
  person     uuid references person(id) on delete cascade,
  page       text not null default '',
  step       text not null default '',
  errors     text[] not null default '{}',
  seen_at    timestamptz not null,
  expires_at timestamptz not null
);
create index help_source on help(source);
comment on table help is 'Somebody asks for help and lets a clerk who knows the code see which page is open: never a value, never a name. Belongs to no person: it works without a sign-in.';
comment on column help.token_hash is 'SHA-256 of the cookie on which it hangs.';
comment on column help.id is 'What the trail calls it.';
comment on column help.drawer is 'The first three digits of the code, by which its hash is found: a code is held against one hash alone.';
comment on column help.source is 'Network address that asked: one cannot take all the drawers.';
comment on column help.person is 'Who is signed in there, for the trail alone.';
comment on column help.errors is 'Names of what is wrong on the page, not words.';

alter table look enable row level security;
create policy own on look using (mandate = nullif(current_setting('app.mandate_id', true), '')::uuid);
