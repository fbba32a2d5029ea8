-- +goose Up
-- What was paid, as people read it, and how a payment is started. New functions; those of 0013 that are made again here
-- answer as before to a program that knows only them.

-- settled is what was paid to an account in all. What the office has booked up to a day holds the receipts up to that day
-- already: the file of the office and pagoPA may tell us of the same money in either order. Receipts after that day come
-- on top. So no file opens a debt again, and no order of messages changes a sum.
create function settled(account text, office bigint, office_on date) returns bigint language sql stable as
$$ select (greatest(settled.office, coalesce(sum(r.amount) filter (where settled.office_on is null or r.paid_on <= settled.office_on), 0))
        + coalesce(sum(r.amount) filter (where r.paid_on > settled.office_on), 0))::bigint
     from receipt r where r.account = settled.account $$;

-- settled_on is the last day on which something was paid to it: receipts know it better than the office's books, where
-- they tell of all the money.
create function settled_on(account text, office bigint, office_on date) returns date language sql stable as
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

-- position_of is the whole position of a notice, and whose it is, for who asks in nobody's name.
create function position_of(wanted text) returns table (place text, service text, about text, ended text, option int, number int, plan int, nav text,
  amount bigint, from_on text, due_on text, moves boolean, expires boolean, split text, own boolean, paid bigint, total bigint, total_on text, received boolean,
  person text, fiscal_code text, given_name text, family_name text)
language sql stable security definer set search_path from current as $$
  select n.position, n.service, n.about, n.ended, n.option, n.number, n.plan, n.nav, n.amount, coalesce(n.from_on::text, ''), coalesce(n.due_on::text, ''),
         n.moves, n.expires, n.split, n.account = n.nav, s.paid, s.total, coalesce(s.total_on::text, ''), s.received,
         p.id::text, p.fiscal_code, p.given_name, p.family_name
    from notice n cross join lateral standing(n) s join person p on p.id = n.subject
   where n.position in (select m.position from notice m where m.nav = wanted) order by n.option, n.number $$;

-- book writes a receipt, once. True: it was new. Money that is known under no notice is kept all the same.
-- +goose StatementBegin
create or replace function book(id text, nav text, iuv text, amount bigint, fee bigint, paid_on date, paid_at timestamptz, psp text, method text, payer text,
                     source text, raw text, at timestamptz) returns boolean
language plpgsql security definer set search_path from current as $$
declare
  n notice;
  was receipt;
  total bigint;
begin
  select * into n from notice m where m.nav = book.nav limit 1;
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

-- proof is the receipt that a payment brought for one of its notices. Between two tries it is the later one's; clocks may
-- differ by two minutes.
create function proof(p payment, nav text) returns text language sql stable as $$
  select r.id from receipt r cross join lateral
         (select coalesce(r.paid_at, (r.paid_on + 1)::timestamp at time zone 'Europe/Rome') + interval '2 minutes' as latest) t
   where r.nav = proof.nav and r.subject is not distinct from coalesce(p.subject, r.subject) and p.at <= t.latest
     and not exists (select from payment q where q.subject is not distinct from p.subject and q.progress <> 'intended' and q.at > p.at and q.at <= t.latest
                        and q.items @> jsonb_build_array(jsonb_build_object('nav', proof.nav)))
   order by r.at, r.id limit 1 $$;

create index payment_at on payment(at);

-- may_pay is may() for one payment as a whole: it counts against the most that a proxy lets somebody pay at once.
create function may_pay(total bigint, services text[]) returns boolean language sql stable security definer set search_path from current as $$
  select (select coalesce(bool_and(may('pay', s)), false) from unnest(may_pay.services) s)
     and (coalesce(current_setting('app.mandate', true), '') <> 'proxy'
          or may_pay.total <= (select p.cap from proxy p where p.id = nullif(current_setting('app.mandate_id', true), '')::uuid)) $$;

drop policy start on payment;
create policy start on payment for insert with check (subject = acting_for() and actor = acting_as() and may_pay(total, services));
create policy change on own_debt for update using (subject = acting_for() and (may('pay', service) or may('send', service)));

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
