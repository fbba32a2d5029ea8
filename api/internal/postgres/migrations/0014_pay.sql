-- +goose Up
-- How a payment is started, followed and ended: functions over the tables of 0013.

-- proof is the receipt that a payment brought for one of its notices. Between two tries it is the later one's; clocks may
-- differ by two minutes.
create function proof(p payment, nav text) returns text language sql stable as $$
  select r.id from receipt r cross join lateral
         (select coalesce(r.paid_at, (r.paid_on + 1)::timestamp at time zone 'Europe/Rome') + interval '2 minutes' as latest) t
   where r.nav = proof.nav and r.subject is not distinct from coalesce(p.subject, r.subject) and p.at <= t.latest
     and not exists (select from payment q where q.subject is not distinct from p.subject and q.progress <> 'intended' and q.at > p.at and q.at <= t.latest
                        and q.items @> jsonb_build_array(jsonb_build_object('nav', proof.nav)))
   order by r.at, r.id limit 1 $$;

-- may_pay is may() for one payment as a whole: it counts against the most that a proxy lets somebody pay at once.
create function may_pay(total bigint, services text[]) returns boolean language sql stable security definer set search_path from current as $$
  select (select coalesce(bool_and(may('pay', s)), false) from unnest(may_pay.services) s)
     and (coalesce(current_setting('app.mandate', true), '') <> 'proxy'
          or may_pay.total <= (select p.cap from proxy p where p.id = nullif(current_setting('app.mandate_id', true), '')::uuid)) $$;

create policy start on payment for insert with check (subject = acting_for() and actor = acting_as() and may_pay(total, services));

-- under_way tells whether a payment for one of the notices may be on its way: somebody else's, that the asker cannot see,
-- counts as well. One that never got as far as a cart holds nobody up for longer than a minute.
create function under_way(navs text[], since timestamptz, at timestamptz) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select from payment p cross join lateral jsonb_array_elements(p.items) i
    where p.progress in ('started', 'sent') and p.at > under_way.since and (p.cart_at is not null or p.at > under_way.at - interval '1 minute')
      and i->>'nav' = any(under_way.navs) and proof(p, i->>'nav') is null) $$;

-- take_turns makes two who pay the same notices wait for each other. In the order of the numbers: nobody waits in a ring.
create function take_turns(navs text[]) returns void language sql as
$$ select pg_advisory_xact_lock(hashtextextended('pay ' || n, 6)) from (select unnest(take_turns.navs) as n order by 1) s $$;

-- begin_openly starts a payment in nobody's name. It gives '' when it is there now, however often it is asked, 'busy' when
-- another is under way, 'reused' when the id is that of something else.
-- +goose StatementBegin
create function begin_openly(id uuid, items jsonb, services text[], total bigint, since timestamptz, at timestamptz) returns text
language plpgsql security definer set search_path from current as $$
declare
  navs text[] := (select array_agg(i->>'nav') from jsonb_array_elements(begin_openly.items) i);
  was payment;
begin
  perform take_turns(navs);
  select * into was from payment p where p.id = begin_openly.id;
  if found then
    return case when was.subject is null and was.items = begin_openly.items then '' else 'reused' end;
  end if;
  if under_way(navs, begin_openly.since, begin_openly.at) then
    return 'busy';
  end if;
  insert into payment(id, progress, items, services, total, at, changed_at)
  values (begin_openly.id, 'started', begin_openly.items, begin_openly.services, begin_openly.total, begin_openly.at, begin_openly.at);
  return '';
end $$;
-- +goose StatementEnd

-- cart_of is a payment and where it is paid, by its id alone: the town hall has judged before who may know.
create function cart_of(wanted uuid) returns table (id text, progress text, total bigint, at timestamptz, items jsonb, open boolean, url text, cart_at timestamptz)
language sql stable security definer set search_path from current as $$
  select p.id::text, p.progress, p.total, p.at,
         (select jsonb_agg(i.item || jsonb_build_object('receipt', coalesce(proof(p, i.item->>'nav'), '')) order by i.n)
            from jsonb_array_elements(p.items) with ordinality i(item, n)), p.subject is null, p.url, p.cart_at
    from payment p where p.id = wanted $$;

create function keep_cart(wanted uuid, address text, now timestamptz) returns void language sql security definer set search_path from current as
$$ update payment p set url = keep_cart.address, cart_at = keep_cart.now, changed_at = keep_cart.now where p.id = wanted $$;

-- returned notes with what word pagoPA's pages sent a browser back. It proves nothing: who paid is told by receipts. What
-- was sent stays sent.
-- +goose StatementBegin
create function returned(wanted uuid, word text, now timestamptz) returns table (open boolean, mandate text)
language plpgsql security definer set search_path from current as $$
begin
  update payment p set progress = returned.word, changed_at = returned.now
   where p.id = wanted and p.progress <> returned.word
     and (p.progress = 'started' or returned.word = 'sent' and p.progress in ('dropped', 'failed', 'lapsed'));
  return query select p.subject is null, coalesce(p.mandate->>'id', '') from payment p where p.id = wanted;
end $$;
-- +goose StatementEnd
