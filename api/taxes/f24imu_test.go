package taxes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// held is a building held alone, all through the years.
func held(t *testing.T, unit, category string, income money.Cents, use Use) Holding {
	return Holding{Unit: unit, Kind: Building, Cadastral: Cadastral{Category: category}, Value: income, From: day(t, "2010-01-01"),
		Share: Share{1, 1}, Right: Owner, Use: use}
}

// Domain facts §3.8 and §3.10, vectors 1, 3, 8 and 18, all (calc): lines, boxes and whole euro of each term.
func TestImuF24(t *testing.T) {
	r := seregno(t)
	flat := Imu{Holdings: []Holding{held(t, "1", "A/3", 500_00, Other)}}
	villa := Imu{Holdings: []Holding{held(t, "1", "A/1", 2_000_00, MainHome)}}
	works := Imu{Holdings: []Holding{held(t, "1", "D/1", 10_000_00, Other)}}
	paid := Imu{Holdings: flat.Holdings, Payments: []Payment{{Code: "3918", Year: 2026, Acconto: true, PaidOn: day(t, "2026-06-16"), Amount: 428_00}}}
	short := Imu{Holdings: flat.Holdings, Payments: []Payment{{Code: "3918", Year: 2026, Acconto: true, PaidOn: day(t, "2026-06-16"), Amount: 328_00}}}
	cases := []struct {
		name string
		imu  Imu
		of   []TermName
		on   string
		want []string
	}{
		{"vector 18, acconto", flat, []TermName{AccontoTerm}, "2026-06-16", []string{"EL 3918 I625 A 428,00"}},
		{"vector 18, saldo", flat, []TermName{SaldoTerm}, "2026-06-16", []string{"EL 3918 I625 S 462,00"}},
		{"vector 1, both at once", flat, []TermName{AccontoTerm, SaldoTerm}, "2026-06-16", []string{"EL 3918 I625 AS 890,00"}},
		{"acconto ten days late", flat, []TermName{AccontoTerm}, "2026-06-26", []string{"EL 3918 I625 RA 432,00"}},
		{"both, the acconto late", flat, []TermName{AccontoTerm, SaldoTerm}, "2026-06-26", []string{"EL 3918 I625 RA 432,00", "EL 3918 I625 S 462,00"}},
		{"both late", flat, []TermName{AccontoTerm, SaldoTerm}, "2027-06-16", []string{"EL 3918 I625 RA 448,00", "EL 3918 I625 RS 480,00"}},
		{"acconto paid", paid, []TermName{AccontoTerm, SaldoTerm}, "2026-06-26", []string{"EL 3918 I625 S 462,00"}},
		{"acconto paid in part", short, []TermName{AccontoTerm}, "2026-06-16", []string{"EL 3918 I625 A 100,00"}},
		{"vector 3, both", villa, []TermName{AccontoTerm, SaldoTerm}, "2026-06-16", []string{"EL 3912 I625 AS 1.816,00"}},
		{"vector 8, both", works, []TermName{AccontoTerm, SaldoTerm}, "2026-06-16", []string{"EL 3925 I625 AS 5.187,00", "EL 3930 I625 AS 2.048,00"}},
		{"nothing held", Imu{}, []TermName{AccontoTerm, SaldoTerm}, "2026-06-16", nil},
	}
	for _, c := range cases {
		p := c.imu.Reckon(r, 2026)
		var terms []ImuTerm
		for _, name := range c.of {
			terms = append(terms, map[TermName]ImuTerm{AccontoTerm: p.Acconto, SaldoTerm: p.Saldo}[name])
		}
		if diff := cmp.Diff(c.want, told(p.F24(r, Payer{}, day(t, c.on), terms...))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	both := villa.Reckon(r, 2026)
	if l := both.F24(r, Payer{}, day(t, "2026-06-16"), both.Acconto, both.Saldo).Lines[0]; l.Deduction != 200_00 || l.Units != 1 || l.Year != 2026 {
		t.Errorf("a main home that is taxed: %+v", l)
	}
}

// Whoever holds what: a form pays what is owed to the euro, each line in whole euro and above nothing; and what it
// says of paying late is what its lines are made of.
func TestImuF24Sums(t *testing.T) {
	r := seregno(t)
	categories := []string{"A/1", "A/3", "A/10", "B/1", "C/1", "C/6", "D/1", "D/5"}
	for n := range 200 {
		var i Imu
		for u := range n % 7 {
			h := held(t, string(rune('a'+u)), categories[(n+u)%len(categories)], money.Cents(1_00+n*137+u*9_731), []Use{Other, Let, Agreed, MainHome}[(n/3+u)%4])
			h.Share = Share{1, 1 + (n+u)%3}
			i.Holdings = append(i.Holdings, h)
		}
		p := i.Reckon(r, 2026)
		if got := p.F24(r, Payer{}, p.Acconto.LastDay(), p.Terms()...).Total(); got != p.Due() {
			t.Fatalf("%d: %s is owed and %s paid", n, p.Due().Italian(), got.Italian())
		}
		for _, term := range p.Terms() {
			on := term.LastDay() + 40
			form, late := p.F24(r, Payer{}, on, term), term.Late(r, on)
			if d := distance(form.Total(), late.Total); d > money.Cents(50*len(form.Lines)) || late.Tax != term.Owed() || late.Tax+late.Sanction+late.Interest != late.Total {
				t.Fatalf("%d: late %+v, paid with %s", n, late, form.Total().Italian())
			}
			for _, l := range form.Lines {
				if l.Amount <= 0 || l.Amount%100 != 0 || !l.Late || l.Units < 1 || l.Units > 999 || l.Deduction != 0 && l.Code != "3912" {
					t.Fatalf("%d: line %+v", n, l)
				}
			}
		}
	}
}
