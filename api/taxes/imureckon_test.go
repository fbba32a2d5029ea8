package taxes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// unit is a building held whole all the time by its owner, for no favoured use.
func unit(category string, value money.Cents, change ...func(*Holding)) Holding {
	h := Holding{Unit: "U-" + category, Kind: Building, Cadastral: Cadastral{Category: category}, Value: value, From: 730_000, Share: Share{1, 1}, Right: Owner, Use: Other}
	for _, do := range change {
		do(&h)
	}
	return h
}

func use(u Use) func(*Holding)      { return func(h *Holding) { h.Use = u } }
func named(s string) func(*Holding) { return func(h *Holding) { h.Unit = s } }
func share(num, den int) func(*Holding) {
	return func(h *Holding) { h.Share = Share{num, den} }
}
func residents(n int) func(*Holding) { return func(h *Holding) { h.Residents = n } }
func historic(h *Holding)            { h.Historic = true }
func unfit(h *Holding)               { h.Unfit = true }
func right(r Right) func(*Holding)   { return func(h *Holding) { h.Right = r } }

// between is held from a day to a day; to may be empty.
func between(t testing.TB, from, to string) func(*Holding) {
	return func(h *Holding) {
		h.From, h.To = day(t, from), 0
		if to != "" {
			h.To = day(t, to)
		}
	}
}

// worked is what the tables compare: the exact tax, its base, and the whole euro of each code.
type worked struct {
	Base, Tax money.Cents
	Codes     map[string]money.Cents
}

