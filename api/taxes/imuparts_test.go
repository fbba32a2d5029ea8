package taxes

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// brief is what the tables of this file compare of a line.
type brief struct {
	Unit      string
	Months    int
	Exempt    string
	Reasons   []string
	Deduction money.Cents
	Tax       money.Cents
}

func briefs(p ImuPosition) []brief {
	var all []brief
	for _, l := range p.Lines {
		all = append(all, brief{l.Holding.Unit, l.Months, l.Exempt, l.Reasons, l.Deduction, l.Tax})
	}
	return all
}

// The rules on homes and what goes with them: DOMAIN §3.3; the amounts are (calc) with the rates of 2026. A C/6 of 80
// euro asks 142.464 a year as another building, 80.64 at the rate of a main home.
func TestHomesAndAppurtenances(t *testing.T) {
	home, castle := unit("A/3", 500_00, use(MainHome)), unit("A/1", 2000_00, use(MainHome))
	garage := func(name string, value money.Cents, change ...func(*Holding)) Holding {
		return unit("C/6", value, append([]func(*Holding){named(name), use(Appurtenance)}, change...)...)
	}
	for _, c := range []struct {
		name string
		held []Holding
		want []brief
	}{
		{"one of each category", []Holding{home, garage("G", 80_00), unit("C/2", 20_00, use(Appurtenance)), unit("C/7", 10_00, use(Appurtenance))},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"G", 12, "appurtenance", nil, 0, 0}, {"U-C/2", 12, "appurtenance", nil, 0, 0}, {"U-C/7", 12, "appurtenance", nil, 0, 0}}},
		{"of two garages the dearer one", []Holding{home, garage("small", 80_00), garage("large", 90_00)},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"small", 12, "", []string{"second_appurtenance"}, 0, 142_46}, {"large", 12, "appurtenance", nil, 0, 0}}},
		{"a tenth of a dear garage is worth less than a whole one", []Holding{home, garage("tenth", 100_00, share(1, 10)), garage("whole", 80_00)},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"tenth", 12, "", []string{"second_appurtenance"}, 0, 17_81}, {"whole", 12, "appurtenance", nil, 0, 0}}},
		{"two shares of one garage are one", []Holding{home, garage("G", 80_00, share(1, 2)), garage("G", 80_00, share(1, 2))},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"G", 12, "appurtenance", nil, 0, 0}, {"G", 12, "appurtenance", nil, 0, 0}}},
		{"a garage after another", []Holding{home, garage("old", 90_00, between(t, "2020-01-01", "2026-08-31")), garage("new", 80_00, between(t, "2026-07-01", ""))},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"old", 8, "appurtenance", nil, 0, 0}, {"new", 4, "appurtenance", nil, 0, 0},
				{"new", 2, "", []string{"second_appurtenance"}, 0, 23_74}}},
		{"a shop is no appurtenance", []Holding{home, unit("C/1", 1500_00, use(Appurtenance))},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"U-C/1", 12, "", []string{"not_appurtenance"}, 0, 918_23}}},
		{"a home of luxury and its garage", []Holding{garage("G", 80_00), castle},
			[]brief{{"G", 12, "", []string{"luxury"}, 0, 80_64}, {"U-A/1", 12, "", []string{"luxury"}, 200_00, 1816_00}}},
		{"what is left of the deduction goes to the garage", []Holding{unit("A/1", 150_00, use(MainHome)), garage("G", 80_00)},
			[]brief{{"U-A/1", 12, "", []string{"luxury"}, 151_20, 0}, {"G", 12, "", []string{"luxury"}, 48_80, 31_84}}},
		{"a second garage of a home of luxury", []Holding{castle, garage("G", 80_00), garage("H", 70_00)},
			[]brief{{"U-A/1", 12, "", []string{"luxury"}, 200_00, 1816_00}, {"G", 12, "", []string{"luxury"}, 0, 80_64}, {"H", 12, "", []string{"second_appurtenance"}, 0, 124_66}}},
		{"the bare ownership of a dearer garage takes no place", []Holding{home, garage("G", 80_00), garage("H", 90_00, right(Bare))},
			[]brief{{"U-A/3", 12, "main", nil, 0, 0}, {"G", 12, "appurtenance", nil, 0, 0}, {"H", 12, "bare", nil, 0, 0}}},
		{"two shares of one home have one deduction", []Holding{unit("A/1", 2000_00, use(MainHome), share(1, 2)), unit("A/1", 2000_00, use(MainHome), share(1, 2))},
			[]brief{{"U-A/1", 12, "", []string{"luxury"}, 200_00, 808_00}, {"U-A/1", 12, "", []string{"luxury"}, 0, 1008_00}}},
		{"a home of luxury for seven months, three residents", []Holding{unit("A/1", 2000_00, use(MainHome), residents(3), between(t, "2020-01-01", "2026-07-31"))},
			[]brief{{"U-A/1", 7, "", []string{"luxury"}, 38_89, 1137_11}}},
		{"a home of luxury of which a twentieth is kept: its tax is 211.68 in all", []Holding{
			unit("A/1", 400_00, use(MainHome), between(t, "2020-01-01", "2026-06-30")), unit("A/1", 400_00, use(MainHome), share(1, 20), between(t, "2026-07-01", ""))},
			[]brief{{"U-A/1", 6, "", []string{"luxury"}, 189_92, 11_68}, {"U-A/1", 6, "", []string{"luxury"}, 10_08, 0}}},
		{"a home left in August for a care home", []Holding{unit("A/3", 500_00, use(MainHome), between(t, "2020-01-01", "2026-07-31")),
			unit("A/3", 500_00, use(CareHome), between(t, "2026-08-01", "")), garage("G", 80_00)},
			[]brief{{"U-A/3", 7, "main", nil, 0, 0}, {"U-A/3", 5, "", []string{"care_home_unknown"}, 0, 371_00},
				{"G", 7, "appurtenance", nil, 0, 0}, {"G", 5, "", []string{"care_home_unknown"}, 0, 59_36}}},
		{"held for ten days", []Holding{unit("A/3", 500_00, between(t, "2020-01-01", "2026-01-10"))},
			[]brief{{"U-A/3", 0, "not_held", nil, 0, 0}}},
		{"sold the year before", []Holding{unit("A/3", 500_00, between(t, "2020-01-01", "2025-12-31"))}, nil},
		{"a share of more than the whole is the whole", []Holding{unit("A/3", 500_00, share(3, 2))}, []brief{{"U-A/3", 12, "", nil, 0, 890_40}}},
		{"a share that says nothing", []Holding{unit("A/3", 500_00, share(1, 0))}, []brief{{"U-A/3", 12, "", nil, 0, 0}}},
	} {
		if diff := cmp.Diff(c.want, briefs(Imu{Holdings: c.held}.Reckon(seregno(t), 2026))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Where the comune has adopted it, the home of a care-home resident is as a main home: its garage too, one home only, and
// a home of luxury is taxed as one (c. 741 lett. c n. 6).
func TestCareHomeAdopted(t *testing.T) {
	r := seregno(t)
	r.Imu[0].CareHome = Yes
	held := []Holding{unit("A/3", 500_00, use(CareHome)), unit("A/2", 600_00, use(CareHome)), unit("C/6", 80_00, use(Appurtenance))}
	want := []brief{{"U-A/3", 12, "", []string{"second_care_home"}, 0, 890_40}, {"U-A/2", 12, "care_home", nil, 0, 0}, {"U-C/6", 12, "appurtenance", nil, 0, 0}}
	if diff := cmp.Diff(want, briefs(Imu{Holdings: held}.Reckon(r, 2026))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	held = []Holding{unit("A/1", 2000_00, use(CareHome)), unit("C/6", 80_00, use(Appurtenance))}
	want = []brief{{"U-A/1", 12, "", []string{"luxury"}, 200_00, 1816_00}, {"U-C/6", 12, "", []string{"luxury"}, 0, 80_64}}
	if diff := cmp.Diff(want, briefs(Imu{Holdings: held}.Reckon(r, 2026))); diff != "" {
		t.Errorf("of luxury (-want +got):\n%s", diff)
	}
	for choice, why := range map[Choice]string{No: "care_home_not_adopted", "": "care_home_unknown"} {
		r.Imu[0].CareHome = choice
		want = []brief{{"U-A/3", 12, "", []string{why}, 0, 890_40}}
		if diff := cmp.Diff(want, briefs(Imu{Holdings: []Holding{unit("A/3", 500_00, use(CareHome))}}.Reckon(r, 2026))); diff != "" {
			t.Errorf("chosen %q (-want +got):\n%s", choice, diff)
		}
	}
}

// The acconto has last year's deduction for the half year, the saldo is the rest (c. 762).
func TestDeductionByTerms(t *testing.T) {
	r := seregno(t)
	r.Imu[0].Deduction = 300_00
	p := Imu{Holdings: []Holding{unit("A/1", 2000_00, use(MainHome))}}.Reckon(r, 2026)
	want := []CodeSum{{Code: "3912", Exact: 908_00, Amount: 908_00, Units: 1, Deduction: 100_00}, {Code: "3912", Exact: 808_00, Amount: 808_00, Units: 1, Deduction: 200_00}}
	if diff := cmp.Diff(want, slices.Concat(p.Acconto.Sums, p.Saldo.Sums)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
