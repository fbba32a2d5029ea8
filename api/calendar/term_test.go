package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

// TestTerm is every deadline that the domain facts know. A row says where it comes from; "(calc)" is a day that they
// work out themselves, from the rule and the list of holidays beside it.
func TestTerm(t *testing.T) {
	none, saint := MonthDay{}, MonthDay{time.March, 19}
	for _, c := range []struct {
		base   string
		days   int
		moves  Moves
		patron MonthDay
		want   string
		source string
	}{
		{"2024-06-16", 0, OffWeekends, none, "2024-06-17", "§3.6 IMU acconto, a Sunday (calc)"},
		{"2025-06-16", 0, OffWeekends, none, "2025-06-16", "§3.6 (calc)"},
		{"2025-12-16", 0, OffWeekends, none, "2025-12-16", "§3.6 IMU saldo (calc)"},
		{"2026-06-16", 0, OffWeekends, none, "2026-06-16", "§3.6 (calc)"},
		{"2026-12-16", 0, OffWeekends, none, "2026-12-16", "§3.6 (calc)"},
		{"2027-06-16", 0, OffWeekends, none, "2027-06-16", "§3.6 (calc)"},
		{"2027-12-16", 0, OffWeekends, none, "2027-12-16", "§3.6 (calc)"},
		{"2028-06-16", 0, OffWeekends, none, "2028-06-16", "§3.6 (calc)"},
		{"2028-12-16", 0, OffWeekends, none, "2028-12-18", "§3.6 a Saturday (calc)"},
		{"2029-06-16", 0, OffWeekends, none, "2029-06-18", "§3.6 a Saturday (calc)"},
		{"2029-12-16", 0, OffWeekends, none, "2029-12-17", "§3.6 a Sunday (calc)"},
		{"2030-06-16", 0, OffWeekends, none, "2030-06-17", "§3.6 a Sunday (calc)"},

		{"2024-06-18", 0, OffWeekends, none, "2024-06-18", "§2.5 [SER-TARI24] first instalment"},
		{"2024-10-18", 0, OffWeekends, none, "2024-10-18", "§2.5 [SER-TARI24] second instalment"},
		{"2024-12-04", 0, OffWeekends, none, "2024-12-04", "§2.5 [SER-TARI24] saldo"},

		{"2026-07-01", 5, OffHolidays, none, "2026-07-06", "§4.2 (calc)"},
		{"2026-07-01", 60, OffHolidays, none, "2026-08-31", "§4.2 60th day a Sunday (calc); [BORGOV] names 30 August"},
		{"2026-04-20", 5, OffHolidays, none, "2026-04-27", "§4.2 25 April, then a Sunday (calc)"},
		{"2026-04-20", 60, OffHolidays, none, "2026-06-19", "§4.2 (calc)"},
		{"2026-03-31", 5, OffHolidays, none, "2026-04-07", "§4.2 Easter, then Easter Monday (calc)"},
		{"2026-03-31", 60, OffHolidays, none, "2026-05-30", "§4.2 Saturday counts [BORGOVALS] (calc)"},
		{"2026-12-20", 5, OffHolidays, none, "2026-12-28", "§4.2 Christmas, St Stephen, Sunday (calc)"},
		{"2026-12-20", 60, OffHolidays, none, "2027-02-18", "§4.2 (calc)"},
		{"2026-03-03", 5, OffHolidays, none, "2026-03-09", "§4.2 a Sunday (calc)"},
		{"2026-03-03", 60, OffHolidays, none, "2026-05-02", "§4.2 a Saturday stays (calc)"},
		{"2026-12-18", 5, OffHolidays, none, "2026-12-23", "§4.2 (calc)"},
		{"2026-12-18", 60, OffHolidays, none, "2027-02-16", "§4.2 (calc)"},
		{"2026-06-02", 5, OffHolidays, none, "2026-06-08", "§4.2 [INSELLA] day 0 is not counted: notified the 2nd, by the 7th, a Sunday here"},

		{"2026-03-31", 60, OffWeekends, none, "2026-06-01", "§11 the same Saturday, for a tax"},
		{"2025-10-04", 0, OffHolidays, none, "2025-10-04", "§11 4 October, a Saturday before L. 151/2025"},
		{"2027-10-04", 0, OffHolidays, none, "2027-10-05", "§11 4 October, from 2026 [ASSOLOMB][ANCE]"},
		{"2024-10-04", 0, OffHolidays, none, "2024-10-04", "§11 4 October, a Friday before 2026"},
		{"2026-11-04", 0, OffHolidays, none, "2026-11-04", "§4.2 4 November, suppressed by L. 54/1977 (M)"},
		{"2026-03-19", 0, OffHolidays, saint, "2026-03-20", "§11 the patron saint, as data (U)"},
		{"2026-03-19", 0, OffHolidays, none, "2026-03-19", "§11 the same day where the saint moves nothing"},
		{"2026-11-25", 30, Stays, none, "2026-12-25", "§11 L. 241: days of the calendar (M)"},
		{"2027-01-01", 30, Stays, saint, "2027-01-31", "§11 L. 241: a Sunday (M)"},
	} {
		if got := Term(day(t, c.base), c.days, c.moves, c.patron).String(); got != c.want {
			t.Errorf("%s: %s and %d days end %s, want %s", c.source, c.base, c.days, got, c.want)
		}
	}
}

// Whatever the day, a term ends on it or later, within five days, on a day on which one can act; and it does not end
// earlier because it began later.
func TestTermOfEveryDay(t *testing.T) {
	saint := MonthDay{time.December, 7}
	before := Day(0)
	for d := day(t, "1950-01-01"); d < day(t, "2100-01-01"); d++ {
		end := Term(d, 0, OffWeekends, saint)
		if end < d || end > d+5 || end < before || Holiday(end, saint) || end.Weekday() == time.Saturday {
			t.Fatalf("%s ends %s, the day before it %s", d, end, before)
		}
		if kept := Term(d, 0, OffHolidays, saint); kept < d || kept > end {
			t.Fatalf("%s ends %s, for a tax %s", d, kept, end)
		}
		before = end
	}
}

func TestMonthDay(t *testing.T) {
	type town struct {
		Patron MonthDay `json:"patron,omitzero"`
	}
	var had town
	if err := json.Unmarshal([]byte(`{"patron":"02-29"}`), &had); err != nil || had.Patron != (MonthDay{time.February, 29}) {
		t.Errorf("read %+v, %v", had, err)
	}
	for _, c := range []struct {
		of   town
		want string
	}{{town{}, `{}`}, {had, `{"patron":"02-29"}`}, {town{MonthDay{time.December, 7}}, `{"patron":"12-07"}`}} {
		if got, err := json.Marshal(c.of); err != nil || string(got) != c.want {
			t.Errorf("written %s, %v, want %s", got, err, c.want)
		}
	}
	var d MonthDay
	for text, want := range map[string]error{"02-30": ErrNoSuchDay, "13-01": ErrNoSuchDay, "3-19": ErrForm, "19/03": ErrForm, "1-119": ErrForm, "a-b-c": ErrForm} {
		if err := d.UnmarshalText([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}
