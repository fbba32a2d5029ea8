-- +goose Up
-- Traffic fines, what is paid through pagoPA, and what pagoPA says of it. New tables only: the program before this
-- migration does not notice them. Sums are cents everywhere.

create table fine (
  id           text primary key,
  subject      uuid not null references person(id),
  number       text not null,
  kind         text not null check (kind in ('preavviso', 'verbale')),
  plate        text not null,
  found_on     date not null,
  found_at     text not null default '',
  place        text not null,
  what         text not null,
  article      text not null default '',
  photo        text not null default '',
  notified_on  date,
  discounted   bigint not null default 0 check (discounted >= 0),
  reduced      bigint not null default 0 check (reduced >= 0),
  full_amount  bigint not null default 0 check (full_amount >= 0),
  discount_to  date,
  reduced_to   date,
  costs        bigint not null default 0,
  points       int not null default 0,
  driver       boolean not null default false,
  driver_given boolean not null default false,
  office       text not null default 'live' check (office in ('live', 'cancelled', 'prefect', 'judge', 'plan', 'collector')),
  office_on    date,
  to_collector bigint not null default 0,
  paid         bigint not null default 0 check (paid >= 0),
  paid_on      date,
  nav_discounted text not null default '',
  nav_reduced    text not null default '',
  nav_full       text not null default '',
  run          bigint not null
);
create index fine_subject on fine(subject, found_on desc, id);
create index fine_nav_discounted on fine(nav_discounted) where nav_discounted <> '';
create index fine_nav_reduced on fine(nav_reduced) where nav_reduced <> '';
create index fine_nav_full on fine(nav_full) where nav_full <> '';
comment on table fine is 'One verbale as the local police''s file gives it. Only an import writes it, as its owner.';
comment on column fine.id is 'Number of the verbale, as an address can carry it.';
comment on column fine.notified_on is 'Day 0 of every term; null until it is known.';
comment on column fine.discount_to is 'Last day of the discount, worked out when the notification became known. Null: none, or no term runs yet.';
comment on column fine.paid is 'What the office has booked, in whatever way it was paid; receipts of pagoPA stand in receipt.';
comment on column fine.run is 'The import_run that last changed the row. No foreign key: a run is never deleted.';

create table own_debt (
  id       uuid primary key,
  subject  uuid not null references person(id),
  kind     text not null check (kind in ('imu', 'fee')),
  service  text not null,
  about    text not null,
  amount   bigint not null check (amount > 0),
  nav      text not null unique,
  due_on   date,
  parts    jsonb not null default '[]',
  ended    text not null default '',
  made_at  timestamptz not null
);
create index own_debt_subject on own_debt(subject, made_at desc);
comment on table own_debt is 'What is owed because the person asked for something: the fee of an application, IMU paid by notice.';
comment on column own_debt.parts is 'Of IMU: list of {code, amount, acconto, saldo}, the lines that the sum pays.';
comment on column own_debt.due_on is 'Last day on which the amount is right; null: it stays right.';
create sequence own_iuv;
comment on sequence own_iuv is 'Numbers of the notices that we make ourselves.';

create table receipt (
  id        text primary key,
  nav       text not null,
  iuv       text not null,
  account   text not null,
  position  text not null default '',
  service   text not null default '',
  about     text not null default '',
  subject   uuid references person(id),
  amount    bigint not null check (amount > 0),
  settled   bigint not null,
  over      boolean not null default false,
  fee       bigint not null default 0,
  paid_on   date not null,
  paid_at   timestamptz,
  psp       text not null default '',
  method    text not null default '',
  payer     text not null default '',
  source    text not null,
  raw       text not null default '',
  at        timestamptz not null,
  again     int not null default 0,
  odd       int not null default 0
);
create index receipt_account on receipt(account);
create index receipt_subject on receipt(subject, paid_on desc, id);
create index receipt_nav on receipt(nav);
create index receipt_iuv on receipt(iuv);
comment on table receipt is 'Every proof of payment that pagoPA gave (ricevuta telematica), once. Rows are never changed but for the counts.';
comment on column receipt.account is 'What is settled by it: the position, or one notice of a plan.';
comment on column receipt.settled is 'What had been paid to the account after it: what the office had booked or receipts had said, whichever was more, and this.';
comment on column receipt.over is 'The account was settled already, or more was paid than owed: the office gives it back.';
comment on column receipt.source is 'Who told us first: station, gpd or fdr.';
comment on column receipt.again is 'How often the same receipt came once more.';
comment on column receipt.odd is 'How often it came once more saying something else: the first word counts, and a person looks at it.';

create table payment (
  id         uuid primary key,
  subject    uuid references person(id),
  actor      uuid references person(id),
  mandate    jsonb,
  progress   text not null check (progress in ('intended', 'started', 'sent', 'dropped', 'failed', 'lapsed')),
  items      jsonb not null,
  services   text[] not null,
  total      bigint not null check (total > 0),
  url        text not null default '',
  cart_at    timestamptz,
  at         timestamptz not null,
  changed_at timestamptz not null
);
create index payment_subject on payment(subject, at desc);
comment on table payment is 'One try to pay, or the intention to. That it is confirmed is never written here: receipts say so.';
comment on column payment.subject is 'Whose debts they are; null when nobody had signed in.';
comment on column payment.items is 'List of {nav, position, service, about, number, of, amount}.';

