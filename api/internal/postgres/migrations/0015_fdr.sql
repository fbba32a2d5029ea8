-- +goose Up
-- What pagoPA is to be told next, and what the banks say they have paid out (FdR). The program before this migration
-- writes nothing of it and is not disturbed: what it changes is noted for the next one.

-- publication is also the list of what is to be told: triggers note every position that may have changed, so that nobody
-- has to look through all debts of the town. next_at says when it is looked at; null, that nothing is to be done.
create table publication (
  position text primary key,
  subject  uuid references person(id),
  digest   bytea not null default '',
  state    text not null check (state in ('due', 'published', 'withdrawn', 'failing')),
  status   text not null default '',
  tries    int not null default 0,
  next_at  timestamptz,
  problem  text not null default '',
  at       timestamptz not null default 'epoch',
  slow     boolean not null default false,
  stamp    bigint not null default 0
);
comment on table publication is 'What pagoPA''s archive of positions (GPD) was told of each position, by a digest of what was said.';
create index publication_due on publication(slow, next_at, position) where next_at is not null;
comment on column publication.digest is 'Of what GPD was told last; empty: nothing.';
comment on column publication.slow is 'One of the many (TARI): told after all others, a few at a time.';
comment on column publication.stamp is 'Counts the notes, so that a change during the telling is not lost.';

create function publish_later(positions text[], subjects uuid[]) returns void language sql as $$
  insert into publication(position, subject, state, slow, next_at)
  select distinct on (p.position) p.position, p.subject, 'due', p.position like 'tari/%', 'epoch'
    from unnest(positions, subjects) p(position, subject) where p.subject is not null
  on conflict (position) do update set subject = excluded.subject, next_at = 'epoch', tries = 0, stamp = publication.stamp + 1 $$;

-- The triggers work once a statement, as the owner: whoever changes a debt need not be allowed to see this table.
-- +goose StatementBegin
create function note_change() returns trigger language plpgsql security definer set search_path from current as $$
begin
  case tg_table_name
    when 'fine' then perform publish_later(array_agg('fine/' || c.id), array_agg(c.subject)) from changed c;
    when 'own_debt' then perform publish_later(array_agg(c.kind || '/' || c.id), array_agg(c.subject)) from changed c;
    when 'tari_position' then perform publish_later(array_agg('tari/' || c.utenza || '/' || c.year), array_agg(c.subject)) from changed c;
    when 'receipt' then perform publish_later(array_agg(c.position), array_agg(c.subject)) from changed c where c.position <> '';
  end case;
  return null;
end $$;
-- +goose StatementEnd
create trigger note_new after insert on fine referencing new table as changed for each statement execute function note_change();
create trigger note_change after update on fine referencing new table as changed for each statement execute function note_change();
create trigger note_new after insert on own_debt referencing new table as changed for each statement execute function note_change();
create trigger note_change after update on own_debt referencing new table as changed for each statement execute function note_change();
create trigger note_new after insert on tari_position referencing new table as changed for each statement execute function note_change();
create trigger note_change after update on tari_position referencing new table as changed for each statement execute function note_change();
create trigger note_new after insert on receipt referencing new table as changed for each statement execute function note_change();
select publish_later(array_agg(n.position), array_agg(n.subject)) from (select distinct position, subject from notice) n;

create table pagopa_task (
  name    text primary key,
  mark    text not null default '',
  next_at timestamptz not null default 'epoch'
);
comment on table pagopa_task is 'What is asked of pagoPA again and again: how far it has come, and when it is asked next. Whoever is at it moves next_at first.';

create table fdr_flow (
  psp       text not null,
  id        text not null,
  revision  bigint not null,
  published timestamptz not null,
  regulation text not null default '',
  regulated_on date,
  payments  bigint not null default 0,
  total     bigint not null default 0,
  state     text not null default 'new' check (state in ('new', 'read', 'odd', 'replaced')),
  problem   text not null default '',
  next_at   timestamptz default 'epoch',
  primary key (psp, id, revision)
);
create index fdr_flow_due on fdr_flow(next_at) where next_at is not null;
comment on table fdr_flow is 'A flow of payments that a bank has paid out to the comune in one sum (flusso di rendicontazione), one row a revision. Sums are cents.';
comment on column fdr_flow.regulation is 'The bank''s name of the transfer of money: it stands in the text of the credit.';
comment on column fdr_flow.state is 'odd: its rows do not make what it says of itself; a person looks at it. replaced: there is a later revision.';

create table fdr_row (
  psp      text not null,
  id       text not null,
  revision bigint not null,
  number   bigint not null,
  iuv      text not null,
  iur      text not null,
  transfer int not null,
  amount   bigint not null,
  status   text not null,
  paid_on  date not null,
  state    text not null check (state in ('reported', 'missing', 'revoked', 'foreign', 'lost', 'replaced')),
  tries    int not null default 0,
  next_at  timestamptz,
  primary key (psp, id, revision, number),
  foreign key (psp, id, revision) references fdr_flow
);
create index fdr_row_open on fdr_row(next_at) where state in ('missing', 'lost');
create index fdr_row_iur on fdr_row(iur);
comment on table fdr_row is 'One payment of a flow: the part of one notice that went to the comune.';
comment on column fdr_row.iur is 'The bank''s id of the payment: that of its receipt.';
comment on column fdr_row.status is 'EXECUTED, REVOKED, NO_RPT, STAND_IN or STAND_IN_NO_RPT (codes 0, 3, 9, 4 and 8).';
comment on column fdr_row.state is 'reported: its receipt is here. missing: it is looked for. lost: pagoPA has none; a person looks at it. revoked: the money was given back; a person looks at it. foreign: not of a notice that is ours.';

create table biz_call (at timestamptz not null);
create index biz_call_at on biz_call(at);
comment on table biz_call is 'When copies of receipts were asked for: pagoPA allows ten in sixty minutes, whoever asks.';

alter table publication enable row level security;
alter table pagopa_task enable row level security;
alter table fdr_flow    enable row level security;
alter table fdr_row     enable row level security;
alter table biz_call    enable row level security;
