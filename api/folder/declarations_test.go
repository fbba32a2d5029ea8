package folder

import (
	"slices"
	"testing"

	"sportello/api/deadlines"
	"sportello/api/taxes"
)

// Who needs no declaration is shown no day for one: of a sale, a home or an income others tell the comune. What only the
// holder knows is shown from when it begins or ends, on 22 November 2026.
func TestWhoDeclares(t *testing.T) {
	unit := func(from, to string, change func(*taxes.Holding)) taxes.Holding {
		h := taxes.Holding{Unit: "1", Kind: taxes.Building, Cadastral: taxes.Cadastral{Category: "A/3"}, Value: 500_00, From: on(t, from), Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Owner, Use: taxes.Other}
		if to != "" {
			h.To = on(t, to)
		}
		if change != nil {
			change(&h)
		}
		return h
	}
	use := func(u taxes.Use) func(*taxes.Holding) { return func(h *taxes.Holding) { h.Use = u } }
	value := func(h *taxes.Holding) { h.Value = 600_00 }
	area := func(h *taxes.Holding) { h.Kind = taxes.Area }
	for _, c := range []struct {
		name string
		held []taxes.Holding
		want bool
	}{
		{"sold", []taxes.Holding{unit("2020-01-01", "2026-03-09", nil)}, false},
		{"a main home sold", []taxes.Holding{unit("2020-01-01", "2026-03-09", use(taxes.MainHome))}, false},
		{"bought", []taxes.Holding{unit("2026-03-09", "", nil)}, false},
		{"moved into", []taxes.Holding{unit("2020-01-01", "2026-03-09", nil), unit("2026-03-10", "", use(taxes.MainHome))}, false},
		{"a new income", []taxes.Holding{unit("2020-01-01", "2026-03-09", use(taxes.Comodato)), unit("2026-03-10", "", func(h *taxes.Holding) { h.Use, h.Value = taxes.Comodato, 1 })}, false},
		{"lent", []taxes.Holding{unit("2020-01-01", "2026-03-09", nil), unit("2026-03-10", "", use(taxes.Comodato))}, true},
		{"lent, next year", []taxes.Holding{unit("2020-01-01", "2026-12-31", nil), unit("2027-01-01", "", use(taxes.Comodato))}, false},
		{"lent, not yet", []taxes.Holding{unit("2020-01-01", "2026-11-22", nil), unit("2026-11-23", "", use(taxes.Comodato))}, false},
		{"lent no longer", []taxes.Holding{unit("2020-01-01", "2026-03-09", use(taxes.Comodato)), unit("2026-03-10", "", nil)}, true},
		{"inherited, and lent at once", []taxes.Holding{unit("2026-03-10", "", use(taxes.Comodato))}, true},
		{"lent for years", []taxes.Holding{unit("2020-01-01", "", use(taxes.Comodato))}, false},
		{"left for a care home", []taxes.Holding{unit("2020-01-01", "2026-03-09", use(taxes.MainHome)), unit("2026-03-10", "", use(taxes.CareHome))}, true},
		{"unfit", []taxes.Holding{unit("2020-01-01", "2026-03-09", nil), unit("2026-03-10", "", func(h *taxes.Holding) { h.Unfit = true })}, true},
		{"land of another value", []taxes.Holding{unit("2020-01-01", "2025-12-31", area), unit("2026-01-01", "", func(h *taxes.Holding) { area(h); value(h) })}, true},
		{"a bare ownership", []taxes.Holding{unit("2020-01-01", "2026-03-09", func(h *taxes.Holding) { h.Use, h.Right = taxes.Comodato, taxes.Bare })}, false},
	} {
		all := Deadlines(Folder{Imu: taxes.Imu{Holdings: c.held}}, Town{Taxes: rules(t)}, on(t, "2026-11-22"))
		if got := slices.ContainsFunc(all, func(d deadlines.Deadline) bool { return d.ID == "declaration/2026" }); got != c.want {
			t.Errorf("%s: a declaration is shown: %v", c.name, got)
		}
	}
}
