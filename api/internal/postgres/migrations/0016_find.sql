-- +goose Up
-- Finding a fine by what is printed on its letter, without sign-in. Programs before it do not notice it.

-- find_fine is the fine of a plate with a number: that of a notice, or that of the verbale, squeezed to its capitals and
-- digits. It is all that nobody's connection can read of a fine: never whose it is, nor the photo, which no letter shows.
-- What was paid is added by who reads it, as for everybody.
create function find_fine(wanted text, on_plate text) returns setof fine language sql stable security definer set search_path from current as $$
  select r.* from fine f cross join lateral jsonb_populate_record(f, jsonb_build_object('subject', null, 'photo', '')) r
   where f.plate = on_plate and wanted <> ''
     and (regexp_replace(upper(f.number), '[^A-Z0-9]', '', 'g') = wanted or wanted in (f.nav_discounted, f.nav_reduced, f.nav_full))
   order by f.found_on desc limit 1
$$;

-- Where a file of fines lands before it is compared: emptied within the transaction that fills it. Unlogged, because
-- nothing in it is worth a journal.
create unlogged table fine_stage (
  n              int not null,
  fiscal_code    text not null,
  family_name    text not null,
  given_name     text not null,
  birth_date     date,
  id             text not null,
  number         text not null,
  kind           text not null,
  plate          text not null,
  found_on       date not null,
  found_at       text not null,
  place          text not null,
  what           text not null,
  article        text not null,
  photo          text not null,
  notified_on    date,
  discounted     bigint not null,
  reduced        bigint not null,
  full_amount    bigint not null,
  discount_to    date,
  reduced_to     date,
  costs          bigint not null,
  points         int not null,
  driver         boolean not null,
  driver_given   boolean not null,
  office         text not null,
  office_on      date,
  to_collector   bigint not null,
  paid           bigint not null,
  paid_on        date,
  nav_discounted text not null,
  nav_reduced    text not null,
  nav_full       text not null
);
comment on column fine_stage.n is 'Place of the fine in the file, to name one whose notice number stands for another debt.';
alter table fine_stage enable row level security;
