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
  office       text not null default 'live' check (office in ('live', 'cancelled', 'prefect', 'judge', 'plan', 'collector', 'paid')),
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
create index fine_plate on fine(plate);
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
create index payment_at on payment(at);
create index payment_waiting on payment(progress, changed_at);
create index payment_items on payment using gin (items jsonb_path_ops);
comment on table payment is 'One try to pay, or the intention to. That it is confirmed is never written here: receipts say so.';
comment on column payment.subject is 'Whose debts they are; null when nobody had signed in.';
comment on column payment.items is 'List of {nav, position, service, about, number, of, amount}.';

-- notice is every notice that can or could be paid, of whatever kind. Whoever reads it sees what they may see of the
-- tables under it.
create view notice with (security_invoker = true) as
select 'fine/' || f.id as position, f.subject, 'fines' as service, f.number as about, 'fine/' || f.id as account, f.paid as office, f.paid_on,
       case f.office when 'live' then case when f.paid = 0 then ''
                          when f.paid >= case when f.discounted > 0 and (f.discount_to is null or f.paid_on <= f.discount_to) then f.discounted
                                              when f.reduced_to is null or f.paid_on <= f.reduced_to then f.reduced else f.full_amount end then 'elsewhere' else 'short' end
                     when 'paid' then 'elsewhere' when 'prefect' then 'appeal' when 'judge' then 'appeal' else f.office end as ended,
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

-- settled is what was paid to an account in all. What the office has booked up to a day holds the receipts up to that day
-- already: the file of the office and pagoPA may tell us of the same money in either order. Receipts after that day come
-- on top. So no file opens a debt again, and no order of messages changes a sum. It is so for
-- everybody: whoever a fine is given to after it was paid may not see the receipt, and learns that it is paid, and when.
create function settled(account text, office bigint, office_on date) returns bigint language sql stable security definer set search_path from current as
$$ select (greatest(settled.office, coalesce(sum(r.amount) filter (where settled.office_on is null or r.paid_on <= settled.office_on), 0))
        + coalesce(sum(r.amount) filter (where r.paid_on > settled.office_on), 0))::bigint
     from receipt r where r.account = settled.account $$;

-- settled_on is the last day on which something was paid to it: receipts know it better than the office's books, where
-- they tell of all the money.
create function settled_on(account text, office bigint, office_on date) returns date language sql stable security definer set search_path from current as
$$ select case when coalesce(sum(r.amount), 0) >= settled_on.office and count(*) > 0 then max(r.paid_on)
               else greatest(settled_on.office_on, max(r.paid_on)) end
     from receipt r where r.account = settled_on.account $$;

-- standing is what was paid of one notice, and to its account. A notice that is an account of its own (an instalment of
-- TARI) has all of it; of alternatives that share an account, each has its own receipts, and what the office has besides.
create function standing(n notice) returns table (paid bigint, total bigint, total_on date, received boolean) language sql stable as $$
  select case when n.account = n.nav then s.total when r.own > 0 then r.own + s.total - r.all_of_it else 0 end,
         s.total, settled_on(n.account, n.office, n.paid_on), r.own > 0
    from (select coalesce(sum(r.amount) filter (where r.nav = n.nav), 0)::bigint as own, coalesce(sum(r.amount), 0)::bigint as all_of_it
            from receipt r where r.account = n.account) r,
         (select settled(n.account, n.office, n.paid_on) as total) s $$;

-- fine_due is what a fine asks for on a day, as the view of notices has it.
create function fine_due(f fine, day date) returns bigint language sql immutable as
$$ select case when f.discounted > 0 and (f.discount_to is null or day <= f.discount_to) then f.discounted
               when f.reduced_to is null or day <= f.reduced_to then f.reduced else f.full_amount end $$;

-- fine_settled_on is the first day on which as much had been paid of a fine as was due on it; while there is none, the
-- last day on which something was. Whoever pays it again weeks later has paid beyond what was due then, not now.
create function fine_settled_on(f fine) returns date language sql stable security definer set search_path from current as $$
  select coalesce(min(d.day) filter (where greatest(case when f.paid_on <= d.day then f.paid else 0 end, r.known) + r.later >= fine_due(f, d.day)),
                  settled_on('fine/' || f.id, f.paid, f.paid_on))
    from (select f.paid_on as day where f.paid_on is not null union select r.paid_on from receipt r where r.account = 'fine/' || f.id) d
   cross join lateral (select coalesce(sum(r.amount) filter (where f.paid_on is null or r.paid_on <= f.paid_on), 0) as known,
                              coalesce(sum(r.amount) filter (where r.paid_on > f.paid_on), 0) as later
                         from receipt r where r.account = 'fine/' || f.id and r.paid_on <= d.day) r $$;

-- A station has two seconds to answer: a notice is found by its number in each table by an index.
create index tari_instalment_nav on tari_instalment(nav) where nav <> '';

