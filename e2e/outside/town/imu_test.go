package town_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/taxes"
	"sportello/e2e/outside/town"
)

// rules are those of the comune.
func rules(t testing.TB) (r taxes.Rules) {
	t.Helper()
	for file, into := range map[string]any{"taxes": &r, "imu-rates": &r.Imu} {
		text, err := os.ReadFile("../../../assets/comuni/seregno/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// landowners are the owners of a town with what they have paid.
func landowners(t testing.TB, of *town.Town) []town.Owner {
	owners := of.Owners()
	of.PayImu(rules(t), owners)
	return owners
}

// possession is one holding with its holder.
type possession struct {
	who *town.Person
	taxes.Holding
}

func byUnit(owners []town.Owner) map[string][]possession {
	units := map[string][]possession{}
	for _, o := range owners {
		for _, h := range o.Holdings {
			units[h.Unit] = append(units[h.Unit], possession{o.Who, h})
		}
	}
	return units
}

// A unit is held whole on every day since somebody first held it: the owners and those who use it for life make one,
// and so do the owners and those with the bare ownership. Everything else of the unit is the same for all.
func TestEveryUnitIsHeldWhole(t *testing.T) {
	isWhole(t, &whole, today)
	for seed, on := range []string{"2024-02-29", "2025-01-01", "2026-03-01", "2026-06-16", "2026-12-31", "2027-04-16"} {
		of := town.New(int64(seed), day(on), 60+400*seed)
		isWhole(t, &of, day(on))
	}
}

func isWhole(t *testing.T, of *town.Town, today calendar.Day) {
	t.Helper()
	for unit, all := range byUnit(of.Owners()) {
		edges := map[calendar.Day]bool{today: true}
		first := today
		for _, p := range all {
			edges[p.From], first = true, min(first, p.From)
			if p.To != 0 {
				edges[p.To], edges[p.To+1] = true, true
			}
			same := p.Kind == all[0].Kind && p.Address == all[0].Address && p.Cadastral == all[0].Cadastral && p.Value == all[0].Value
			if !same || p.Value <= 0 || p.Share.Num < 1 || p.Share.Den > 6 || p.To != 0 && p.To < p.From || p.To > today || p.From > today {
				t.Fatalf("%s: %+v beside %+v", unit, p, all[0])
			}
		}
		for day := range edges {
			if day < first || day > today {
				continue
			}
			if using, owning := shares(all, day); using != 60 || owning != 60 {
				t.Fatalf("%s on %s: %d of 60 use it, %d own it: %+v", unit, day, using, owning, all)
			}
		}
	}
}

// shares are the sixtieths of a unit held on a day by who uses it and by who owns it.
func shares(all []possession, on calendar.Day) (using, owning int) {
	for _, p := range all {
		if on < p.From || p.To != 0 && p.To < on {
			continue
		}
		part := 60 * p.Share.Num / p.Share.Den
		switch p.Right {
		case taxes.Owner:
			using, owning = using+part, owning+part
		case taxes.Bare:
			owning += part
		default:
			using += part
		}
	}
	return using, owning
}

// Nobody holds a unit in two ways on the same day, and an appurtenance is of a category that may be one.
func TestHoldings(t *testing.T) {
	uses, rights, kinds := map[taxes.Use]int{}, map[taxes.Right]int{}, map[string]int{}
	for _, o := range whole.Owners() {
		sort.Slice(o.Holdings, func(a, b int) bool {
			x, y := o.Holdings[a], o.Holdings[b]
			return x.Unit < y.Unit || x.Unit == y.Unit && x.From < y.From
		})
		for n, h := range o.Holdings {
			if n > 0 {
				if before := o.Holdings[n-1]; before.Unit == h.Unit && (before.To == 0 || before.To >= h.From) {
					t.Fatalf("%s holds %s twice: %+v, %+v", o.Who.Code, h.Unit, before, h)
				}
			}
			c := h.Cadastral.Category
			if h.Use == taxes.Appurtenance && c != "C/2" && c != "C/6" || (h.Use == taxes.MainHome) != (h.Residents > 0 && c[:1] == "A") {
				t.Fatalf("%+v", h)
			}
			uses[h.Use]++
			rights[h.Right]++
			kinds[string(h.Kind)+" "+c]++
		}
	}
	t.Log(uses, rights, kinds)
	for _, u := range []taxes.Use{taxes.MainHome, taxes.Appurtenance, taxes.Other, taxes.Let, taxes.Agreed, taxes.Comodato, taxes.CareHome, taxes.Social, taxes.Rural, taxes.ForeignPension, taxes.Unsold} {
		if uses[u] == 0 {
			t.Errorf("nothing is used for %s", u)
		}
	}
	for _, r := range []taxes.Right{taxes.Owner, taxes.Usufruct, taxes.Habitation, taxes.Bare} {
		if rights[r] == 0 {
			t.Errorf("nobody has the right %s", r)
		}
	}
	for _, k := range []string{"building A/1", "building A/8", "building A/10", "building C/1", "building C/3", "building D/1", "building D/5", "building D/8", "area ", "land "} {
		if kinds[k] == 0 {
			t.Errorf("no %s", k)
		}
	}
}

// The same seed and day give the same owners: see TestSameSeedSameTown. What they paid depends on the figures of the
// comune too, and is the same each time.
func TestSameSeedSameOwners(t *testing.T) {
	const want = "5d6745f7ade25862"
	hash := func(seed int64, on calendar.Day) string {
		of, h := town.New(seed, on, 1000), sha256.New()
		for _, o := range of.Owners() {
			fmt.Fprintln(h, o.Who.Code, o.Holdings)
		}
		return hex.EncodeToString(h.Sum(nil)[:8])
	}
	if got := hash(7, today); got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
	if hash(8, today) == want || hash(7, today-1) == want {
		t.Error("another seed or day gives the same owners")
	}
	one, two := town.New(7, today, 1000), town.New(7, today, 1000)
	if diff := cmp.Diff(landowners(t, &one), landowners(t, &two)); diff != "" {
		t.Error(diff)
	}
}
