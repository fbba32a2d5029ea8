package chaos

import (
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/e2e/outside/town"
)

// debt is one notice that somebody means to pay. A rival is one of two amounts of a fine, of which one should be paid.
type debt struct {
	Position, NAV string
	Amount        money.Cents
	Rival         bool
}

// debts writes what is owed behind the program's back, as imports of offices would: n notices, of fines with two amounts
// each, of TARI in four instalments, of IMU and fees. A third of the fines are paid by the higher amount, though the lower
// one still runs; of some both are, by two people who do not know of each other.
func (w *world) debts(n int, rng *rand.Rand) (all []debt) {
	w.t.Helper()
	fines, bills, own := n*3/10, n*5/10/4, n-n*3/10-n*5/10/4*4
	var rivals []debt
	for i, f := range pairs(w.fines(fines)) {
		if rng.IntN(3) == 0 {
			f[0], f[1] = f[1], f[0]
		}
		if all = append(all, f[0]); i%10 == 0 {
			rivals = append(rivals, f[1])
		}
	}
	all = append(append(all, w.bills(bills)...), w.own(own)...)
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, r := range rivals { // near the first one, often at once
		at := rng.IntN(len(all))
		all = append(all[:at], append([]debt{r}, all[at:]...)...)
	}
	return all
}

// pairs puts the two notices of each fine together.
func pairs(all []debt) (two [][2]debt) {
	for i := 0; i+1 < len(all); i += 2 {
		two = append(two, [2]debt{all[i], all[i+1]})
	}
	return two
}

// numbers are notice numbers that nobody else in the town has.
func (w *world) numbers(kind, n int) []string {
	all := make([]string, n)
	for i := range all {
		nav, err := fiscal.NewNAV(fiscal.Aux3, town.Segregation, uint64(9_000_000_000_000+kind*100_000_000+i))
		if err != nil {
			w.t.Fatal(err)
		}
		all[i] = nav
	}
	return all
}

// today is the day in Italy.
func today() string { return calendar.InRome(time.Now()).String() }

// somebody are sixty people of the town, by number.
const somebody = `(select id, row_number() over (order by fiscal_code) - 1 as k from person order by fiscal_code limit 60)`

func (w *world) fines(n int) []debt {
	lower, higher := w.numbers(1, n), w.numbers(2, n)
	return read(w, pgx.RowToStructByPos[debt], `with f as (insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount,
			discount_to, reduced_to, nav_discounted, nav_reduced, run)
		select 'CH-' || n, p.id, 'CH/' || n, 'verbale', 'AB123CD', $3::date - 20, 'Via Roma', 'Sosta', $3::date - 2, 2900 + n % 977, 4200 + n % 1399, 8600, $3::date + 3, $3::date + 58, low, high, 0
		  from unnest($1::text[], $2::text[]) with ordinality u(low, high, n) join `+somebody+` p on p.k = n % 60 returning *)
		select 'fine/' || id, nav, amount, true from f cross join lateral (values (nav_discounted, discounted), (nav_reduced, reduced)) v(nav, amount) order by id, amount`,
		lower, higher, today())
}

func (w *world) bills(n int) []debt {
	return read(w, pgx.RowToStructByPos[debt], `with b as (insert into tari_position(subject, utenza, year, address, sheet, parcel, sub, category, square_metres, occupants, fixed_rate, variable_rate,
			fixed, variable, reductions, tefa, ur1, ur2, ur3, bonus, total, run)
		select p.id, 'CH-' || n, 2026, 'Via Roma 1', '1', '1', '1', 'A/3', 7000, 2, 0, 0, 10000, 10000, '[]', 953, 10, 150, 600, 0, 4 * (5000 + n % 733), 0
		  from generate_series(1, $2::int) n join `+somebody+` p on p.k = n % 60 returning id, subject, utenza, total),
		i as (insert into tari_instalment(position, number, subject, plan, due_on, amount, nav, paid)
		select b.id, s, b.subject, 4, $3::date + 30 * s, b.total / 4, ($1::text[])[(row_number() over (order by b.id, s))::int], 0 from b, generate_series(1, 4) s returning position, nav, amount)
		select 'tari/' || b.utenza || '/2026', i.nav, i.amount, false from i join b on b.id = i.position order by i.nav`, w.numbers(3, 4*n), n, today())
}

func (w *world) own(n int) []debt {
	return read(w, pgx.RowToStructByPos[debt], `insert into own_debt(id, subject, kind, service, about, amount, nav, made_at)
		select gen_random_uuid(), p.id, x.kind, case x.kind when 'imu' then 'imu' else 'accident-report' end, 'CH ' || n, 1200 + n % 4999, nav, now()
		  from unnest($1::text[]) with ordinality u(nav, n) join `+somebody+` p on p.k = n % 60, lateral (select case n % 2 when 0 then 'imu' else 'fee' end as kind) x
		returning kind || '/' || id, nav, amount, false`, w.numbers(4, n))
}
