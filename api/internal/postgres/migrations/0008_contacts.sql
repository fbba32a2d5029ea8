-- +goose Up
-- How people are reached, with history; letters that wait to be sent; notices with numbers in them.
-- Older programs know none of these tables, and read notices without the new columns: nothing changes for them.

create table contact (
  id         uuid primary key,
  person     uuid not null references person(id) on delete cascade,
  kind       text not null check (kind in ('email', 'phone')),
  value      text not null,
  actor      uuid not null references person(id),
  mandate    jsonb not null,
  asked_at   timestamptz not null,
  from_at    timestamptz not null check (from_at >= asked_at),
  stopped_at timestamptz,
  stopped_by uuid references person(id)
);
create index contact_person on contact(person, kind, from_at desc);
comment on table contact is 'Every e-mail address and telephone number of a person: the last begun and not stopped is in force.';
comment on column contact.id is 'Id of the command that asked for it.';
comment on column contact.value is 'Empty: none any more.';
comment on column contact.from_at is 'When it takes effect: at once by oneself, after some days by a proxy or a clerk.';
comment on column contact.stopped_at is 'It never took effect: the person stopped it, or a later change took its place.';

alter table contact enable row level security;
create policy look on contact for select using (person = acting_for() and may('see', 'contact'));
-- Whoever acts for another can never change a contact at once, whatever the program says.
create policy add on contact for insert with check (person = acting_for() and actor = acting_as() and may('send', 'contact')
  and (current_setting('app.mandate', true) = 'self' or from_at >= asked_at + interval '1 day'));
-- A row is changed once, to stop it, and before it is in force.
create policy stop on contact for update using (person = acting_for() and may('send', 'contact') and stopped_at is null)
  with check (person = acting_for() and stopped_at is not null and stopped_at < from_at and stopped_by = acting_as());

create function contact_of(whose uuid, what text, at timestamptz) returns text language sql stable as $$
  select coalesce((select value from contact where person = whose and kind = what and from_at <= at and stopped_at is null
    order by from_at desc, asked_at desc, id desc limit 1), '')
$$;
comment on function contact_of is 'The address or number of a person that is in force at a moment; empty when there is none.';

create table letter (
  id         bigint generated always as identity primary key,
  key        text not null unique,
  person     uuid not null references person(id) on delete cascade,
  address    text not null,
  subject    text not null,
  body       text not null,
  made_at    timestamptz not null,
  next_at    timestamptz not null,
  tries      int not null default 0,
  sent_at    timestamptz,
  given_up_at timestamptz,
  why        text not null default ''
);
create index letter_due on letter(next_at) where sent_at is null and given_up_at is null;
comment on table letter is 'Letters by e-mail. The key makes each one letter, however often a job runs; it is in the Message-ID too.';
comment on column letter.body is 'Emptied when the letter is sent or given up: what was written is not kept.';
comment on column letter.next_at is 'Not before this moment: while somebody sends it, and between two tries.';
comment on column letter.why is 'Why it was given up: refused (no such address) or late (a week of tries).';
alter table letter enable row level security;
-- No policy: only jobs, which work as the owner, read and write letters.

create table job (
  name     text primary key,
  until_at timestamptz not null
);
alter table job enable row level security;
comment on table job is 'How far a periodic job has come: everything before this moment has been told.';

create index outbox_open on outbox(topic, id) where done_at is null;

alter table desk_notice add column vars jsonb not null default '{}';
alter table desk_notice add column once text unique;
comment on column desk_notice.vars is 'The variables of the words of key.';
comment on column desk_notice.once is 'Makes a notice of a job one, however often it runs.';
