-- +goose Up
-- Giving, taking and ending proxies: who may read and write which row, and what no update may ever change.
-- Older programs only read proxies, and read them still.

alter table proxy add column delegate_called text not null default '';
alter table proxy add column delegator_called text not null default '';
comment on column proxy.delegate_called is 'The name of the delegate as the delegator wrote it: shown to the delegator alone, until the delegate has accepted.';
comment on column proxy.delegator_called is 'The name of the person acted for as the claimant wrote it: shown to the claimant alone, until a clerk has seen the papers.';

create function is_clerk() returns boolean language sql stable security definer as
$$ select exists (select from clerk where person = acting_as() and ended_at is null) $$;
comment on function is_clerk is 'Whether whoever acts works at the desk now.';

-- How many simple proxies somebody has given, or holds, that take a place: in force or to be so, paused, offered.
-- With the rights of the owner: the limits must count what the one who asks may not see.
create function proxies_counted(code text, given boolean, at timestamptz) returns bigint language sql stable security definer as $$
  select count(*) from proxy p
   where p.kind = 'simple'
     and case when given then p.delegator = (select id from person where fiscal_code = code) else p.delegate_code = code and p.delegate is not null end
     and (p.state in ('active', 'paused') or p.state = 'invited' and p.code_until > at)
     and (p.until_on is null or p.until_on >= (at at time zone 'Europe/Rome')::date)
$$;

drop policy mine on proxy;
create policy look on proxy for select using (delegator = acting_as() or delegate = acting_as()
  or delegate_code = (select fiscal_code from person where id = acting_as())
  or is_clerk() and (state = 'verifying' or papers->>'clerk' = acting_as()::text)
  or current_setting('app.mandate', true) = 'desk' and delegator = acting_for() and may('see', null));
create policy give on proxy for insert with check (made_by = acting_as() and current_setting('app.mandate', true) = 'self' and (
  delegator = acting_as() and kind = 'simple' and state = 'invited'
  or delegate = acting_as() and kind <> 'simple' and state = 'verifying'
  or is_clerk() and papers->>'clerk' = acting_as()::text and delegator <> acting_as() and delegate is distinct from acting_as()));
create policy change on proxy for update using (current_setting('app.mandate', true) = 'self' and (
  delegator = acting_as() and kind = 'simple'
  or delegate = acting_as()
  or delegate is null and state = 'invited' and delegate_code = (select fiscal_code from person where id = acting_as())
  or is_clerk() and state = 'verifying' and delegator <> acting_as() and delegate is distinct from acting_as()))
  with check (delegator = acting_as() or delegate = acting_as() or is_clerk() and papers->>'clerk' = acting_as()::text);

-- What a proxy allows is written once: whoever wants another gives another. Only its state, its code and who it
-- was that accepted may change, and only forward.
-- +goose StatementBegin
create function proxy_stays() returns trigger language plpgsql as $$
begin
  if acting_as() is null then
    return new; -- the owner of the tables: an import, a repair
  end if;
  if (old.kind, old.delegator, old.delegate_code, old.tasks, old.services, old.cap, old.from_on, old.until_on, old.made_by)
     is distinct from (new.kind, new.delegator, new.delegate_code, new.tasks, new.services, new.cap, new.from_on, new.until_on, new.made_by)
     or old.delegate is not null and new.delegate is distinct from old.delegate then
    raise exception 'a proxy never changes what it allows';
  end if;
  if old.state in ('revoked', 'renounced', 'refused') and new.state <> old.state then
    raise exception 'a proxy that has ended stays ended';
  end if;
  if new.state = 'active' and old.state not in ('active', 'paused') and not (
       old.state = 'invited' and new.delegate = acting_as() and acting_as() <> old.delegator
       or old.state = 'verifying' and is_clerk()) then
    raise exception 'a proxy begins when the delegate accepts it, or a clerk has seen the papers';
  end if;
  if new.state = 'active' and old.state = 'paused' and acting_as() <> old.delegator then
    raise exception 'only who paused a proxy takes it up again';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger proxy_stays before update on proxy for each row execute function proxy_stays();

-- Drafts of a proxy name other people: nobody reads or writes them for somebody else.
create policy private on draft as restrictive using (service not like 'proxies.%' or subject = acting_as());
