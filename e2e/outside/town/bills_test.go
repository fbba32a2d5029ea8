package town_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/e2e/outside/town"
)

// bills are all bills of the town.
func bills(t *testing.T, of *town.Town, see func(home int, p taxes.TariPosition)) {
	t.Helper()
	for home := range of.Homes {
		for _, year := range of.Years() {
			if p, ok := of.Bill(home, year); ok {
				see(home, p)
			}
		}
	}
}

func TestBillsAddUp(t *testing.T) {
	notices := map[string]bool{}
	n := 0
	bills(t, &whole, func(home int, p taxes.TariPosition) {
		n++
		if p.InstalmentsSum() != p.Total || p.ComponentsSum() != p.Total || len(p.Instalments) != 3 {
			t.Fatalf("%+v does not add up", p)
		}
		for _, i := range p.Instalments {
			notice, err := fiscal.ParseNAV(i.NAV)
			if err != nil || !notice.CheckOK || notice.Aux != fiscal.Aux3 || notices[i.NAV] {
				t.Fatalf("notice %s: %v, twice: %v", i.NAV, err, notices[i.NAV])
			}
			notices[i.NAV] = true
			if i.Amount <= 0 || i.Paid < 0 || i.Paid > i.Amount || i.PaidOn > today || (i.Paid > 0) != (i.PaidOn != 0) {
				t.Fatalf("%+v", i)
			}
		}
	})
	if n < 2*len(whole.Homes) || n > 3*len(whole.Homes) {
		t.Errorf("%d bills of %d homes", n, len(whole.Homes))
	}
}

// The page "why this amount" has no rest to excuse: each bill is what its own figures make.
func TestBillsExplainThemselves(t *testing.T) {
	r := rules(t)
	of := town.New(1, today, 4000)
	bills(t, &of, func(home int, p taxes.TariPosition) {
		for _, part := range p.Explain(r) {
			if part.Kind == taxes.RoundingPart || part.Kind == taxes.OtherPart || part.Kind == taxes.WholePart {
				t.Fatalf("%s of %d: %+v", p.Utenza, p.Year, part)
			}
		}
	})
}

