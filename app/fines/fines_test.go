package fines

import (
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const nav = "348000000000001122"

// visitor is somebody with a fine within its discount, who looks at what was read then. Amounts: domain facts §4.2 (calc).
func visitor(onPhone bool, read, now time.Time) page.Visit {
	r := fines.Rules{DiscountDays: 5, ReducedDays: 60, JudgeDays: 30, PrefectDays: 60, DriverDays: 60}
	f := r.Dates(fines.Fine{ID: "V-1", Number: "V/1", Kind: fines.Verbale, FoundOn: calendar.InRome(read) - 20, NotifiedOn: calendar.InRome(read), Discounted: 43_20, Reduced: 55_80,
		Full: 100_30, Office: fines.Live, NAVs: fines.NAVs{Discounted: nav}})
	p := payments.Position{ID: "fine/V-1", Service: fines.Service, About: "V/1", Notices: []payments.Notice{{NAV: nav, Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: f.DiscountTo, Expires: true}}}
	return page.Visit{Who: identity.Self(identity.Person{ID: "1", GivenName: "Giuseppe", FamilyName: "Colombo"}), Folder: folder.Folder{ReadAt: read, Fines: []fines.Fine{f}, Debts: []payments.Position{p}},
		Town: folder.Town{Phone: "0362 263260", Creditor: "00000000000", Fines: r, Pay: payments.Offer{Online: true}, Taxes: taxes.Rules{FreshHours: 72}},
		Now:  now, Today: calendar.InRome(now), OnPhone: onPhone, Text: text.For("it"), Args: map[string]string{"verbale": "V-1"}}
}

// TestStaleFine: to the hour, a phone helps to pay a fine by figures as old as the comune allows; a second later there is
// no number, no sum and no button, and it says what to do. The server's figures are never stale.
func TestStaleFine(t *testing.T) {
	read := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		onPhone bool
		after   time.Duration
		stale   bool
	}{{true, 72 * time.Hour, false}, {true, 72*time.Hour + time.Second, true}, {false, 100 * time.Hour, false}} {
		said := ui.String(ui.Main(One(visitor(c.onPhone, read, read.Add(c.after))).Body...))
		for _, helps := range []string{nav, "43,20", "3480 0000"} {
			if strings.Contains(said, helps) == c.stale {
				t.Errorf("on a phone %v, after %s: %q stands there %v", c.onPhone, c.after, helps, !c.stale)
			}
		}
		if does := strings.Contains(said, "le dicono loro quanto pagare"); does != c.stale {
			t.Errorf("on a phone %v, after %s: says what to do %v", c.onPhone, c.after, does)
		}
	}
}

// TestDayOfTheDiscount: on its last day a fine is paid with the discount, a minute after with the notice of 60 days, by
// the day in Rome.
func TestDayOfTheDiscount(t *testing.T) {
	read := time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC) // notified on Wednesday 18: day 5 is Monday 23 (DOMAIN § 4.2)
	for at, want := range map[string]string{"2026-11-23T22:50:00Z": "43,20", "2026-11-23T23:00:00Z": "55,80"} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		said := ui.String(ui.Main(One(visitor(false, read, now)).Body...))
		if !strings.Contains(said, `<span class="amount-sum">`+want) {
			t.Errorf("at %s the fine does not cost %s", at, want)
		}
		if may := strings.Contains(said, "/paga/conferma?avviso="+nav); may != (want == "43,20") {
			t.Errorf("at %s the notice with the discount can be paid: %v", at, may)
		}
	}
}
