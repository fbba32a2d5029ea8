-- +goose Up
-- What the comune has decided for the taxes of a year, as its office's files of rates tell it. It stands before what
-- the program carries of the same year. Only an import writes the table, as its owner; everybody may read it, for it is
-- published anyway. A new table only: the program before this migration does not notice it.

create table tax_rates (
  kind text not null check (kind in ('tari', 'imu')),
  year int not null check (year between 1900 and 2200),
  body jsonb not null,
  run  bigint not null,
  primary key (kind, year)
);
comment on table tax_rates is 'Tariffs of the TARI and rates of the IMU, by year: nothing about any person.';
comment on column tax_rates.body is 'As /v1/town writes it: rates in hundred-thousandths, sums in cents. An IMU year without multipliers takes the figures of the law from the year before.';
comment on column tax_rates.run is 'The import_run that last changed the row. No foreign key: a run is never deleted.';

alter table tax_rates enable row level security;
create policy read on tax_rates for select using (true);
