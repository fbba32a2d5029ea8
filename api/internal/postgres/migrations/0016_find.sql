-- +goose Up
-- Finding a fine by what is printed on its letter, without sign-in. Programs before it do not notice it.

create index fine_plate on fine(plate);

-- find_fine is the fine of a plate with a number: that of a notice, or that of the verbale, squeezed to its capitals and
-- digits. It is all that nobody's connection can read of a fine: never whose it is, nor the photo, which no letter shows.
create function find_fine(wanted text, on_plate text) returns setof fine language sql stable security definer set search_path from current as $$
  select r.* from fine f cross join lateral jsonb_populate_record(f, jsonb_build_object('subject', null, 'photo', '',
         'paid', settled('fine/' || f.id, f.paid, f.paid_on), 'paid_on', settled_on('fine/' || f.id, f.paid, f.paid_on))) r
   where f.plate = on_plate and wanted <> ''
     and (regexp_replace(upper(f.number), '[^A-Z0-9]', '', 'g') = wanted or wanted in (f.nav_discounted, f.nav_reduced, f.nav_full))
   order by f.found_on desc limit 1
$$;
