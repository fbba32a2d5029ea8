package taxes

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

func TestWith(t *testing.T) {
	law := func(year, land int, other money.Rate) ImuYear {
		return ImuYear{Year: year, Multipliers: []Multiplier{{"A", 160}}, Land: land, Minimum: 12_00, Rate: ImuRates{Other: other}}
	}
	bare := func(year int, other money.Rate) ImuYear { return ImuYear{Year: year, Rate: ImuRates{Other: other}} }
	carried := Rules{Entity: "I625", FreshHours: 72, Tari: []TariYear{{Year: 2025, Act: "old"}, {Year: 2024}}, Imu: []ImuYear{law(2026, 135, 1060), law(2024, 134, 1020)}}
	cases := []struct {
		name string
		in   Decided
		tari []int
		act  string // of 2025
		imu  []ImuYear
	}{
		{"nothing", Decided{}, []int{2025, 2024}, "old", carried.Imu},
		{"a new year", Decided{Tari: []TariYear{{Year: 2026}}}, []int{2026, 2025, 2024}, "old", carried.Imu},
		{"a year put right", Decided{Tari: []TariYear{{Year: 2025, Act: "new"}}}, []int{2025, 2024}, "new", carried.Imu},
		{"IMU with the law of the year before", Decided{Imu: []ImuYear{bare(2027, 1070)}}, []int{2025, 2024}, "old", []ImuYear{law(2027, 135, 1070), carried.Imu[0], carried.Imu[1]}},
		{"IMU between two years", Decided{Imu: []ImuYear{bare(2025, 1030)}}, []int{2025, 2024}, "old", []ImuYear{carried.Imu[0], law(2025, 134, 1030), carried.Imu[1]}},
		{"IMU before all years", Decided{Imu: []ImuYear{bare(2020, 1000)}}, []int{2025, 2024}, "old", []ImuYear{carried.Imu[0], carried.Imu[1], law(2020, 134, 1000)}},
		{"IMU with a law of its own, for the years after it too", Decided{Imu: []ImuYear{bare(2028, 1080), law(2027, 140, 1070)}}, []int{2025, 2024}, "old",
			[]ImuYear{law(2028, 140, 1080), law(2027, 140, 1070), carried.Imu[0], carried.Imu[1]}},
	}
	for _, c := range cases {
		got := carried.With(c.in)
		var years []int
		for _, y := range got.Tari {
			years = append(years, y.Year)
		}
		if diff := cmp.Diff(c.tari, years); diff != "" {
			t.Errorf("%s: years of the TARI (-want +got):\n%s", c.name, diff)
		}
		if y, _ := got.TariOf(2025); y.Act != c.act || got.Entity != "I625" || got.FreshHours != 72 {
			t.Errorf("%s: %+v", c.name, got)
		}
		if diff := cmp.Diff(c.imu, got.Imu); diff != "" {
			t.Errorf("%s: IMU (-want +got):\n%s", c.name, diff)
		}
	}
	if got := (Rules{}).With(Decided{Imu: []ImuYear{bare(2026, 1060)}}); len(got.Imu) != 0 {
		t.Errorf("a year without the figures of the law would make every tax nothing: %+v", got.Imu)
	}
	if len(carried.Tari) != 2 || carried.Tari[0].Act != "old" || len(carried.Imu) != 2 {
		t.Errorf("the rules themselves changed: %+v", carried)
	}
}
