-- +goose Up
-- Short codes: tries, counted for all replicas and across restarts; the codes of a consent; cards of codes. Older
-- programs ask for no codes and file nothing for another: they do not notice it.

create table code_try (
  try     uuid not null,
  purpose text not null,
  counted text not null,
  at      timestamptz not null,
  primary key (try, counted)
);
create index code_try_counted on code_try(purpose, counted, at desc);
comment on table code_try is 'Every try of a code, written before the code is looked at and taken away when it was right. Belongs to no person: swept after a day.';
comment on column code_try.counted is 'Whom or what the try counts for: who tried, whose code it is, the network address.';

create table card (
  id       uuid primary key,
  subject  uuid not null references person(id) on delete cascade,
  made_at  timestamptz not null,
  ended_at timestamptz
);
create unique index card_one on card(subject) where ended_at is null;
comment on table card is 'A printed card of ten codes. A new one ends the old one.';

create table card_code (
  card    uuid not null references card(id) on delete cascade,
  subject uuid not null references person(id) on delete cascade,
  number  int not null check (number between 1 and 10),
  hash    bytea not null,
  used_at timestamptz,
  primary key (card, number)
);
comment on column card_code.hash is 'Version, salt and argon2id: see api/internal/codes. The code itself is never kept.';

alter table consent
  rename column act to deed;
alter table consent
  add column ended_at timestamptz,
  add column card_number int,
  add check (expires_at = asked_at + interval '10 minutes'),
  add check (used_at is null or given_at is not null and ended_at is null);
comment on column consent.deed is 'What the citizen is asked to say yes to: file, an application.';
comment on column consent.about is 'The draft, which becomes the application.';
comment on column consent.digest is 'SHA-256 of the answers that were read out; must be the digest of the application.';
comment on column consent.ended_at is 'It is worth nothing from then on: the citizen said no, or the clerk asked anew.';
comment on column consent.card_number is 'Which code of the card was asked for: the lowest that was free.';

create table consent_code (
  consent uuid not null references consent(id),
  subject uuid not null references person(id),
  means   text not null check (means in ('app', 'mail', 'sms')),
  hash    bytea not null,
  made_at timestamptz not null,
  primary key (consent, means)
);
comment on table consent_code is 'The code of a consent that was shown or sent last, by means; an older one is worth nothing. Only hashes.';

-- Nobody but the citizen reads or touches these in their own matters, and nobody but the clerk of the assistance in
-- theirs: a proxy never. A clerk cannot write a code that the citizen is shown, nor a card.
create function acting_mandate() returns uuid language sql stable as
$$ select nullif(current_setting('app.mandate_id', true), '')::uuid $$;
create function at_desk(service text) returns boolean language sql stable as
$$ select current_setting('app.mandate', true) = 'desk' and may('prepare', service) $$;
create function oneself(subject uuid) returns boolean language sql stable as
$$ select current_setting('app.mandate', true) = 'self' and subject = acting_as() and subject = acting_for() $$;

drop policy mine on consent;
create policy look on consent for select using (oneself(subject) or subject = acting_for() and assistance = acting_mandate() and at_desk(service));
create policy ask on consent for insert with check (subject = acting_for() and assistance = acting_mandate() and at_desk(service)
  and given_at is null and used_at is null);
create policy settle on consent for update using (used_at is null and ended_at is null and expires_at > now()
  and (oneself(subject) or subject = acting_for() and assistance = acting_mandate() and at_desk(service)))
  with check (oneself(subject) and ended_at is not null or subject = acting_for() and assistance = acting_mandate() and at_desk(service));

alter table consent_code enable row level security;
alter table card         enable row level security;
alter table card_code    enable row level security;
create policy look on consent_code for select using (subject = acting_for() and exists (select from consent c where c.id = consent));
create policy make on consent_code for insert with check (subject = acting_for()
  and exists (select from consent c where c.id = consent and c.subject = consent_code.subject)
  and case means when 'app' then oneself(subject) else at_desk(null) end);
create policy again on consent_code for update using (subject = acting_for() and exists (select from consent c where c.id = consent)
  and case means when 'app' then oneself(subject) else at_desk(null) end);
create policy own on card using (oneself(subject));
create policy look on card for select using (subject = acting_for() and at_desk(null));
create policy own on card_code using (oneself(subject));
create policy look on card_code for select using (subject = acting_for() and at_desk(null));
create policy take on card_code for update using (subject = acting_for() and at_desk(null) and used_at is null) with check (used_at is not null);

-- What a clerk files, the citizen has said yes to: to this service, in this assistance, and to these very answers.
drop policy file on application;
create policy file on application for insert with check (subject = acting_for() and may('send', service)
  and (current_setting('app.mandate', true) <> 'desk' or exists (select from consent c
    where c.about = application.id and c.subject = application.subject and c.service = application.service and c.deed = 'file'
      and c.digest = application.digest and c.assistance = acting_mandate()
      and c.given_at is not null and c.used_at is null and c.ended_at is null and c.expires_at > now())));