// vectors are DOMAIN §3.10, all (calc) from the rules of §3.2–3.8 with the rates of Seregno; the last rows are (calc) by
// the same rules. Numbers of the rows are those of the table.
func TestImuVectors(t *testing.T) {
	land := Holding{Unit: "L", Kind: Land, Value: 50_00, From: 730_000, Share: Share{1, 1}, Right: Owner, Use: Other}
	area := Holding{Unit: "B", Kind: Area, Value: 120_000_00, From: 730_000, Share: Share{1, 1}, Right: Owner, Use: Other}
	adopted := func(r Rules) Rules { r.Imu[0].CareHome = Yes; return r }
	refused := func(r Rules) Rules { r.Imu[0].CareHome = No; return r }
	same := func(r Rules) Rules { return r }
	for _, c := range []struct {
		name string
		year int
		with func(Rules) Rules
		held Holding
		want worked
	}{
		{"1: A/3 500, other", 2026, same, unit("A/3", 500_00), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"1b: the same in 2025", 2025, same, unit("A/3", 500_00), worked{84_000_00, 856_80, map[string]money.Cents{"3918": 857_00}}},
		{"2: A/2 850.25, a half", 2026, same, unit("A/2", 850_25, share(1, 2)), worked{142_842_00, 757_06, map[string]money.Cents{"3918": 757_00}}},
		{"3: A/1 2,000, main home", 2026, same, unit("A/1", 2000_00, use(MainHome)), worked{336_000_00, 1816_00, map[string]money.Cents{"3912": 1816_00}}},
		{"3b: two residents, a half each", 2026, same, unit("A/1", 2000_00, use(MainHome), share(1, 2), residents(2)), worked{336_000_00, 908_00, map[string]money.Cents{"3912": 908_00}}},
		{"4: comodato A/3 600", 2026, same, unit("A/3", 600_00, use(Comodato)), worked{50_400_00, 534_24, map[string]money.Cents{"3918": 534_00}}},
		{"5: agreed rent A/3 700", 2026, same, unit("A/3", 700_00, use(Agreed)), worked{117_600_00, 670_32, map[string]money.Cents{"3918": 670_00}}},
		{"6: a second garage C/6 80", 2026, same, unit("C/6", 80_00), worked{13_440_00, 142_46, map[string]money.Cents{"3918": 142_00}}},
		{"7: shop C/1 1,500", 2026, same, unit("C/1", 1500_00), worked{86_625_00, 918_23, map[string]money.Cents{"3918": 918_00}}},
		{"8: D/1 10,000", 2026, same, unit("D/1", 10_000_00), worked{682_500_00, 7234_50, map[string]money.Cents{"3925": 5187_00, "3930": 2048_00}}},
		{"9: office A/10 1,200", 2026, same, unit("A/10", 1200_00), worked{100_800_00, 1068_48, map[string]money.Cents{"3918": 1068_00}}},
		{"10: as 1, sold on 1 August", 2026, same, unit("A/3", 500_00, between(t, "2020-01-01", "2026-07-31")), worked{84_000_00, 519_40, map[string]money.Cents{"3918": 519_00}}},
		{"10: as 1, bought on 1 August", 2026, same, unit("A/3", 500_00, between(t, "2026-08-01", "")), worked{84_000_00, 371_00, map[string]money.Cents{"3918": 371_00}}},
		{"11: historic A/2 1,000", 2026, same, unit("A/2", 1000_00, historic), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"12: unfit A/4 300", 2026, same, unit("A/4", 300_00, unfit), worked{25_200_00, 267_12, map[string]money.Cents{"3918": 267_00}}},
		{"13: pensioner abroad A/3 450", 2026, same, unit("A/3", 450_00, use(ForeignPension)), worked{75_600_00, 400_68, map[string]money.Cents{"3918": 401_00}}},
		{"14: building land 120,000", 2026, same, area, worked{120_000_00, 1272_00, map[string]money.Cents{"3916": 1272_00}}},
		{"15: land RD 50", 2026, same, land, worked{8437_50, 89_44, map[string]money.Cents{"3914": 89_00}}},
		{"16: main home A/3", 2026, same, unit("A/3", 500_00, use(MainHome)), worked{84_000_00, 0, nil}},
		{"17: in a care home, adopted", 2026, adopted, unit("A/3", 500_00, use(CareHome)), worked{84_000_00, 0, nil}},
		{"17: in a care home, not adopted", 2026, refused, unit("A/3", 500_00, use(CareHome)), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"18: as 1, acconto and saldo", 2026, same, unit("A/3", 500_00), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"historic and unfit: halved once", 2026, same, unit("A/3", 500_00, historic, unfit), worked{42_000_00, 445_20, map[string]money.Cents{"3918": 445_00}}},
		{"historic and lent: a quarter (M)", 2026, same, unit("A/3", 500_00, historic, use(Comodato)), worked{21_000_00, 222_60, map[string]money.Cents{"3918": 223_00}}},
		{"lent, but of luxury", 2026, same, unit("A/8", 500_00, use(Comodato)), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"ALER", 2026, same, unit("A/3", 500_00, use(Social)), worked{84_000_00, 336_00, map[string]money.Cents{"3918": 336_00}}},
		{"group D under the rate of the State", 2026, func(r Rules) Rules { r.Imu[0].Rate.GroupD, r.Imu[1].Rate.GroupD = 500, 500; return r }, unit("D/5", 1000_00),
			worked{84_000_00, 420_00, map[string]money.Cents{"3925": 420_00}}},
		{"land that its farmer tills", 2026, same, Holding{Unit: "L", Kind: Land, Value: 50_00, From: 730_000, Share: Share{1, 1}, Right: Owner, Use: Rural}, worked{8437_50, 0, nil}},
		{"rural", 2026, same, unit("D/10", 500_00, use(Rural)), worked{34_125_00, 0, nil}},
		{"unsold", 2026, same, unit("A/3", 500_00, use(Unsold)), worked{84_000_00, 0, nil}},
		{"bare owner", 2026, same, unit("A/3", 500_00, right(Bare)), worked{84_000_00, 0, nil}},
		{"usufruct", 2026, same, unit("A/3", 500_00, right(Usufruct)), worked{84_000_00, 890_40, map[string]money.Cents{"3918": 890_00}}},
		{"a ruin, F/2", 2026, same, unit("F/2", 0), worked{0, 0, nil}},
		{"D/5 has a multiplier of its own", 2026, same, unit("D/5", 1000_00), worked{84_000_00, 890_40, map[string]money.Cents{"3925": 638_00, "3930": 252_00}}},
	} {
		p := Imu{Holdings: []Holding{c.held}}.Reckon(c.with(seregno(t)), c.year)
		got := worked{p.Lines[0].Base, p.Total, nil}
		for _, term := range p.Terms() {
			for _, s := range term.Sums {
				if got.Codes == nil {
					got.Codes = map[string]money.Cents{}
				}
				got.Codes[s.Code] += s.Amount
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// DOMAIN §3.10 row 18 (calc): the acconto has last year's rate, the saldo is what is left of the year.
func TestAccontoAndSaldo(t *testing.T) {
	p := Imu{Holdings: []Holding{unit("A/3", 500_00)}}.Reckon(seregno(t), 2026)
	want := []ImuTerm{
		{Name: AccontoTerm, Due: day(t, "2026-06-16"), Rates: 2025, Amount: 428_00, Sums: []CodeSum{{Code: "3918", Exact: 428_40, Amount: 428_00, Units: 1}}},
		{Name: SaldoTerm, Due: day(t, "2026-12-16"), Rates: 2026, Amount: 462_00, Sums: []CodeSum{{Code: "3918", Exact: 462_00, Amount: 462_00, Units: 1}}},
	}
	if diff := cmp.Diff(want, p.Terms()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if p.Payable != 890_00 || p.Estimated {
		t.Errorf("payable %s, estimated %v", p.Payable.Italian(), p.Estimated)
	}
}

// The days of DOMAIN §3.6 (calc): a Saturday or a holiday moves on.
func TestTermDays(t *testing.T) {
	for year, want := range map[int][2]string{
		2024: {"2024-06-17", "2024-12-16"}, 2025: {"2025-06-16", "2025-12-16"}, 2026: {"2026-06-16", "2026-12-16"},
		2027: {"2027-06-16", "2027-12-16"}, 2028: {"2028-06-16", "2028-12-18"}, 2029: {"2029-06-18", "2029-12-17"},
	} {
		p := Imu{Holdings: []Holding{unit("A/3", 500_00)}}.Reckon(seregno(t), year)
		if got := [2]string{p.Acconto.LastDay().String(), p.Saldo.LastDay().String()}; got != want {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
		if p.Estimated != (year > 2026) {
			t.Errorf("%d: estimated %v", year, p.Estimated)
		}
		if p.Guesses(p.Acconto) != (year > 2027) || p.Guesses(p.Saldo) != (year > 2026) { // the acconto of 2027 goes by the rates of 2026
			t.Errorf("%d: guesses the acconto %v, the saldo %v", year, p.Guesses(p.Acconto), p.Guesses(p.Saldo))
		}
	}
}

// The minimum of the year, 12 euro (DOMAIN §3.6, (M)), in pairs: land of 1 euro at 1.06 % asks 1.78875.
func TestMinimum(t *testing.T) {
	for _, c := range []struct {
		value          money.Cents
		total, payable money.Cents
	}{
		{6_71, 12_00, 0}, // 12.0025
		{6_72, 12_02, 12_00},
	} {
		p := Imu{Holdings: []Holding{{Unit: "L", Kind: Land, Value: c.value, Share: Share{1, 1}, Right: Owner, Use: Other}}}.Reckon(seregno(t), 2026)
		if p.Total != c.total || p.Payable != c.payable || p.Acconto.Amount+p.Saldo.Amount != c.payable {
			t.Errorf("%s: total %s, payable %s", c.value.Italian(), p.Total.Italian(), p.Payable.Italian())
		}
	}
}

// Where the new rates make the year less than its first half by the old ones, nothing more than the year is asked.
func TestAccontoIsCutToTheYear(t *testing.T) {
	r := seregno(t)
	r.Imu[0].Rate.Other = 900
	p := Imu{Holdings: []Holding{unit("A/3", 500_00, between(t, "2020-01-01", "2026-06-30"))},
		Payments: []Payment{{ID: "1", Code: "3918", Year: 2026, Acconto: true, PaidOn: day(t, "2026-06-10"), Amount: 428_00}}}.Reckon(r, 2026)
	if p.Payable != 378_00 || p.Acconto.Amount != 378_00 || p.Saldo.Amount != 0 || p.Due() != 0 || p.Over() != 50_00 {
		t.Errorf("%+v", p)
	}
}

func TestYears(t *testing.T) {
	held := Imu{Holdings: []Holding{unit("A/3", 500_00, between(t, "2019-01-01", "2024-01-10"))}, Payments: []Payment{{Year: 2026}}}
	for _, c := range []struct {
		imu   Imu
		today string
		want  []int
	}{
		{held, "2026-11-22", []int{2026, 2024, 2023}},
		{held, "2024-02-01", []int{2024, 2023}},
		{held, "2030-02-01", []int{2026}},
		{Imu{}, "2026-11-22", nil},
	} {
		if diff := cmp.Diff(c.want, c.imu.Years(seregno(t), day(t, c.today))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.today, diff)
		}
	}
	if y := held.Years(Rules{}, day(t, "2026-11-22")); y != nil {
		t.Errorf("years without rates: %v", y)
	}
	if p := held.Reckon(Rules{}, 2026); p.Total != 0 || len(p.Lines) != 0 || len(p.Unmatched) != 1 || !p.Estimated {
		t.Errorf("without rates: %+v", p)
	}
}

// The form asks how many units a code is for: each once, however many shares or uses it is held in.
func TestUnitsOfACode(t *testing.T) {
	p := Imu{Holdings: []Holding{unit("A/3", 500_00, share(1, 2)), unit("A/3", 500_00, share(1, 2)), unit("A/2", 500_00), unit("D/1", 500_00)}}.Reckon(seregno(t), 2026)
	got := map[string]int{}
	for _, s := range p.Saldo.Sums {
		got[s.Code] = s.Units
	}
	if diff := cmp.Diff(map[string]int{"3918": 2, "3925": 1, "3930": 1}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