-- notice_of is the notice of a number: first where it stands and whose it is, each table by its own index, then the row.
create function notice_of(wanted text) returns setof notice language sql stable security definer set search_path from current as $$
  select (x.n).* from (
    select 'fine/' || f.id as position, f.subject from fine f where wanted <> '' and (f.nav_discounted = wanted or f.nav_reduced = wanted or f.nav_full = wanted)
    union select 'tari/' || p.utenza || '/' || p.year, i.subject from tari_instalment i join tari_position p on p.id = i.position where i.nav = wanted and i.nav <> ''
    union select d.kind || '/' || d.id, d.subject from own_debt d where d.nav = wanted) w
   cross join lateral (select n from notice n where n.subject = w.subject and n.position = w.position and n.nav = wanted offset 0) x(n) $$;

-- position_of is the whole position of a notice, and whose it is, for who asks in nobody's name.
create function position_of(wanted text) returns table (place text, service text, about text, ended text, option int, number int, plan int, nav text,
  amount bigint, from_on text, due_on text, moves boolean, expires boolean, split text, own boolean, paid bigint, total bigint, total_on text, received boolean,
  person text, fiscal_code text, given_name text, family_name text)
language sql stable security definer set search_path from current as $$
  select (x.n).position, (x.n).service, (x.n).about, (x.n).ended, (x.n).option, (x.n).number, (x.n).plan, (x.n).nav, (x.n).amount,
         coalesce((x.n).from_on::text, ''), coalesce((x.n).due_on::text, ''), (x.n).moves, (x.n).expires, (x.n).split, (x.n).account = (x.n).nav,
         s.paid, s.total, coalesce(s.total_on::text, ''), s.received, p.id::text, p.fiscal_code, p.given_name, p.family_name
    from (select distinct m.subject, m.position from notice_of(wanted) m) w
   cross join lateral (select n from notice n where n.subject = w.subject and n.position = w.position offset 0) x(n)
   cross join lateral standing(x.n) s join person p on p.id = w.subject
   order by (x.n).position, (x.n).option, (x.n).number $$;
revoke execute on function notice_of(text) from public;

-- book writes a receipt, once. True: it was new. Money that is known under no notice is kept all the same.
-- +goose StatementBegin
create function book(id text, nav text, iuv text, amount bigint, fee bigint, paid_on date, paid_at timestamptz, psp text, method text, payer text,
                     source text, raw text, at timestamptz) returns boolean
language plpgsql security definer set search_path from current as $$
declare
  n notice;
  total bigint;
begin
  select * into n from notice_of(book.nav) limit 1;
  perform pg_advisory_xact_lock(hashtextextended(coalesce(n.account, book.nav), 5));
  insert into receipt(id, nav, iuv, account, position, service, about, subject, amount, settled, fee, paid_on, paid_at, psp, method, payer, source, raw, at)
  values (book.id, book.nav, book.iuv, coalesce(n.account, 'unknown/' || book.nav), coalesce(n.position, ''), coalesce(n.service, ''), coalesce(n.about, ''), n.subject,
          book.amount, 0, book.fee, book.paid_on, book.paid_at, book.psp, book.method, book.payer, book.source, book.raw, book.at)
  on conflict on constraint receipt_pkey do nothing;
  if not found then
    update receipt r set again = r.again + 1, odd = r.odd + (r.nav <> book.nav or r.amount <> book.amount)::int where r.id = book.id;
    return false;
  end if;
  total := coalesce(settled(n.account, n.office, n.paid_on), book.amount);
  update receipt r set settled = total, over = coalesce(total > n.amount, false) where r.id = book.id;
  insert into outbox(topic, payload, at) values ('payment.received', json_build_object('receipt', book.id), book.at);
  return true;
end $$;
-- +goose StatementEnd

-- adopt gives receipts that came before their notice to whom they belong, once a file has brought it.
create function adopt() returns bigint language sql as $$
  with gone as (
    update receipt r set account = n.account, position = n.position, service = n.service, about = n.about, subject = n.subject
      from notice n where r.position = '' and n.nav = r.nav returning 1)
  select count(*) from gone $$;

alter table fine        enable row level security;
alter table own_debt    enable row level security;
alter table receipt     enable row level security;
alter table payment     enable row level security;

create policy look on fine for select using (subject = acting_for() and (select may('see', 'fines')));
create policy look on own_debt for select using (subject = acting_for() and may('see', service));
create policy ask on own_debt for insert with check (subject = acting_for() and (may('pay', service) or may('send', service)));
create policy change on own_debt for update using (subject = acting_for() and (may('pay', service) or may('send', service)));
create policy look on receipt for select using (subject = acting_for() and may('see', service));
create policy look on payment for select using (subject = acting_for() and (select bool_and(may('see', s)) from unnest(services) s));
create policy change on payment for update using (subject = acting_for() and (select bool_and(may('pay', s)) from unnest(services) s));
