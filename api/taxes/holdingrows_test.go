package taxes_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/taxes"
)

const (
	mario fiscal.Code = "RSSMRA85T10A562S"
	sam   fiscal.Code = "MLLSNT82P65Z404U"
)

func on(year, month, day int) calendar.Day {
	d, ok := calendar.Of(year, month, day)
	if !ok {
		panic("no such day")
	}
	return d
}

// rowOf is a row of a part of a unit from a day to another; 0 while it lasts.
func rowOf(line int, code fiscal.Code, unit string, num, den int, from, to calendar.Day) taxes.HoldingRow {
	return taxes.HoldingRow{Line: line, Code: code, Holding: taxes.Holding{Unit: unit, From: from, To: to, Share: taxes.Share{Num: num, Den: den}, Right: taxes.Owner}}
}

func gathered(rows ...taxes.HoldingRow) taxes.HoldingsGathered {
	h := taxes.NewHoldingRows()
	for _, r := range rows {
		h.Add(r)
	}
	return h.Gather()
}

// A unit may be held by many. Only more than the whole, on one day, is told.
func TestMoreThanTheWhole(t *testing.T) {
	start, sold, end := on(2020, 1, 1), on(2024, 6, 16), on(2024, 6, 15)
	bare := rowOf(4, sam, "I1", 1, 1, start, 0)
	bare.Holding.Right = taxes.Bare
	cases := []struct {
		name string
		rows []taxes.HoldingRow
		want []taxes.OverHeld
	}{
		{"three thirds", []taxes.HoldingRow{rowOf(2, mario, "I1", 2, 3, start, 0), rowOf(3, sam, "I1", 1, 3, start, 0)}, nil},
		{"a third too many", []taxes.HoldingRow{rowOf(2, mario, "I1", 1, 1, start, 0), rowOf(3, sam, "I1", 1, 3, start, 0)}, []taxes.OverHeld{{Unit: "I1", On: start, Sum: "4/3"}}},
		{"sold the day before", []taxes.HoldingRow{rowOf(2, mario, "I1", 1, 1, start, end), rowOf(3, sam, "I1", 1, 1, sold, 0)}, nil},
		{"sold on the same day", []taxes.HoldingRow{rowOf(2, mario, "I1", 1, 1, start, sold), rowOf(3, sam, "I1", 1, 1, sold, 0)}, []taxes.OverHeld{{Unit: "I1", On: sold, Sum: "2"}}},
		{"bare ownership beside the usufruct", []taxes.HoldingRow{rowOf(2, mario, "I1", 1, 1, start, 0), bare}, nil},
		{"two units", []taxes.HoldingRow{rowOf(2, mario, "I1", 1, 1, start, 0), rowOf(3, sam, "I2", 1, 1, start, 0)}, nil},
	}
	for _, c := range cases {
		got := gathered(c.rows...)
		if diff := cmp.Diff(c.want, got.Over); diff != "" || got.Holdings != len(c.rows) {
			t.Errorf("%s: %d enter (-want +got):\n%s", c.name, got.Holdings, diff)
		}
	}
}

// A person enters whole or not at all, sorted by unit and time; a row that is nobody's is an orphan.
func TestAPersonEntersWhole(t *testing.T) {
	start := on(2020, 1, 1)
	h := taxes.NewHoldingRows()
	h.Add(rowOf(2, mario, "I2", 1, 1, start, 0))
	h.Add(rowOf(3, sam, "I3", 1, 1, start, 0))
	h.Add(rowOf(4, mario, "I1", 1, 1, on(2024, 1, 1), 0))
	h.Add(rowOf(5, mario, "I1", 1, 2, start, on(2023, 12, 31)))
	h.Refuse(taxes.Fault{Line: 6, Reason: taxes.ShareForm}, sam)
	h.Refuse(taxes.Fault{Line: 7, Reason: taxes.CodeCheck}, "")
	h.Refuse(taxes.Fault{Line: 8, Reason: taxes.GrandTotal}, "")
	got := h.Gather()
	var order []string
	for _, p := range got.Accepted {
		for _, x := range p.Holdings {
			order = append(order, string(p.Code)+" "+x.Unit+" "+x.From.String())
		}
	}
	want := []string{string(mario) + " I1 2020-01-01", string(mario) + " I1 2024-01-01", string(mario) + " I2 2020-01-01"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]fiscal.Code{sam}, got.Held); diff != "" || got.Orphans != 1 || len(got.Faults) != 3 {
		t.Errorf("held %v, %d orphans, faults %v", got.Held, got.Orphans, got.Faults)
	}
}
