-- +goose Up
-- Two-person drafts: one prepares, another says yes or no. Older programs neither read nor write these rows; what
-- they file leaves prepared_by empty, and a confirmation that still waits for the same service stays waiting.

create table confirmation (
  id          uuid primary key,
  subject     uuid not null references person(id),
  service     text not null,
  answers     jsonb not null,
  proposed_by uuid not null references person(id),
  mandate     jsonb not null,
  asked       uuid not null references person(id),
  asked_under uuid references proxy(id),
  state       text not null check (state in ('pending', 'confirmed', 'declined', 'withdrawn', 'superseded')),
  note        text not null default '',
  proposed_at timestamptz not null,
  settled_at  timestamptz,
  check (proposed_by <> asked),
  check (subject in (proposed_by, asked)),
  check ((asked = subject) = (asked_under is null))
);
create unique index confirmation_waiting on confirmation(subject, service) where state = 'pending';
create index confirmation_asked on confirmation(asked) where state = 'pending';
comment on table confirmation is 'A draft that somebody prepared and another person is asked to send. Proposed again after a no, the row is used again: the trail remembers.';
comment on column confirmation.id is 'That of the draft; becomes the id of the application and the key of its submission.';
comment on column confirmation.asked_under is 'The proxy by which whoever is asked may send; null when it is the citizen.';

alter table application add column prepared_by uuid references person(id);
comment on column application.prepared_by is 'Who prepared it, when another person confirmed it.';

alter table confirmation enable row level security;

create policy look on confirmation for select using (subject = acting_for() and (may('see', service) or asked = acting_as() and may('send', service)));
-- Whoever is asked learns of it in their own matters too, while the proxy is in force.
create policy asked on confirmation for select using (asked = acting_as() and state = 'pending' and exists (select from proxy p
  where p.id = asked_under and p.delegate = acting_as() and p.delegator = subject and p.state = 'active' and 'send' = any(p.tasks)
    and (cardinality(p.services) = 0 or service = any(p.services))
    and (now() at time zone 'Europe/Rome')::date between p.from_on and coalesce(p.until_on, 'infinity'::date)));
create policy propose on confirmation for insert with check (subject = acting_for() and may('prepare', service)
  and proposed_by = acting_as() and state = 'pending');
create policy change on confirmation for update using (subject = acting_for() and (may('prepare', service) or may('send', service)));

-- A delegate who may send and not prepare gives the draft back all the same when they say no.
create policy back on draft for insert with check (subject = acting_for() and may('send', service)
  and exists (select from confirmation c where c.id = draft.id and c.asked = acting_as()));
create policy rejoin on draft for update using (subject = acting_for() and may('send', service)
  and exists (select from confirmation c where c.subject = draft.subject and c.service = draft.service and c.asked = acting_as()));
