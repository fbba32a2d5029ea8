package taxes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// standing is how a year stands after its payments: tax paid and still owed by term, what answers to nothing.
type standing struct {
	Acconto, Saldo [2]money.Cents // paid, owed
	Over           money.Cents
	Unmatched      int
}

func stands(p ImuPosition) standing {
	return standing{[2]money.Cents{p.Acconto.Paid, p.Acconto.Owed()}, [2]money.Cents{p.Saldo.Paid, p.Saldo.Owed()}, p.Over(), len(p.Unmatched)}
}

// The year is DOMAIN §3.10 row 18 (calc): 428 of acconto due on 16 June, 462 of saldo due on 16 December. What a late
// payment costs is reckoned by the rules of §3.9 (calc): 428 paid on 26 June comes to 431.75, the form asks 432.
func TestPayments(t *testing.T) {
	type cents = [2]money.Cents
	pay := func(amount money.Cents, on string, change ...func(*Payment)) Payment {
		p := Payment{Code: "3918", Year: 2026, PaidOn: day(t, on), Amount: amount}
		for _, do := range change {
			do(&p)
		}
		return p
	}
	acconto, saldo, late := func(p *Payment) { p.Acconto = true }, func(p *Payment) { p.Saldo = true }, func(p *Payment) { p.Late = true }
	code := func(c string) func(*Payment) { return func(p *Payment) { p.Code = c } }
	for _, c := range []struct {
		name string
		paid []Payment
		want standing
	}{
		{"nothing", nil, standing{cents{0, 428_00}, cents{0, 462_00}, 0, 0}},
		{"each term", []Payment{pay(428_00, "2026-06-16", acconto), pay(462_00, "2026-12-16", saldo)}, standing{cents{428_00, 0}, cents{462_00, 0}, 0, 0}},
		{"everything at once", []Payment{pay(890_00, "2026-06-16", acconto, saldo)}, standing{cents{428_00, 0}, cents{462_00, 0}, 0, 0}},
		{"both boxes, but not enough", []Payment{pay(500_00, "2026-06-16", acconto, saldo)}, standing{cents{428_00, 0}, cents{72_00, 390_00}, 0, 0}},
		{"the newest first, as the folder has them", []Payment{pay(462_00, "2026-12-16", saldo), pay(445_00, "2026-06-16", acconto)}, standing{cents{428_00, 0}, cents{479_00, 0}, 17_00, 0}},
		{"no box is crossed", []Payment{pay(890_00, "2026-06-16")}, standing{cents{428_00, 0}, cents{462_00, 0}, 0, 0}},
		{"everything as saldo", []Payment{pay(890_00, "2026-12-16", saldo)}, standing{cents{428_00, 0}, cents{462_00, 0}, 0, 0}},
		{"too much acconto lowers the saldo", []Payment{pay(445_00, "2026-06-16", acconto)}, standing{cents{428_00, 0}, cents{17_00, 445_00}, 0, 0}},
		{"too much of all", []Payment{pay(900_00, "2026-06-16", acconto)}, standing{cents{438_00, 0}, cents{462_00, 0}, 10_00, 0}},
		{"99 cents short", []Payment{pay(427_01, "2026-06-16", acconto)}, standing{cents{427_01, 0}, cents{0, 462_00}, 0, 0}},
		{"a euro short", []Payment{pay(427_00, "2026-06-16", acconto)}, standing{cents{427_00, 1_00}, cents{0, 462_00}, 0, 0}},
		{"another code", []Payment{pay(428_00, "2026-06-16", acconto, code("3912"))}, standing{cents{0, 428_00}, cents{0, 462_00}, 0, 1}},
		{"another year", []Payment{pay(428_00, "2026-06-16", acconto, func(p *Payment) { p.Year = 2025 })}, standing{cents{0, 428_00}, cents{0, 462_00}, 0, 0}},
		{"a reversal", []Payment{pay(-428_00, "2026-06-16", acconto)}, standing{cents{0, 428_00}, cents{0, 462_00}, 0, 1}},
		{"ten days late", []Payment{pay(432_00, "2026-06-26", acconto, late)}, standing{cents{428_00, 0}, cents{0, 462_00}, 0, 0}},
		{"ten days late, a part", []Payment{pay(202_00, "2026-06-26", acconto, late)}, standing{cents{200_00, 228_00}, cents{0, 462_00}, 0, 0}},
		{"marked late but in time", []Payment{pay(428_00, "2026-06-16", acconto, late)}, standing{cents{428_00, 0}, cents{0, 462_00}, 0, 0}},
		{"late, and the saldo with it in time", []Payment{pay(894_00, "2026-06-26", acconto, saldo, late)}, standing{cents{428_00, 0}, cents{462_00, 0}, 0, 0}},
		{"not marked late: no sanction in it", []Payment{pay(432_00, "2026-06-26", acconto)}, standing{cents{428_00, 0}, cents{4_00, 458_00}, 0, 0}},
	} {
		p := Imu{Holdings: []Holding{unit("A/3", 500_00)}, Payments: c.paid}.Reckon(seregno(t), 2026)
		if diff := cmp.Diff(c.want, stands(p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if p.Due() != c.want.Acconto[1]+c.want.Saldo[1] || p.Paid() != c.want.Acconto[0]+c.want.Saldo[0] {
			t.Errorf("%s: due %s, paid %s", c.name, p.Due().Italian(), p.Paid().Italian())
		}
	}
}

// What is paid under one code does not pay another: only the office may move it.
func TestPaymentsOfTwoCodes(t *testing.T) {
	i := Imu{Holdings: []Holding{unit("D/1", 10_000_00)}, Payments: []Payment{
		{Code: "3925", Year: 2026, Acconto: true, Saldo: true, PaidOn: day(t, "2026-06-01"), Amount: 7235_00}}}
	p := i.Reckon(seregno(t), 2026)
	if p.Over() != 2048_00 || p.Due() != 2048_00 || p.Acconto.Sums[0].Code != "3925" || p.Acconto.Sums[1].Owed() == 0 {
		t.Errorf("over %s, due %s, %+v", p.Over().Italian(), p.Due().Italian(), p.Acconto)
	}
}

func TestImuTermStates(t *testing.T) {
	part := []Payment{{Code: "3918", Year: 2026, Acconto: true, PaidOn: day(t, "2026-06-01"), Amount: 100_00}}
	all := []Payment{{Code: "3918", Year: 2026, Acconto: true, Saldo: true, PaidOn: day(t, "2026-06-01"), Amount: 890_00}}
	for _, c := range []struct {
		today          string
		paid           []Payment
		acconto, saldo State
		next           TermName
		late           int
	}{
		{"2026-06-16", nil, Due, Due, AccontoTerm, 0},
		{"2026-06-17", nil, Overdue, Due, SaldoTerm, 1},
		{"2026-06-16", part, PartPaid, Due, AccontoTerm, 0},
		{"2026-06-17", part, Overdue, Due, SaldoTerm, 1},
		{"2026-12-16", nil, Overdue, Due, SaldoTerm, 1},
		{"2026-12-17", nil, Overdue, Overdue, "", 2},
		{"2026-12-17", all, Paid, Paid, "", 0},
	} {
		p := Imu{Holdings: []Holding{unit("A/3", 500_00)}, Payments: c.paid}.Reckon(seregno(t), 2026)
		today := day(t, c.today)
		next, _ := p.Next(today)
		if p.Acconto.State(today) != c.acconto || p.Saldo.State(today) != c.saldo || next.Name != c.next || len(p.Overdue(today)) != c.late {
			t.Errorf("%s: %s, %s, next %q, %d late", c.today, p.Acconto.State(today), p.Saldo.State(today), next.Name, len(p.Overdue(today)))
		}
	}
	exempt := Imu{Holdings: []Holding{unit("A/3", 500_00, use(MainHome))}}.Reckon(seregno(t), 2026)
	if len(exempt.Terms()) != 0 || exempt.Acconto.State(day(t, "2027-01-01")) != Paid {
		t.Errorf("an exempt home asks for something: %+v", exempt)
	}
}
