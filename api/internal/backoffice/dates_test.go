package backoffice

import (
	"errors"
	"testing"

	"sportello/api/calendar"
)

// Each form reads its own dates; ISO and month names are plain whatever the form.
func TestDay(t *testing.T) {
	cases := []struct {
		form DateForm
		in   string
		want string
		err  error
	}{
		{DayFirst, "05/06/2024", "2024-06-05", nil},
		{MonthFirst, "05/06/2024", "2024-05-06", nil},
		{MonthFirst, "2024-06-05", "2024-06-05", nil},
		{DayFirst, "5.6.24", "2024-06-05", nil},
		{DayFirst, "01/01/98", "1998-01-01", nil},
		{DayFirst, "01/01/36", "2036-01-01", nil},
		{DayFirst, "01/01/37", "1937-01-01", nil}, // more than ten years ahead of 2026
		{DayFirst, "18-GIU-2024", "2024-06-18", nil},
		{DayFirst, "18 giugno 2024", "2024-06-18", nil},
		{DayFirst, "18-JUN-24", "2024-06-18", nil},
		{ISO, "2024/06/18", "2024-06-18", nil},
		{ISO, "2024-06-18T23:59:59.000", "2024-06-18", nil},
		{DayFirst, "18/06/2024 0:00", "2024-06-18", nil},
		{Compact, "20240618", "2024-06-18", nil},
		{CompactDay, "18062024", "2024-06-18", nil},
		{Excel, "45461", "2024-06-18", nil}, // as LibreOffice and Excel show it
		{DayFirst, "45461", "", calendar.ErrForm},
		{DayFirst, "", "", nil},
		{DayFirst, "00/00/0000", "", nil},
		{Compact, "00000000", "", nil},
		{DayFirst, "31/12/9999", "", nil},
		{Compact, "99991231", "", nil},
		{DayFirst, "31/02/2024", "", calendar.ErrNoSuchDay},
		{DayFirst, "06/18/2024", "", calendar.ErrNoSuchDay},
		{Compact, "20240231", "", calendar.ErrNoSuchDay},
		{DayFirst, "18/06", "", calendar.ErrForm},
		{DayFirst, "18/06/2024/1", "", calendar.ErrForm},
		{DayFirst, "18/xx/2024", "", calendar.ErrForm},
	}
	for _, c := range cases {
		f := forms{date: c.form, today: today}
		got, err := f.day(c.in)
		if !errors.Is(err, c.err) || got.String() != c.want {
			t.Errorf("%s in a file of %s: %s, %v; want %s, %v", c.in, c.form, got, err, c.want, c.err)
		}
	}
}

func TestDateFormIsFoundOut(t *testing.T) {
	cases := []struct {
		want  DateForm
		cells []string
	}{
		{DayFirst, []string{"05/06/2024", "01/02/2024"}}, // nothing speaks against it
		{DayFirst, []string{"18/06/2024", "04/12/2024", "06/18/2024"}},
		{MonthFirst, []string{"06/18/2024", "12/04/2024", "10/18/2024"}},
		{DayFirst, []string{"2024-06-18"}},
		{Compact, []string{"20240618", "20241204", "n.d."}},
		{CompactDay, []string{"18062024", "04122024", "20102024"}},
		{Excel, []string{"45461", "45583"}},
		{DayFirst, nil},
	}
	for _, c := range cases {
		var seen tally
		for _, cell := range c.cells {
			seen.add(cell)
		}
		if got := seen.form(); got != c.want {
			t.Errorf("%v look like %s, want %s", c.cells, got, c.want)
		}
	}
}

func TestDecimalSignIsFoundOut(t *testing.T) {
	cases := []struct {
		cell           string
		points, commas int
	}{
		{"12,34", 0, 1}, {"12.34", 1, 0}, {"1.234,56", 0, 1}, {"1,234.56", 1, 0}, {"12,5", 0, 1},
		{"1.234", 0, 0}, {"1,234", 0, 0}, {"1234", 0, 0}, {"", 0, 0}, {"0.12345", 1, 0},
	}
	for _, c := range cases {
		points, commas := 0, 0
		decimalSign(c.cell, &points, &commas)
		if points != c.points || commas != c.commas {
			t.Errorf("%q: %d points, %d commas", c.cell, points, commas)
		}
	}
}
