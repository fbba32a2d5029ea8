package home

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

// TestWhatIsDueFirst: what is due first stands first, a tax or a fine; a fine whose time is over stands before all, also
// before another that is not late.
func TestWhatIsDueFirst(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	r := fines.Rules{DiscountDays: 5, ReducedDays: 60, JudgeDays: 30, PrefectDays: 60, DriverDays: 60}
	fine := func(place, notified string) fines.Fine {
		day, _ := calendar.Parse(notified)
		return r.Dates(fines.Fine{ID: place, Number: place, Kind: fines.Verbale, Place: place, FoundOn: day - 20, NotifiedOn: day, Discounted: 43_20, Reduced: 55_80, Full: 100_30, Office: fines.Live})
	}
	due, _ := calendar.Parse("2026-12-04")
	bill := taxes.TariPosition{Utenza: "U1", Year: 2026, Instalments: []taxes.Instalment{{Number: 1, Of: 1, Due: due, Amount: 39_11}}}
	fee := payments.Position{ID: "fee/1", Service: "accident-report", Notices: []payments.Notice{{NAV: "348000000000001122", Option: 1, Number: 1, Of: 1, Amount: 12_00}}}
	for name, c := range map[string]struct {
		fines []fines.Fine
		order []string
	}{
		"a tax before a fine":        {[]fines.Fine{fine("Via Later", "2026-11-03")}, []string{"della TARI", "Via Later"}},
		"a fine before a tax":        {[]fines.Fine{fine("Via Now", "2026-11-20")}, []string{"Via Now", "della TARI"}},
		"a late fine before another": {[]fines.Fine{fine("Via Now", "2026-11-20"), fine("Via Late", "2026-08-20")}, []string{"2 multe da pagare", "Via Late", "Scaduta", "della TARI", "Copia del rapporto", "12,00"}},
	} {
		v := page.Visit{Who: identity.Self(identity.Person{ID: "1", GivenName: "Giuseppe", FamilyName: "Colombo"}), Folder: folder.Folder{ReadAt: now, Fines: c.fines, Tari: []taxes.TariPosition{bill}, Debts: []payments.Position{fee}},
			Town: folder.Town{Fines: r}, Now: now, Today: calendar.InRome(now), Text: text.For("it")}
		said, at := ui.String(ui.Main(Home(v).Body...)), 0
		for _, words := range c.order {
			next := strings.Index(said[at:], words)
			if next < 0 {
				t.Fatalf("%s: %q does not come after what is due before it\n%s", name, words, said)
			}
			at += next
		}
	}
}
