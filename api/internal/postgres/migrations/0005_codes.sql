-- +goose Up
-- Tries of short codes, counted for all replicas and across restarts. Older programs ask for no codes: they do not
-- notice it.

create table code_try (
  try     uuid not null default gen_random_uuid(),
  purpose text not null,
  counted text not null,
  at      timestamptz not null,
  primary key (try, counted)
);
create index code_try_counted on code_try(purpose, counted, at desc);
comment on table code_try is 'Every try of a code, written before the code is looked at and taken away when it was right. Belongs to no person: swept after a day.';
comment on column code_try.counted is 'Whom or what the try counts for: who tried, whose code it is, the network address.';
