-- +goose Up
-- The office may say of a fine that it is paid: then it is, though the sum be less than we know to have been due (a
-- rounding, a notice on the windscreen that the verbale came after). A program that does not know this shows its sum.
alter table fine drop constraint fine_office_check;
alter table fine add constraint fine_office_check check (office in ('live', 'cancelled', 'prefect', 'judge', 'plan', 'collector', 'paid'));

-- As in 0013, but for that.
create or replace view notice with (security_invoker = true) as
select 'fine/' || f.id as position, f.subject, 'fines' as service, f.number as about, 'fine/' || f.id as account, f.paid as office, f.paid_on,
       case f.office when 'live' then case when f.paid = 0 then ''
                          when f.paid >= case when f.discounted > 0 and (f.discount_to is null or f.paid_on <= f.discount_to) then f.discounted
                                              when f.reduced_to is null or f.paid_on <= f.reduced_to then f.reduced else f.full_amount end then 'elsewhere' else 'short' end
                     when 'paid' then 'elsewhere' when 'prefect' then 'appeal' when 'judge' then 'appeal' else f.office end as ended,
       n.option, 1 as number, 1 as plan, n.nav, n.amount, n.from_on, n.due_on, false as moves, true as expires, '' as split
  from fine f cross join lateral (values (1, f.nav_discounted, f.discounted, null::date, f.discount_to), (2, f.nav_reduced, f.reduced, null, f.reduced_to),
       (3, f.nav_full, f.full_amount, f.reduced_to + 1, null)) as n(option, nav, amount, from_on, due_on)
 where n.nav <> '' and n.amount > 0
union all
select 'tari/' || p.utenza || '/' || p.year, i.subject, 'tari', p.utenza || '/' || p.year, i.nav, i.paid, i.paid_on, case when i.paid >= i.amount then 'elsewhere' else '' end,
       1, i.number, i.plan, i.nav, i.amount, null, i.due_on, true, false, p.tefa || '/' || p.total
  from tari_instalment i join tari_position p on p.id = i.position and p.subject = i.subject
 where i.nav <> '' and i.amount > 0
union all
select d.kind || '/' || d.id, d.subject, d.service, d.about, d.kind || '/' || d.id, 0, null, d.ended, 1, 1, 1, d.nav, d.amount, null, d.due_on, false, d.due_on is not null, ''
  from own_debt d;
