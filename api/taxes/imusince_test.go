package taxes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/money"
)

// twoYears are rules as of Seregno (DOMAIN §3.4): other buildings 1.02 % in 2025, 1.06 % in 2026.
func twoYears(t *testing.T) Rules {
	year := func(number int, other money.Rate) ImuYear {
		iso := map[int]string{2025: "2025", 2026: "2026"}[number]
		return ImuYear{Year: number, Rate: ImuRates{Main: 600, Social: 400, Agreed: 760, Land: other, Area: other, GroupD: other, Other: other},
			Multipliers: []Multiplier{{"A", 160}, {"A/10", 80}, {"C/1", 55}, {"C/6", 160}, {"D", 65}}, Revaluation: 105_000, LandFactor: 125_000, Land: 135,
			Deduction: 200_00, State: 760, AgreedPart: 75_000, ForeignPension: 50_000, HalfBase: 50_000, Minimum: 12_00,
			Acconto: day(t, iso+"-06-16"), Saldo: day(t, iso+"-12-16")}
	}
	return Rules{Imu: []ImuYear{year(2026, 1060), year(2025, 1020)}}
}

// flat is a dwelling with a rendita of 500 euro: 84,000 of base, 890.40 at 1.06 %, 856.80 at 1.02 % (DOMAIN §3.10, 1 and 1b).
func flat(t *testing.T, unit, from, to string) Holding {
	h := Holding{Unit: unit, Kind: Building, Cadastral: Cadastral{Category: "A/3"}, Value: 500_00, From: day(t, from), Share: Share{1, 1}, Right: Owner, Use: Other}
	if to != "" {
		h.To = day(t, to)
	}
	return h
}

