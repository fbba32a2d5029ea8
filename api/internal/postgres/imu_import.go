package postgres

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/taxes"
)

// ImuImport is what of a file of holdings enters: whole people.
type ImuImport struct {
	Intake
	Accepted []taxes.ImuHolder
	Held     []fiscal.Code // people of the file who are not to be written
	Orphans  int           // faulty rows that may be anybody's
}

// ImuImported is what an import did; Counts are holdings. Missing are people whom the database has and the file has
// not: they are kept. Kept are people of the file who were left as they were, because they would have lost a holding
// that may stand in an orphan row.
type ImuImported struct {
	Counts
	Missing, Kept int
}

// The staged holdings meet the stored ones. Only rows that differ are written. $1 is the import.
const (
	emptyImu = `truncate imu_stage`
	toImu    = `copy imu_stage from stdin`

	addHolders = `with s as (select * from imu_stage)` + addPeople

	// lost says which holdings (h) of people (p) of the file the file no longer has.
	lost = `p.id = h.subject and p.fiscal_code in (select fiscal_code from imu_stage)
   and not exists (select from imu_stage s where s.fiscal_code = p.fiscal_code and s.unit = h.unit and s.from_on = h.from_on)`

	keepLosers = `
with losers as (
  delete from imu_stage where fiscal_code in (select p.fiscal_code from imu_holding h, person p
   where ` + lost + `)
  returning fiscal_code)
select count(*), count(distinct fiscal_code) from losers`

	dropHoldings = `
delete from imu_holding h using person p where ` + lost

	changeHoldings = `
update imu_holding h set to_on = s.to_on, kind = s.kind, address = s.address, sheet = s.sheet, parcel = s.parcel, sub = s.sub,
       category = s.category, value = s.value, share_num = s.share_num, share_den = s.share_den, by_right = s.by_right,
       used_as = s.used_as, historic = s.historic, unfit = s.unfit, residents = s.residents, inherited = s.inherited, run = $1
  from imu_stage s join person p on p.fiscal_code = s.fiscal_code
 where h.subject = p.id and h.unit = s.unit and h.from_on = s.from_on
   and (h.to_on, h.kind, h.address, h.sheet, h.parcel, h.sub, h.category, h.value, h.share_num, h.share_den, h.by_right,
        h.used_as, h.historic, h.unfit, h.residents, h.inherited)
       is distinct from
       (s.to_on, s.kind, s.address, s.sheet, s.parcel, s.sub, s.category, s.value, s.share_num, s.share_den, s.by_right,
        s.used_as, s.historic, s.unfit, s.residents, s.inherited)`

	addHoldings = `
insert into imu_holding(subject, unit, from_on, to_on, kind, address, sheet, parcel, sub, category, value, share_num, share_den,
       by_right, used_as, historic, unfit, residents, inherited, run)
select p.id, s.unit, s.from_on, s.to_on, s.kind, s.address, s.sheet, s.parcel, s.sub, s.category, s.value, s.share_num, s.share_den,
       s.by_right, s.used_as, s.historic, s.unfit, s.residents, s.inherited, $1
  from imu_stage s join person p on p.fiscal_code = s.fiscal_code
 where not exists (select from imu_holding h where h.subject = p.id and h.unit = s.unit and h.from_on = s.from_on)`

	missingHolders = `
select count(*) from person p
 where p.id in (select subject from imu_holding) and p.fiscal_code not in (select fiscal_code from imu_stage)
   and p.fiscal_code not in (select unnest($1::text[]))`
)

// ImportImu writes a file's people in one transaction: all or nothing, one import at a time. A person's holdings that
// the file no longer has are taken away. The same file again changes nothing. pool must be the owner's.
func ImportImu(ctx context.Context, pool *pgxpool.Pool, in ImuImport) (done ImuImported, err error) {
	err = in.run(ctx, pool, "imu", len(in.Held), func(ctx context.Context, r *run) (Counts, int, error) {
		if err := r.stageHoldings(ctx, in); err != nil {
			return Counts{}, 0, err
		}
		err := r.mergeHoldings(ctx, in, &done)
		return done.Counts, done.Missing, err
	})
	return done, err
}

func (r *run) stageHoldings(ctx context.Context, in ImuImport) error {
	if _, err := r.tx.Exec(ctx, emptyImu); err != nil {
		return err
	}
	all, today := in.Accepted, calendar.InRome(in.At)
	n := 0
	err := r.copy(ctx, toImu, len(all), func(b []byte, i int) []byte {
		for k := range all[i].Holdings {
			n++
			b = person(number(b, int64(n)), all[i].Code, all[i].Surname, all[i].Name, today)
			b = holdingLine(b, &all[i].Holdings[k])
		}
		return b
	})
	if err != nil {
		return err
	}
	_, err = r.tx.Exec(ctx, `analyze imu_stage(fiscal_code, unit, from_on)`)
	return err
}

func holdingLine(b []byte, h *taxes.Holding) []byte {
	b = day(day(text(b, h.Unit), h.From), h.To)
	c := h.Cadastral
	for _, s := range [...]string{string(h.Kind), h.Address, c.Sheet, c.Parcel, c.Sub, c.Category} {
		b = text(b, s)
	}
	b = number(number(number(b, int64(h.Value)), int64(h.Share.Num)), int64(h.Share.Den))
	b = text(text(b, string(h.Right)), string(h.Use))
	b = number(truth(truth(b, h.Historic), h.Unfit), int64(h.Residents))
	return end(truth(b, h.Inherited))
}

// mergeHoldings writes what differs, and tells what it did.
func (r *run) mergeHoldings(ctx context.Context, in ImuImport, done *ImuImported) error {
	staged := 0
	for _, p := range in.Accepted {
		staged += len(p.Holdings)
	}
	if err := r.tx.QueryRow(ctx, missingHolders, in.Held).Scan(&done.Missing); err != nil {
		return err
	}
	if in.Orphans > 0 {
		var rows int
		if err := r.tx.QueryRow(ctx, keepLosers).Scan(&rows, &done.Kept); err != nil {
			return err
		}
		staged -= rows
	}
	if _, err := r.tx.Exec(ctx, addHolders); err != nil {
		return err
	}
	for _, step := range []struct {
		sql  string
		args []any
		did  *int
	}{{dropHoldings, nil, &done.Removed}, {changeHoldings, []any{r.id}, &done.Updated}, {addHoldings, []any{r.id}, &done.Inserted}} {
		tag, err := r.tx.Exec(ctx, step.sql, step.args...)
		if err != nil {
			return err
		}
		*step.did = int(tag.RowsAffected())
	}
	done.Unchanged = staged - done.Inserted - done.Updated
	_, err := r.tx.Exec(ctx, emptyImu)
	return err
}
