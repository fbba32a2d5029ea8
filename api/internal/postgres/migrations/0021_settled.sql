-- +goose Up
-- What was paid to an account is so for everybody: the office may give a fine to another person after it was paid, who may
-- not see the receipt. They learn that it is paid, and when. Both answer as before to a program that does not know this.
alter function settled(text, bigint, date) security definer set search_path from current;
alter function settled_on(text, bigint, date) security definer set search_path from current;

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

-- find_fine gives the fine as the office has it: what was paid is added by who reads it, as for everybody.
create or replace function find_fine(wanted text, on_plate text) returns setof fine language sql stable security definer set search_path from current as $$
  select r.* from fine f cross join lateral jsonb_populate_record(f, jsonb_build_object('subject', null, 'photo', '')) r
   where f.plate = on_plate and wanted <> ''
     and (regexp_replace(upper(f.number), '[^A-Z0-9]', '', 'g') = wanted or wanted in (f.nav_discounted, f.nav_reduced, f.nav_full))
   order by f.found_on desc limit 1
$$;