// Seregno 2024 (DOMAIN § 2.5): 60 % of the year at the tariffs of the year before, on 18 June and 18 October,
// the balance with this year's tariffs and UR components on 4 December. The figures are worked out by hand for
// Teresa's 74 m² with one occupant and 10 % off.
//
//	2025: 74 × 0.54 + 39.30 = 79.26, less 10 % 71.33, TEFA 3.57 → 74.90; 60 % is 44.94
//	2026: 74 × 0.55 + 40.20 = 80.90, less 10 % 72.81, TEFA 3.64, UR 7.60 → 84.05
func TestPlanOfSeregno(t *testing.T) {
	got, ok := whole.Bill(0, 2026)
	if !ok {
		t.Fatal("Teresa has no bill")
	}
	want := taxes.TariPosition{
		Utenza: "U00000001", Year: 2026, Address: "Via Umberto I 12", SquareMetres: 74_00, Occupants: 1, From: day("2015-01-01"),
		FixedRate: 55_000, VariableRate: 4_020_000, Fixed: 40_70, Variable: 40_20, Reductions: []taxes.Reduction{{Code: "U1", Percent: 10_00}},
		TEFA: 3_64, UR1: 10, UR2: 1_50, UR3: 6_00, Total: 84_05,
		Instalments: []taxes.Instalment{
			{Number: 1, Of: 3, Due: day("2026-06-18"), Amount: 22_47, Paid: 22_47, PaidOn: day("2026-06-18")},
			{Number: 2, Of: 3, Due: day("2026-10-18"), Amount: 22_47, Paid: 22_47, PaidOn: day("2026-10-19")},
			{Number: 3, Of: 3, Due: day("2026-12-04"), Amount: 39_11},
		},
	}
	for i := range got.Instalments {
		got.Instalments[i].NAV = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The tariffs of 2024 are those of the sample: its first home (135 m², four people) owes 233,86 there.
func TestTariffsAreTheSample(t *testing.T) {
	for home, h := range whole.Homes {
		if h.People != 4 || h.Disabled {
			continue
		}
		p, ok := whole.Bill(home, 2024)
		if !ok {
			continue
		}
		base := money.Cents(h.Square*74 + 121_30)
		if want := base + money.Cents(money.MulDiv(int64(base), 5, 100)) + 1_60; p.Total != want {
			t.Fatalf("%d m²: %s, want %s", h.Square, p.Total.Italian(), want.Italian())
		}
		return
	}
	t.Fatal("nobody lives in four")
}

// What was due is mostly paid, some of it late, part of it not; what is to come is mostly not.
func TestPayments(t *testing.T) {
	states := map[taxes.State]int{}
	late, past, ahead, paidAhead := 0, 0, 0, 0
	bills(t, &whole, func(_ int, p taxes.TariPosition) {
		for _, i := range p.Instalments {
			states[i.State(today)]++
			switch {
			case i.LastDay() >= today:
				ahead++
				if i.Paid > 0 {
					paidAhead++
				}
			default:
				past++
				if i.PaidOn > i.LastDay() {
					late++
				}
			}
		}
	})
	t.Logf("%v; of %d past %d late; of %d ahead %d paid", states, past, late, ahead, paidAhead)
	in := func(name string, n, of, from, to int) {
		if perMille := 1000 * n / of; perMille < from || perMille > to {
			t.Errorf("%s: %d of a thousand, want %d to %d", name, perMille, from, to)
		}
	}
	in("overdue", states[taxes.Overdue], past, 5, 40)
	in("paid late", late, past, 20, 80)
	in("paid ahead", paidAhead, ahead, 200, 500)
}

func TestPersonas(t *testing.T) {
	// The codes are promised to people who sign in by hand: they never change.
	want := map[string]string{
		"teresa": "QRLTRS45C54I625N", "bruno": "TRVBRN56E02F205P", "chiara": "SVRCHR74H70I625F",
		"marta": "LSMMRT80A65B729D", "luca": "VRDLCU01R12F704N",
		"aldo": "MLGLDA51B11I625L", "irene": "VMDRNI69E59I625P", "samira": "LSSSMR88C43Z330K", "gemma": "BRLGMM62R67F704G",
	}
	got := map[string]string{}
	by := map[string]town.Person{}
	for _, p := range whole.People {
		by[string(p.Code)] = p
	}
	for _, p := range town.Personas(today) {
		got[p.Key] = p.FiscalCode
		who, ok := by[p.FiscalCode]
		if !ok || who.Given != p.GivenName || who.Family != p.FamilyName {
			t.Errorf("%s does not live in the town", p.Key)
		}
		age := fmt.Sprint(town.Age(who.Birth, today))
		if !strings.Contains(p.It, age) || !strings.Contains(p.En, age) || strings.Contains(p.It+p.En, "{") {
			t.Errorf("%s is %s: %s %s", p.Key, age, p.It, p.En)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What each persona is there to show, on the day and on any other of the last months.
func TestPersonasOwe(t *testing.T) {
	for _, on := range []string{"2026-06-30", "2026-11-22", "2026-12-31", "2027-03-01"} {
		of := town.New(3, day(on), 60)
		owes := map[string][2]int{} // overdue instalments, bills
		codes := map[fiscal.Code]string{}
		for _, p := range town.Personas(today) {
			codes[fiscal.Code(p.FiscalCode)], owes[p.Key] = p.Key, [2]int{}
		}
		bills(t, &of, func(home int, p taxes.TariPosition) {
			key := codes[of.People[of.Homes[home].Holder].Code]
			if key == "" {
				return
			}
			n := owes[key]
			owes[key] = [2]int{n[0] + len(p.Overdue(day(on))), n[1] + 1}
		})
		want := map[string][2]int{"teresa": {0, 3}, "bruno": {1, 3}, "chiara": {0, 3}, "marta": {}, "luca": {},
			"aldo": {0, 3}, "irene": {0, 3}, "samira": {0, 3}, "gemma": {0, 3}}
		if diff := cmp.Diff(want, owes); diff != "" {
			t.Errorf("%s: %s", on, diff)
		}
	}
}
