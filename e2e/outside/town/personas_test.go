package town_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/fiscal"
	"sportello/api/taxes"
	"sportello/e2e/outside/town"
)

// by gives the owners that are personas.
func by(owners []town.Owner) map[string]town.Owner {
	keys := map[fiscal.Code]string{}
	for _, p := range town.Personas(today) {
		keys[fiscal.Code(p.FiscalCode)] = p.Key
	}
	found := map[string]town.Owner{}
	for _, o := range owners {
		if key := keys[o.Who.Code]; key != "" {
			found[key] = o
		}
	}
	return found
}

// What each persona is there to show: how many units they hold in 2026, what the year asks, what is still to pay and
// how much of that is overdue, in euro. Marta, Luca and Samira, who rents, own nothing. Teresa's third, worked out by
// hand: 554.40 × 1.05 × 160 × 1.06 % / 3 = 329.09; Chiara's flat: 425.60 × 1.05 × 160 × 0.76 % × 75 % = 407.55.
func TestPersonasOwn(t *testing.T) {
	type sums struct{ Units, Asked, Owed, Overdue int }
	got := map[string]sums{}
	of := town.New(1, today, 500)
	for key, o := range by(landowners(t, &of)) {
		p := o.Reckon(rules(t), 2026)
		units := map[string]bool{}
		for _, h := range o.Holdings {
			units[h.Unit] = true
		}
		s := sums{Units: len(units), Asked: int(p.Payable / 100), Owed: int(p.Due() / 100)}
		for _, term := range p.Overdue(today) {
			s.Overdue += int(term.Owed() / 100)
		}
		got[key] = s
	}
	want := map[string]sums{
		"teresa": {3, 329, 171, 0}, "bruno": {3, 202, 202, 97}, "chiara": {3, 408, 204, 0},
		"aldo": {40, 33_310, 17_192, 0}, "irene": {4, 425, 261, 0}, "gemma": {3, 550, 374, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// On any day of the last months the personas have what their sentences say, and only Bruno is late: with one term.
func TestPersonasPay(t *testing.T) {
	for _, on := range []string{"2026-03-02", "2026-06-30", "2026-11-22", "2026-12-31", "2027-03-01"} {
		of := town.New(3, day(on), 60)
		overdue := map[string]int{}
		for key, o := range by(landowners(t, &of)) {
			for _, year := range o.Years(rules(t), day(on)) {
				overdue[key] += len(o.Reckon(rules(t), year).Overdue(day(on)))
			}
		}
		want := map[string]int{"teresa": 0, "bruno": 1, "chiara": 0, "aldo": 0, "irene": 0, "gemma": 0}
		if diff := cmp.Diff(want, overdue); diff != "" {
			t.Errorf("%s: %s", on, diff)
		}
	}
}

// Teresa holds a third, Chiara lets at an agreed rent, Irene was left a half, and Gemma bought on a 16th.
func TestPersonasHold(t *testing.T) {
	of := town.New(3, today, 60)
	owners := by(of.Owners())
	has := func(key string, is func(taxes.Holding) bool) {
		t.Helper()
		for _, h := range owners[key].Holdings {
			if is(h) {
				return
			}
		}
		t.Errorf("%s: %+v", key, owners[key].Holdings)
	}
	has("teresa", func(h taxes.Holding) bool { return h.Share == taxes.Share{Num: 1, Den: 3} && h.Inherited })
	has("teresa", func(h taxes.Holding) bool { return h.Use == taxes.Appurtenance && h.Cadastral.Category == "C/6" })
	has("bruno", func(h taxes.Holding) bool { return h.Use == taxes.Other && h.Cadastral.Category == "C/6" })
	has("chiara", func(h taxes.Holding) bool { return h.Use == taxes.Agreed })
	has("irene", func(h taxes.Holding) bool { return h.Share == taxes.Share{Num: 1, Den: 2} && h.Inherited })
	has("gemma", func(h taxes.Holding) bool { return fmt.Sprint(h.From) == "2026-04-16" && h.Use == taxes.Other })
}
