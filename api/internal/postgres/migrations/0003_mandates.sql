-- +goose Up
-- Acting for another: proxies (deleghe), clerks and their assistances, consents for one act, and the one
-- function by which every policy asks whether whoever acts may do this.
-- Older programs set app.mandate = 'self' always, so every row they could reach is theirs still.

create table proxy (
  id            uuid primary key,
  kind          text not null check (kind in ('simple', 'tutor', 'curator', 'support', 'parent', 'heir')),
  delegator     uuid not null references person(id),
  delegate_code text not null,
  delegate      uuid references person(id),
  tasks         text[] not null check (tasks <@ array['see', 'prepare', 'send', 'pay']),
  services      text[] not null default '{}',
  cap           bigint not null default 0 check (cap >= 0),
  from_on       date not null,
  until_on      date,
  state         text not null check (state in ('invited', 'verifying', 'active', 'paused', 'revoked', 'renounced', 'refused')),
  code_hash     bytea,
  code_until    timestamptz,
  papers        jsonb not null default '{}',
  made_by       uuid not null references person(id),
  made_at       timestamptz not null,
  changed_at    timestamptz not null
);
create index proxy_delegator on proxy(delegator);
create index proxy_delegate on proxy(delegate);
create index proxy_delegate_code on proxy(delegate_code);
comment on table proxy is 'Who may act for whom, how far and until when. Rows are never deleted: they explain old acts.';
comment on column proxy.delegate_code is 'Codice fiscale of who is to act, known before they ever signed in.';
comment on column proxy.services is 'Ids of services; none means every service.';
comment on column proxy.cap is 'The most that one payment may be, in cents.';
comment on column proxy.code_hash is 'Hash of the invitation code until it is used; code_until is its last moment.';
comment on column proxy.papers is 'What a clerk has seen: decree, documents, digest of the scan.';

create table clerk (
  person   uuid primary key references person(id),
  office   text not null,
  since_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table clerk is 'Who works at the desk. Written by the comune with sportello clerk.';

create table assistance (
  id         uuid primary key,
  clerk      uuid not null references person(id),
  office     text not null,
  subject    uuid not null references person(id),
  reason     text not null,
  channel    text not null check (channel in ('counter', 'telephone')),
  presence   jsonb not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  ended_why  text not null default ''
);
create index assistance_clerk on assistance(clerk, started_at desc);
create index assistance_subject on assistance(subject, started_at desc);
comment on table assistance is 'A clerk works for a citizen who is present or on the telephone, for 30 minutes at most.';
comment on column assistance.presence is 'How the citizen was recognised: kind of document, its last four signs and its end, or the number called back.';

create table consent (
  id         uuid primary key,
  assistance uuid not null references assistance(id),
  subject    uuid not null references person(id),
  act        text not null,
  about      uuid not null,
  service    text not null,
  amount     bigint,
  digest     bytea not null,
  asked_at   timestamptz not null,
  expires_at timestamptz not null,
  given_at   timestamptz,
  used_at    timestamptz,
  means      text not null default ''
);
create index consent_subject on consent(subject, asked_at desc);
comment on table consent is 'One yes of a citizen to one act of a clerk: the act, what it is about, the amount, and the digest of what was read out.';

-- acting_for is the subject of the transaction; acting is whether the one who acts may do a task there.
create function acting_for() returns uuid language sql stable as
$$ select nullif(current_setting('app.subject', true), '')::uuid $$;
create function acting_as() returns uuid language sql stable as
$$ select nullif(current_setting('app.actor', true), '')::uuid $$;

-- +goose StatementBegin
create function may(task text, service text) returns boolean language plpgsql stable security definer as $$
declare
  mandate uuid := nullif(current_setting('app.mandate_id', true), '')::uuid;
  today date := (now() at time zone 'Europe/Rome')::date;
begin
  case coalesce(current_setting('app.mandate', true), '')
    when 'self' then
      return acting_as() = acting_for();
    when 'proxy' then
      return exists (select from proxy p where p.id = mandate and p.delegate = acting_as() and p.delegator = acting_for()
        and p.state = 'active' and p.from_on <= today and (p.until_on is null or today <= p.until_on)
        and may.task = any(p.tasks)
        and (may.service is null or cardinality(p.services) = 0 or may.service = any(p.services)));
    when 'desk' then
      return may.task in ('see', 'prepare', 'send') and exists (select from assistance a join clerk c on c.person = a.clerk
        where a.id = mandate and a.clerk = acting_as() and a.subject = acting_for()
        and a.ended_at is null and a.expires_at > now() and c.ended_at is null);
    else
      return false;
  end case;
end $$;
-- +goose StatementEnd
comment on function may is 'Whether the actor may do a task (see, prepare, send, pay) for a service, or for any when it is null, in the matters of the subject.';

drop policy own on draft;
drop policy own on application;
drop policy own on application_event;
drop policy own on command_key;
drop policy own on desk_notice;
drop policy own on audit;
drop policy own on tari_position;
drop policy own on tari_instalment;

create policy look on draft for select using (subject = acting_for() and may('see', service));
create policy write on draft for insert with check (subject = acting_for() and may('prepare', service));
create policy change on draft for update using (subject = acting_for() and may('prepare', service));
create policy drop on draft for delete using (subject = acting_for() and (may('prepare', service) or may('send', service)));

create policy look on application for select using (subject = acting_for() and may('see', service));
create policy file on application for insert with check (subject = acting_for() and may('send', service)
  and (current_setting('app.mandate', true) <> 'desk' or exists (select from consent c
    where c.about = application.id and c.given_at is not null and c.used_at is null and c.expires_at > now()
      and c.assistance = nullif(current_setting('app.mandate_id', true), '')::uuid)));
create policy look on application_event for select using (subject = acting_for()
  and exists (select from application a where a.id = application_event.application));
create policy note on application_event for insert with check (subject = acting_for() and may('send', null));

create policy own on command_key using (subject = acting_for() and actor = acting_as() and may('see', null));
-- What is told to a person by name may name others: it is for them alone.
create policy own on desk_notice using (subject is null or subject = acting_for() and subject = acting_as() and may('see', null));
create policy own on audit for select using (subject = acting_for() and subject = acting_as() and may('see', null));
create policy look on tari_position for select using (subject = acting_for() and may('see', 'tari'));
create policy look on tari_instalment for select using (subject = acting_for() and may('see', 'tari'));

alter table proxy      enable row level security;
alter table assistance enable row level security;
alter table consent    enable row level security;

create policy mine on proxy using (delegator = acting_as() or delegate = acting_as()
  or delegate_code = (select fiscal_code from person where id = acting_as())
  or current_setting('app.mandate', true) = 'desk' and delegator = acting_for() and may('see', null));
create policy mine on assistance using (clerk = acting_as() or subject = acting_as());
create policy mine on consent using (subject = acting_for() and (subject = acting_as() or may('prepare', null)));