// The amounts follow from DOMAIN §3.10, vectors 1, 1b and 10; the split by cause is (calc).
func TestImuSince(t *testing.T) {
	with := func(h Holding, change func(*Holding)) Holding { change(&h); return h }
	third := func(h *Holding) { h.Share = Share{1, 3} }
	for _, c := range []struct {
		name     string
		holdings []Holding
		want     ImuChange
	}{
		{"nothing held", nil, ImuChange{Before: 2025}},
		{"the rate alone", []Holding{flat(t, "U", "2020-01-01", "")},
			ImuChange{2025, 33_60, ByRates, []ImuEffect{{ByRates, 33_60}}, 1020, 1060}},
		{"bought on the 16th of April", []Holding{flat(t, "U", "2026-04-16", "")},
			ImuChange{2025, 667_80, ByNew, []ImuEffect{{ByNew, 667_80}}, 0, 0}},
		{"inherited", []Holding{with(flat(t, "U", "2026-01-01", ""), func(h *Holding) { h.Inherited = true })},
			ImuChange{2025, 890_40, ByInheritance, []ImuEffect{{ByInheritance, 890_40}}, 0, 0}},
		{"sold on 1 August", []Holding{flat(t, "U", "2020-01-01", "2026-07-31")},
			ImuChange{2025, 519_40 - 856_80, ByMonths, []ImuEffect{{ByMonths, 499_80 - 856_80}, {ByRates, 19_60}}, 1020, 1060}},
		{"sold last year", []Holding{flat(t, "U", "2020-01-01", "2025-12-31")},
			ImuChange{2025, -856_80, ByGone, []ImuEffect{{ByGone, -856_80}}, 0, 0}},
		{"a share handed on", []Holding{flat(t, "U", "2020-01-01", "2025-12-31"), with(flat(t, "U", "2026-01-01", ""), third)},
			ImuChange{2025, 296_80 - 856_80, ByShare, []ImuEffect{{ByShare, 285_60 - 856_80}, {ByRates, 11_20}}, 1020, 1060}},
		{"a home becomes a second home", []Holding{with(flat(t, "U", "2020-01-01", "2025-12-31"), func(h *Holding) { h.Use = MainHome }), flat(t, "U", "2026-01-01", "")},
			ImuChange{2025, 890_40, ByUse, []ImuEffect{{ByUse, 856_80}, {ByRates, 33_60}}, 1020, 1060}},
		{"the rendita was corrected", []Holding{flat(t, "U", "2020-01-01", "2025-12-31"), with(flat(t, "U", "2026-01-01", ""), func(h *Holding) { h.Value = 600_00 })},
			ImuChange{2025, 1068_48 - 856_80, ByValue, []ImuEffect{{ByValue, 171_36}, {ByRates, 40_32}}, 1020, 1060}},
		{"a main home stays exempt", []Holding{with(flat(t, "U", "2020-01-01", ""), func(h *Holding) { h.Use = MainHome })}, ImuChange{Before: 2025}},
	} {
		got, ok := Imu{Holdings: c.holdings}.Since(twoYears(t), 2026)
		if !ok {
			t.Errorf("%s: nothing to compare with", c.name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if _, ok := (Imu{}).Since(twoYears(t), 2025); ok {
		t.Error("compared with a year of unknown rates")
	}
}

// A comune that treats the home of a care-home resident as a main home from now on changed no rate: 856.80 at last year's
// rate, 33.60 for the new one, and all of it is not asked for any more (DOMAIN §3.10, 1, 1b and 17).
func TestImuSinceCareHomeAdopted(t *testing.T) {
	r := twoYears(t)
	r.Imu[0].CareHome, r.Imu[1].CareHome = Yes, No
	h := flat(t, "U", "2020-01-01", "")
	h.Use = CareHome
	got, _ := Imu{Holdings: []Holding{h}}.Since(r, 2026)
	want := ImuChange{2025, -856_80, ByRules, []ImuEffect{{ByRates, 33_60}, {ByRules, -890_40}}, 1020, 1060}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The effects of what changed make the difference. The last step is the tax, and the one before the deduction comes to tax and deduction together, whatever is held.
func FuzzImuSteps(f *testing.F) {
	f.Add(int64(500_00), 1, 1, uint8(0), uint8(0), 1, 12)
	f.Add(int64(850_25), 1, 2, uint8(2), uint8(1), 5, 200)
	f.Add(int64(2000_00), 1, 3, uint8(1), uint8(3), 100, 300)
	uses := []Use{MainHome, Other, Comodato, Agreed, CareHome, ForeignPension, Social, Appurtenance}
	categories := []string{"A/3", "A/1", "C/6", "D/1", "A/10"}
	f.Fuzz(func(t *testing.T, value int64, num, den int, use, category uint8, from, to int) {
		if value < 0 || value > 10_000_000_00 || num < 1 || den < num || den > 10_000 || from < 0 || to < from || to > 400 {
			return // no holding of any file
		}
		first, _ := monthDays(2026, 1)
		h := Holding{Unit: "U", Kind: Building, Cadastral: Cadastral{Category: categories[int(category)%len(categories)]}, Value: money.Cents(value),
			Share: Share{num, den}, Right: Owner, Use: uses[int(use)%len(uses)]}
		h.From, h.To = first+calendar.Day(from), first+calendar.Day(to)
		r := twoYears(t)
		change, _ := Imu{Holdings: []Holding{h, flat(t, "V", "2025-03-20", "2026-09-02")}}.Since(r, 2026)
		for _, e := range change.Effects {
			change.Difference -= e.Amount
		}
		if change.Difference != 0 {
			t.Fatalf("%d of the difference is not explained: %+v", change.Difference, change)
		}
		for _, l := range (Imu{Holdings: []Holding{h}}).Reckon(r, 2026).Lines {
			steps := l.Steps(r, 2026)
			if l.Exempt != "" {
				if steps != nil {
					t.Fatalf("exempt, with steps: %+v", steps)
				}
				continue
			}
			if last := steps[len(steps)-1]; last.Kind != TaxStep || last.Amount != l.Tax {
				t.Fatalf("the last step is %+v, the tax %d", last, l.Tax)
			}
			before := steps[len(steps)-2]
			if before.Kind == DeductionStep {
				before = steps[len(steps)-3]
			}
			if before.Amount != l.Tax+l.Deduction {
				t.Fatalf("before the tax stands %+v, and the tax is %d less %d", before, l.Tax+l.Deduction, l.Deduction)
			}
			base := money.Cents(0)
			for _, s := range steps {
				if s.Kind == BaseStep || s.Kind == HalfStep {
					base = s.Amount
				}
			}
			if base != l.Base {
				t.Fatalf("the steps come to a base of %d, want %d", base, l.Base)
			}
		}
	})
}

// L. 160/2019 c. 761 (DOMAIN §3.5): half of the days is the buyer's month.
func TestEdges(t *testing.T) {
	for _, c := range []struct {
		from, to    string
		want        []EdgeMonth
		first, last int
	}{
		{"2020-01-01", "", nil, 1, 12},
		{"2026-04-16", "", []EdgeMonth{{4, 15, 30, true}}, 4, 12},
		{"2026-04-17", "", []EdgeMonth{{4, 14, 30, false}}, 5, 12},
		{"2020-01-01", "2026-04-15", []EdgeMonth{{4, 15, 30, false}}, 1, 3},
		{"2020-01-01", "2026-04-16", []EdgeMonth{{4, 16, 30, true}}, 1, 4},
		{"2026-01-16", "2026-01-20", []EdgeMonth{{1, 5, 31, false}}, 0, 0},
	} {
		h := flat(t, "U", c.from, c.to)
		if diff := cmp.Diff(c.want, (Imu{}).Edges(h, 2026)); diff != "" {
			t.Errorf("%s to %s: %s", c.from, c.to, diff)
		}
		if first, last := (Imu{}).Counts(h, 2026); first != c.first || last != c.last {
			t.Errorf("%s to %s: months %d to %d", c.from, c.to, first, last)
		}
	}
}