create table publication (
  position text primary key,
  digest   bytea not null,
  state    text not null check (state in ('published', 'withdrawn', 'failing')),
  status   text not null default '',
  tries    int not null default 0,
  next_at  timestamptz,
  problem  text not null default '',
  at       timestamptz not null
);
comment on table publication is 'What pagoPA''s archive of positions (GPD) was told of each position, by a digest of what was said.';

-- notice is every notice that can or could be paid, of whatever kind. Whoever reads it sees what they may see of the
-- tables under it.
create view notice with (security_invoker = true) as
select 'fine/' || f.id as position, f.subject, 'fines' as service, f.number as about, 'fine/' || f.id as account, f.paid as office, f.paid_on,
       case f.office when 'live' then case when f.paid = 0 then ''
                          when f.paid >= case when f.discounted > 0 and (f.discount_to is null or f.paid_on <= f.discount_to) then f.discounted
                                              when f.reduced_to is null or f.paid_on <= f.reduced_to then f.reduced else f.full_amount end then 'elsewhere' else 'short' end
                     when 'prefect' then 'appeal' when 'judge' then 'appeal' else f.office end as ended,
       n.option, 1 as number, 1 as plan, n.nav, n.amount, n.from_on, n.due_on, false as moves, true as expires, '' as split
  from fine f cross join lateral (values (1, f.nav_discounted, f.discounted, null::date, f.discount_to), (2, f.nav_reduced, f.reduced, null, f.reduced_to),
       (3, f.nav_full, f.full_amount, f.reduced_to + 1, null)) as n(option, nav, amount, from_on, due_on)
 where n.nav <> '' and n.amount > 0
union all
select 'tari/' || p.utenza || '/' || p.year, i.subject, 'tari', p.utenza || '/' || p.year, i.nav, i.paid, i.paid_on, case when i.paid >= i.amount then 'elsewhere' else '' end,
       1, i.number, i.plan, i.nav, i.amount, null, i.due_on, true, false, p.tefa || '/' || p.total
  from tari_instalment i join tari_position p on p.id = i.position and p.subject = i.subject
 where i.nav <> '' and i.amount > 0
union all
select d.kind || '/' || d.id, d.subject, d.service, d.about, d.kind || '/' || d.id, 0, null, d.ended, 1, 1, 1, d.nav, d.amount, null, d.due_on, false, d.due_on is not null, ''
  from own_debt d;
comment on view notice is 'One row a notice. office: what the office has booked for the account. moves: a last day on a Saturday or a holiday moves. split: of TARI, the part of the province of the total.';

-- settled is what was paid to an account in all: by the office's books, or by receipts on top of them.
create function settled(account text, office bigint) returns bigint language sql stable as
$$ select greatest(settled.office, (select max(r.settled) from receipt r where r.account = settled.account)) $$;

-- notices_with are all the notices of the position that a notice belongs to. Nobody is signed in who asks this: a
-- station of pagoPA, a job, a person with a letter in the hand.
create function notices_with(wanted text) returns setof notice language sql stable security definer set search_path from current as
$$ select n.* from notice n where n.position in (select m.position from notice m where m.nav = wanted) order by n.option, n.number $$;

-- book writes a receipt, once. True: it was new. Money that is known under no notice is kept all the same.
-- +goose StatementBegin
create function book(id text, nav text, iuv text, amount bigint, fee bigint, paid_on date, paid_at timestamptz, psp text, method text, payer text,
                     source text, raw text, at timestamptz) returns boolean
language plpgsql security definer set search_path from current as $$
declare
  n notice;
  was receipt;
  before bigint;
begin
  select * into n from notice m where m.nav = book.nav limit 1;
  perform pg_advisory_xact_lock(hashtextextended(coalesce(n.account, book.nav), 5));
  select * into was from receipt r where r.id = book.id;
  if found then
    update receipt r set again = r.again + 1, odd = r.odd + (r.nav <> book.nav or r.amount <> book.amount)::int where r.id = book.id;
    return false;
  end if;
  before := coalesce(settled(n.account, n.office), 0);
  insert into receipt(id, nav, iuv, account, position, service, about, subject, amount, settled, over, fee, paid_on, paid_at, psp, method, payer, source, raw, at)
  values (book.id, book.nav, book.iuv, coalesce(n.account, 'unknown/' || book.nav), coalesce(n.position, ''), coalesce(n.service, ''), coalesce(n.about, ''), n.subject,
          book.amount, before + book.amount, coalesce(before + book.amount > n.amount, false), book.fee, book.paid_on, book.paid_at, book.psp, book.method, book.payer, book.source, book.raw, book.at);
  insert into outbox(topic, payload, at) values ('payment.received', json_build_object('receipt', book.id), book.at);
  return true;
end $$;
-- +goose StatementEnd

alter table fine        enable row level security;
alter table own_debt    enable row level security;
alter table receipt     enable row level security;
alter table payment     enable row level security;
alter table publication enable row level security;

create policy look on fine for select using (subject = acting_for() and (select may('see', 'fines')));
create policy look on own_debt for select using (subject = acting_for() and may('see', service));
create policy ask on own_debt for insert with check (subject = acting_for() and (may('pay', service) or may('send', service)));
create policy look on receipt for select using (subject = acting_for() and may('see', service));
create policy look on payment for select using (subject = acting_for() and (select bool_and(may('see', s)) from unnest(services) s));
create policy start on payment for insert with check (subject = acting_for() and actor = acting_as() and (select bool_and(may('pay', s)) from unnest(services) s));
create policy change on payment for update using (subject = acting_for() and (select bool_and(may('pay', s)) from unnest(services) s));
