package taxes

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const nav = "312000000000000725"

// visitor is somebody with a bill and a second home, late with everything of 2026, who looks at what was read then.
func visitor(onPhone bool, read, now time.Time) page.Visit {
	due, _ := calendar.Parse("2026-06-16")
	held := taxes.Holding{Unit: "1", Kind: taxes.Building, Cadastral: taxes.Cadastral{Category: "A/3"}, Value: 500_00, From: due - 3000,
		Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Owner, Use: taxes.Other}
	return page.Visit{
		Who: identity.Self(identity.Person{ID: "1", FiscalCode: "CLMGPP55H16I625R", GivenName: "Giuseppe", FamilyName: "Colombo"}),
		Folder: folder.Folder{ReadAt: read, Imu: taxes.Imu{Holdings: []taxes.Holding{held}}, Tari: []taxes.TariPosition{{Utenza: "U1", Year: 2026, Total: 103_89,
			Instalments: []taxes.Instalment{{Number: 1, Of: 1, Due: due, Amount: 103_89, NAV: nav}}}}},
		Town: folder.Town{Phone: "0362 263260", Creditor: "00000000000", Taxes: taxes.Rules{Entity: "I625", FreshHours: 72, Imu: []taxes.ImuYear{
			{Year: 2026, Rate: taxes.ImuRates{Other: 1_060}, Multipliers: []taxes.Multiplier{{Of: "A", Times: 160}}, Revaluation: 105_000, Acconto: due, Saldo: due + 183}}}},
		Now: now, Today: calendar.InRome(now), OnPhone: onPhone, Text: text.For("it"),
		Args: map[string]string{"utenza": "U1", "anno": "2026", "rata": "1", "quando": "saldo"},
	}
}

// TestStaleFigures: to the hour, a phone helps to pay by figures as old as the comune allows; a second later no page
// has a number, a code or a form, and each says what to do. The server's figures are never stale.
func TestStaleFigures(t *testing.T) {
	read := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	pages := map[string]struct {
		answer func(page.Visit) page.Page
		number string // that stands there while it may
	}{
		"the instalments": {Position, nav[:4]}, "paying TARI": {PayTari, nav[:4]}, "F24 of TARI": {TariF24, "3944"}, "paying IMU": {PayImu, "3918"}, "late IMU": {ImuLate, "3918"},
	}
	for _, c := range []struct {
		onPhone bool
		after   time.Duration
		stale   bool
	}{{true, 72 * time.Hour, false}, {true, 72*time.Hour + time.Second, true}, {false, 100 * time.Hour, false}} {
		v := visitor(c.onPhone, read, read.Add(c.after))
		for name, p := range pages {
			said := ui.String(ui.Main(p.answer(v).Body...))
			if strings.Contains(said, p.number) == c.stale {
				t.Errorf("%s, on a phone %v, after %s: stale %v\n%s", name, c.onPhone, c.after, c.stale, said)
			}
			if helps := strings.Contains(said, "0362 263260") && strings.Contains(said, "3 giorni fa"); name != "the instalments" && helps != c.stale {
				t.Errorf("%s, after %s: says what to do %v", name, c.after, helps)
			}
		}
	}
	v := visitor(true, read, read.Add(10_000*time.Hour))
	if v.Town.Taxes.FreshHours = 0; v.Stale() {
		t.Error("a comune without a limit has figures that are too old")
	}
}

// TestPayNowIsNoDeadButton: until something can be paid here the page says so, and has no way to it.
func TestPayNowIsNoDeadButton(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for _, answer := range []func(page.Visit) page.Page{PayTari, PayImu} {
		said := ui.String(ui.Main(answer(visitor(false, now, now)).Body...))
		if !strings.Contains(said, "Qui trova tutto quello che serve per pagare in banca, alla posta o da casa.") || strings.Contains(said, "<button") {
			t.Errorf("%s", said)
		}
	}
}

// TestUnderWay: where something is called late, a payment of it that was begun is told before, and only where it matters.
func TestUnderWay(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for service, pages := range map[string][]func(page.Visit) page.Page{"tari": {Overview, Position}, "imu": {Overview, Imu}, "fines": nil} {
		v := visitor(false, now, now)
		v.Folder.Debts = []payments.Position{{ID: "1", Service: service, Waiting: true}}
		for _, answer := range pages {
			if said := ui.String(ui.Main(answer(v).Body...)); !strings.Contains(said, "Un pagamento è già cominciato") {
				t.Errorf("%s: %s", service, said)
			}
		}
		if said := ui.String(ui.Main(Overview(v).Body...)); pages == nil && strings.Contains(said, "Un pagamento è già cominciato") {
			t.Errorf("of %s it is told among the taxes", service)
		}
	}
}

// The day that one will pay: from the last day in time, on which nothing is added, to ninety days from today.
func TestPayingDay(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	last, _ := calendar.Parse("2026-06-16")
	for typed, want := range map[string]string{
		"": "", "2026-06-16": "", "2026-06-15": "early", "18/02/2027": "", "19/02/2027": "far", "20.11.2026": "", "31/11/2026": "none", "novembre": "form", " ": "form",
	} {
		v := visitor(false, now, now)
		if typed != "" {
			v.Query = url.Values{dayField: {typed}}
		}
		on, shown, problem := payingDay(v, last)
		if problem != want || problem == "" && shown != on.Italian() || problem != "" && shown != typed {
			t.Errorf("%q: %s, shown as %q, problem %q, want %q", typed, on, shown, problem, want)
		}
	}
	v := visitor(false, now, now)
	v.Form = url.Values{dayField: {""}}
	if _, _, problem := payingDay(v, last); problem != "form" {
		t.Errorf("a form sent empty: %q", problem)
	}
}
