-- +goose Up
-- The first rooms of the store: who people are, their sessions, their applications, and the trail.
-- One database per comune, so no column says which comune. Every row of a person is under row-level
-- security by subject; the server works as the role sportello_app, which never owns a table.

create table person (
  id          uuid primary key default gen_random_uuid(),
  fiscal_code text not null unique,
  given_name  text not null default '',
  family_name text not null default '',
  birth_date  date,
  address     text not null default '',
  created_at  timestamptz not null default now()
);
comment on table person is 'Everybody the town hall knows: residents, and whoever has signed in.';
comment on column person.fiscal_code is 'Codice fiscale, upper case.';
comment on column person.address is 'Home address as the registry gives it: street and number.';

create table session (
  token_hash bytea primary key,
  actor      uuid not null references person(id) on delete cascade,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now(),
  expires_at timestamptz not null,
  shared     boolean not null default false,
  device     text not null default ''
);
create index session_actor on session(actor);
comment on table session is 'Who is signed in. Only the SHA-256 of the cookie is kept.';
comment on column session.shared is 'The person said: this is a shared device. Nothing is kept on it.';
comment on column session.device is 'The kind of device in a few words, so that the person knows it again.';

create table login_state (
  state_hash bytea primary key,
  nonce      text not null,
  verifier   text not null,
  return_to  text not null,
  shared     boolean not null default false,
  expires_at timestamptz not null
);
comment on table login_state is 'A sign-in under way: what must come back from the identity provider, once.';

create table login_message (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  direction  text not null check (direction in ('sent', 'received')),
  message    jsonb not null
);
comment on table login_message is 'Requests to and answers of the identity provider; kept 24 months (DPCM 24/10/2014 art. 13).';

create table parked_form (
  token_hash bytea primary key,
  actor      uuid not null references person(id) on delete cascade,
  path       text not null,
  form       jsonb not null,
  expires_at timestamptz not null
);
comment on table parked_form is 'What somebody had typed when their session lapsed: given back to the same person only.';

create table preference (
  actor   uuid primary key references person(id) on delete cascade,
  value   jsonb not null,
  set_at  timestamptz not null default now()
);

create table draft (
  id         uuid primary key,
  subject    uuid not null references person(id) on delete cascade,
  actor      uuid not null references person(id),
  service    text not null,
  answers    jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (subject, service)
);
comment on column draft.id is 'Made where the draft was born (UUIDv7); becomes the id of the application and the key of its submission.';

create table protocol_counter (
  register text not null,
  year     int not null,
  last     bigint not null,
  primary key (register, year)
);
comment on table protocol_counter is 'The last number given in each register and year (DPR 445/2000 art. 53, 57).';

create table application (
  id          uuid primary key,
  subject     uuid not null references person(id),
  actor       uuid not null references person(id),
  mandate     jsonb not null,
  service     text not null,
  register    text not null,
  year        int not null,
  number      bigint not null,
  filed_at    timestamptz not null,
  due_on      date not null,
  state       text not null,
  answers     jsonb not null,
  digest      bytea not null,
  office      text not null,
  responsible text not null,
  unique (register, year, number)
);
create index application_subject on application(subject, filed_at desc);
comment on column application.digest is 'SHA-256 of the answers as filed: the imprint of the protocol (DPR 445/2000 art. 53 c. 1 f).';

create table application_event (
  application uuid not null references application(id),
  subject     uuid not null references person(id),
  seq         int not null,
  at          timestamptz not null,
  state       text not null,
  note        text not null default '',
  primary key (application, seq)
);

create table command_key (
  id          uuid primary key,
  actor       uuid not null references person(id),
  subject     uuid not null references person(id),
  kind        text not null,
  fingerprint bytea not null,
  answer      jsonb,
  at          timestamptz not null default now()
);
comment on table command_key is 'One row a command that was applied: the same id answers the same, for ever.';

create table outbox (
  id      bigint generated always as identity primary key,
  topic   text not null,
  payload jsonb not null,
  at      timestamptz not null default now(),
  done_at timestamptz
);
comment on table outbox is 'What the outside world must hear of, written in the transaction that made it true.';

create table audit (
  seq     bigint primary key,
  at      timestamptz not null,
  actor   uuid not null,
  subject uuid not null,
  mandate jsonb not null,
  act     text not null,
  about   text not null,
  prev    bytea not null,
  hash    bytea not null unique
);
create index audit_subject on audit(subject, seq desc);
comment on table audit is 'Every act, in a chain: hash = SHA-256 of prev and of the row. Append only.';

create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq      bigint not null,
  hash     bytea not null
);
comment on table audit_head is 'The end of the chain. Whoever adds to the chain holds this row: one at a time.';
insert into audit_head(seq, hash) values (0, '');

create table desk_notice (
  id       uuid primary key default gen_random_uuid(),
  subject  uuid references person(id) on delete cascade,
  key      text not null default '',
  title    text not null default '',
  body     text not null default '',
  from_on  date not null,
  until_on date not null
);
comment on table desk_notice is 'Notices of the desk; subject null means for everybody.';
comment on column desk_notice.key is 'A key of the catalogues instead of a title and a body of one language.';

alter table preference        enable row level security;
alter table draft             enable row level security;
alter table application       enable row level security;
alter table application_event enable row level security;
alter table command_key       enable row level security;
alter table audit             enable row level security;
alter table desk_notice       enable row level security;
alter table parked_form       enable row level security;

create policy own on preference        using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy own on parked_form       using (actor = nullif(current_setting('app.actor', true), '')::uuid);
create policy own on draft             using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on application       using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on application_event using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on command_key       using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on desk_notice       using (subject is null or subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on audit for select  using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy add on audit for insert  with check (actor = nullif(current_setting('app.actor', true), '')::uuid);
