-- +goose Up
-- book finds its notice by an index, as position_of does: in a town of 45,000 people each receipt would otherwise go
-- through all notices. It answers as before. What nothing calls any more goes: the sum of 0013 counted the order in which
-- messages came.

-- +goose StatementBegin
create or replace function book(id text, nav text, iuv text, amount bigint, fee bigint, paid_on date, paid_at timestamptz, psp text, method text, payer text,
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

drop function settled(text, bigint);
drop function notices_with(text);
