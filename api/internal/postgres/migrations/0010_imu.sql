-- +goose Up
-- What people hold, and what they have paid for it with F24 (IMU), as the tax office's files tell it. Only an
-- import writes these tables, as their owner; requests read them through row-level security. New tables only:
-- the program before this migration does not notice them.

create table imu_holding (
  subject   uuid not null references person(id),
  unit      text not null,
  from_on   date not null,
  to_on     date,
  kind      text not null,
  address   text not null,
  sheet     text not null,
  parcel    text not null,
  sub       text not null,
  category  text not null,
  value     bigint not null,
  share_num int not null,
  share_den int not null,
  by_right  text not null,
  used_as   text not null,
  historic  boolean not null,
  unfit     boolean not null,
  residents int not null,
  inherited boolean not null,
  run       bigint not null,
  primary key (subject, unit, from_on),
  check (to_on >= from_on),
  check (share_num between 1 and share_den)
);
comment on table imu_holding is 'One unit of the land registry held by one person in one way for a time. Sums are cents.';
comment on column imu_holding.unit is 'The tax office''s number of the unit: the same for all who hold it.';
comment on column imu_holding.from_on is 'First day; when share, use or value change, a new row begins.';
comment on column imu_holding.to_on is 'Last day; null while it lasts.';
comment on column imu_holding.kind is 'building, land or area (building land).';
comment on column imu_holding.value is 'Cadastral income of a building or of land; market value of building land.';
comment on column imu_holding.share_num is 'The part held: share_num of share_den.';
comment on column imu_holding.by_right is 'owner, usufruct, use, habitation, surface, emphyteusis, lease or bare.';
comment on column imu_holding.used_as is 'What the tax asks of the use: main, appurtenance, other, let, agreed, comodato, care_home and so on.';
comment on column imu_holding.unfit is 'Unfit to live in, and empty.';
comment on column imu_holding.residents is 'Of a main home: how many of those who hold it live there; 0 when it was not said.';
comment on column imu_holding.run is 'The import_run that last changed the row. No foreign key: a run is never deleted.';

create table f24_payment (
  source  text not null,
  id      text not null,
  subject uuid not null references person(id),
  code    text not null,
  year    int not null,
  acconto boolean not null,
  saldo   boolean not null,
  late    boolean not null,
  paid_on date not null,
  amount  bigint not null,
  units   int not null,
  run     bigint not null,
  primary key (source, id)
);
create index f24_payment_subject on f24_payment(subject, paid_on desc, id);
comment on table f24_payment is 'One line of an F24 that a person paid to the comune for IMU. Amounts are cents. A line never changes.';
comment on column f24_payment.source is 'Who numbers the line: f24 for the files of F24 payments.';
comment on column f24_payment.code is 'Codice tributo, 3912 to 3939.';
comment on column f24_payment.year is 'Year of the tax.';
comment on column f24_payment.saldo is 'With acconto too: the whole year at once.';
comment on column f24_payment.late is 'Ravvedimento: sanctions and interest are in the amount.';
comment on column f24_payment.units is 'How many units it is for; 0 when it was not said.';

alter table import_run add column removed int not null default 0;
comment on column import_run.kind is 'What the file was: tari, imu, payments and others.';
comment on column import_run.removed is 'Things the file no longer had and that were taken away: holdings of people who are in it.';
comment on table import_run is 'Every file taken in from a back office. Counts are of what the kind is about: positions, people, lines; rows_read and refused are rows.';

-- Where a file lands before it is compared: emptied within the transaction that fills it. Unlogged, because
-- nothing in it is worth a journal.
create unlogged table imu_stage (
  n           int not null,
  fiscal_code text not null,
  family_name text not null,
  given_name  text not null,
  birth_date  date,
  unit        text not null,
  from_on     date not null,
  to_on       date,
  kind        text not null,
  address     text not null,
  sheet       text not null,
  parcel      text not null,
  sub         text not null,
  category    text not null,
  value       bigint not null,
  share_num   int not null,
  share_den   int not null,
  by_right    text not null,
  used_as     text not null,
  historic    boolean not null,
  unfit       boolean not null,
  residents   int not null,
  inherited   boolean not null
);

create unlogged table f24_stage (
  n           int not null,
  fiscal_code text not null,
  family_name text not null,
  given_name  text not null,
  birth_date  date,
  id          text not null,
  code        text not null,
  year        int not null,
  acconto     boolean not null,
  saldo       boolean not null,
  late        boolean not null,
  paid_on     date not null,
  amount      bigint not null,
  units       int not null
);
comment on column imu_stage.n is 'Place of the holding in the file.';
comment on column f24_stage.n is 'Place of the payment in the file, to name one that contradicts what was stored before.';

-- may() is asked once a query, not once a row. Policies for reading only: row-level security refuses every other act of the requests' role. Without any
-- policy, as in the last two, it sees nothing at all.
alter table imu_holding enable row level security;
alter table f24_payment enable row level security;
alter table imu_stage   enable row level security;
alter table f24_stage   enable row level security;

create policy look on imu_holding for select using (subject = acting_for() and (select may('see', 'imu')));
create policy look on f24_payment for select using (subject = acting_for() and (select may('see', 'imu')));
