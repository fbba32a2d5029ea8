package postgres

import "context"

// The staged rows meet the stored ones, a whole table at a time. Only rows that differ are written: PostgreSQL
// would write a new version of a row even when nothing in it changed. $1 is the import.
const (
	addTaxed = `with s as (select * from tari_stage_position)` + addPeople

	addPositions = `
insert into tari_position(subject, utenza, year, address, sheet, parcel, sub, category, square_metres, occupants, from_on, to_on,
       fixed_rate, variable_rate, fixed, variable, reductions, tefa, ur1, ur2, ur3, bonus, total, run)
select p.id, s.utenza, s.year, s.address, s.sheet, s.parcel, s.sub, s.category, s.square_metres, s.occupants, s.from_on, s.to_on,
       s.fixed_rate, s.variable_rate, s.fixed, s.variable, s.reductions, s.tefa, s.ur1, s.ur2, s.ur3, s.bonus, s.total, $1
  from tari_stage_position s join person p on p.fiscal_code = s.fiscal_code
 where not exists (select from tari_position t where t.utenza = s.utenza and t.year = s.year)`

	changePositions = `
update tari_position t set subject = p.id, address = s.address, sheet = s.sheet, parcel = s.parcel, sub = s.sub,
       category = s.category, square_metres = s.square_metres, occupants = s.occupants, from_on = s.from_on, to_on = s.to_on,
       fixed_rate = s.fixed_rate, variable_rate = s.variable_rate, fixed = s.fixed, variable = s.variable,
       reductions = s.reductions, tefa = s.tefa, ur1 = s.ur1, ur2 = s.ur2, ur3 = s.ur3, bonus = s.bonus, total = s.total,
       run = $1
  from tari_stage_position s join person p on p.fiscal_code = s.fiscal_code
 where t.utenza = s.utenza and t.year = s.year
   and (t.subject, t.address, t.sheet, t.parcel, t.sub, t.category, t.square_metres, t.occupants, t.from_on, t.to_on,
        t.fixed_rate, t.variable_rate, t.fixed, t.variable, t.reductions, t.tefa, t.ur1, t.ur2, t.ur3, t.bonus, t.total)
       is distinct from
       (p.id, s.address, s.sheet, s.parcel, s.sub, s.category, s.square_metres, s.occupants, s.from_on, s.to_on,
        s.fixed_rate, s.variable_rate, s.fixed, s.variable, s.reductions, s.tefa, s.ur1, s.ur2, s.ur3, s.bonus, s.total)`

	// staged is the file's plan with the position each payment belongs to.
	staged = `staged as (
  select t.id as position, t.subject, i.number, i.plan, i.due_on, i.amount, i.nav, i.paid, i.paid_on
    from tari_stage_instalment i join tari_stage_position s on s.n = i.n
    join tari_position t on t.utenza = s.utenza and t.year = s.year
), `

	dropInstalments = `
with gone as (
  delete from tari_instalment o using tari_position t join tari_stage_position s on s.utenza = t.utenza and s.year = t.year
   where o.position = t.id
     and not exists (select from tari_stage_instalment i where i.n = s.n and i.number = o.number)
  returning o.position` + touch + `gone)`

	changeInstalments = `with ` + staged + `
changed as (
  update tari_instalment o set plan = s.plan, due_on = s.due_on, amount = s.amount, nav = s.nav, paid = s.paid, paid_on = s.paid_on
    from staged s
   where o.position = s.position and o.number = s.number
     and (o.plan, o.due_on, o.amount, o.nav, o.paid, o.paid_on) is distinct from (s.plan, s.due_on, s.amount, s.nav, s.paid, s.paid_on)
  returning o.position` + touch + `changed)`

	addInstalments = `with ` + staged + `
added as (
  insert into tari_instalment(position, number, subject, plan, due_on, amount, nav, paid, paid_on)
  select s.position, s.number, s.subject, s.plan, s.due_on, s.amount, s.nav, s.paid, s.paid_on from staged s
   where not exists (select from tari_instalment o where o.position = s.position and o.number = s.number)
  returning position` + touch + `added)`

	// touch marks the positions whose plan changed as changed by this import.
	touch = `)
update tari_position t set run = $1
 where t.run <> $1 and t.id in (select position from `
)

// merge writes what differs: people, positions, then the plans.
func (r *tariRun) merge(ctx context.Context) error {
	if _, err := r.tx.Exec(ctx, addTaxed); err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, changePositions, r.id); err != nil {
		return err
	}
	added, err := r.tx.Exec(ctx, addPositions, r.id)
	if err != nil {
		return err
	}
	r.done.Inserted = int(added.RowsAffected())
	if _, err := r.tx.Exec(ctx, `analyze tari_position(id, utenza, year)`); err != nil {
		return err
	}
	for _, q := range [...]string{dropInstalments, changeInstalments, addInstalments} {
		if _, err := r.tx.Exec(ctx, q, r.id); err != nil {
			return err
		}
	}
	return nil
}
