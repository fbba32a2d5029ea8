-- +goose Up
-- What households owe for waste (TARI), as the back office's file tells it. Only an import writes these tables,
-- as their owner; requests read them through row-level security. New tables only: the program before this
-- migration does not notice them.

create table import_run (
  id         bigint generated always as identity primary key,
  kind       text not null,
  file       bytea not null,
  rows_read  int not null,
  refused    int not null,
  held_back  int not null,
  inserted   int not null default 0,
  updated    int not null default 0,
  unchanged  int not null default 0,
  missing    int not null default 0,
  at         timestamptz not null
);
comment on table import_run is 'Every file taken in from a back office. Counts are positions, but rows_read and refused are rows.';
comment on column import_run.kind is 'What the file was: tari.';
comment on column import_run.file is 'SHA-256 of the file as it came.';
comment on column import_run.held_back is 'Positions of which a row was faulty: nothing of them was written.';
comment on column import_run.missing is 'Positions of the same years that the file no longer had: kept as they were.';

create table tari_position (
  id            bigint generated always as identity primary key,
  subject       uuid not null references person(id),
  utenza        text not null,
  year          int not null,
  address       text not null,
  sheet         text not null,
  parcel        text not null,
  sub           text not null,
  category      text not null,
  square_metres bigint not null,
  occupants     int not null,
  from_on       date,
  to_on         date,
  fixed_rate    bigint not null,
  variable_rate bigint not null,
  fixed         bigint not null,
  variable      bigint not null,
  reductions    jsonb not null,
  tefa          bigint not null,
  ur1           bigint not null,
  ur2           bigint not null,
  ur3           bigint not null,
  bonus         bigint not null,
  total         bigint not null,
  run           bigint not null,
  unique (utenza, year),
  unique (id, subject)
);
create index tari_position_subject on tari_position(subject, year desc, utenza);
comment on table tari_position is 'The bill of one utenza for one year. Sums are cents.';
comment on column tari_position.subject is 'Who is asked to pay; changes when the office gives the bill to somebody else.';
comment on column tari_position.utenza is 'The waste office''s number of the dwelling, garage or shop.';
comment on column tari_position.square_metres is 'Hundredths of a square metre.';
comment on column tari_position.fixed_rate is 'Hundred-thousandths of a euro per square metre.';
comment on column tari_position.variable_rate is 'Hundred-thousandths of a euro per year.';
comment on column tari_position.reductions is 'List of {code, percent}; percent in hundredths of a per cent.';
comment on column tari_position.tefa is 'Provincial tribute (art. 19 D.Lgs. 504/1992).';
comment on column tari_position.bonus is 'Social bonus: positive, lowers the total.';
comment on column tari_position.run is 'The import_run that last changed the position or one of its instalments. No foreign key: a run is never deleted.';

create table tari_instalment (
  position bigint not null,
  number   int not null,
  subject  uuid not null,
  plan     int not null,
  due_on   date not null,
  amount   bigint not null,
  nav      text not null,
  paid     bigint not null,
  paid_on  date,
  primary key (position, number),
  foreign key (position, subject) references tari_position(id, subject) on update cascade on delete cascade
);
comment on table tari_instalment is 'One payment of a position''s plan. Sums are cents.';
comment on column tari_instalment.subject is 'That of the position, always: it is here for row-level security.';
comment on column tari_instalment.plan is 'How many instalments the plan has.';
comment on column tari_instalment.nav is 'pagoPA notice number, 18 digits; empty when the instalment has none.';

-- Where a file lands before it is compared. Emptied within the transaction that fills it, so that a row of it
-- never outlives an import; unlogged, because nothing in it is worth a journal.
create unlogged table tari_stage_position (
  n             int not null,
  fiscal_code   text not null,
  family_name   text not null,
  given_name    text not null,
  birth_date    date,
  utenza        text not null,
  year          int not null,
  address       text not null,
  sheet         text not null,
  parcel        text not null,
  sub           text not null,
  category      text not null,
  square_metres bigint not null,
  occupants     int not null,
  from_on       date,
  to_on         date,
  fixed_rate    bigint not null,
  variable_rate bigint not null,
  fixed         bigint not null,
  variable      bigint not null,
  reductions    jsonb not null,
  tefa          bigint not null,
  ur1           bigint not null,
  ur2           bigint not null,
  ur3           bigint not null,
  bonus         bigint not null,
  total         bigint not null
);
comment on column tari_stage_position.n is 'Place of the position in the file; its instalments carry the same.';

create unlogged table tari_stage_instalment (
  n       int not null,
  number  int not null,
  plan    int not null,
  due_on  date not null,
  amount  bigint not null,
  nav     text not null,
  paid    bigint not null,
  paid_on date
);

-- A policy for reading only: row-level security refuses every other act of the requests' role. Without any
-- policy, as in the last three, it sees nothing at all.
alter table tari_position         enable row level security;
alter table tari_instalment       enable row level security;
alter table import_run            enable row level security;
alter table tari_stage_position   enable row level security;
alter table tari_stage_instalment enable row level security;

create policy own on tari_position   for select using (subject = nullif(current_setting('app.subject', true), '')::uuid);
create policy own on tari_instalment for select using (subject = nullif(current_setting('app.subject', true), '')::uuid);
