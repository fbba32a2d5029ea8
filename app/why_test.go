package app_test

import (
	"strings"
	"testing"
	"time"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/taxes"
	"sportello/app"
	"sportello/app/internal/text"
)

// TestWhyOnAPhone: without a network the page of "why" stands whole, says how old it is, and leaves out what only the
// tariffs of the year could tell.
func TestWhyOnAPhone(t *testing.T) {
	anna := identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000aa"})
	now := time.Unix(1.8e9, 0)
	bill := taxes.TariPosition{Utenza: "U1", Year: 2026, Address: "Via Po 1", SquareMetres: 80_00, Occupants: 2, FixedRate: 66_680, Fixed: 53_34, Variable: 91_14, TEFA: 7_22, Total: 151_70}
	a := &app.App{Hall: kept{folder.Folder{Who: anna, Tari: []taxes.TariPosition{bill}, ReadAt: now.Add(-3 * time.Hour)}}, Words: text.For, Now: func() time.Time { return now },
		OnPhone: true, Offline: func() bool { return true }, Report: func(err error) string { t.Error(err); return "" }}
	said := written(a.Serve(t.Context(), app.Request{Path: "/tasse/tari/U1/2026/perche", Who: anna}))
	for _, want := range []string{"3 ore fa", "80 metri quadrati per 0,6668 euro al metro quadrato = 53,34", "Sono 91,14", "Qui non c'è la TARI del 2025"} {
		if !strings.Contains(said, want) {
			t.Errorf("does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "Il bonus sociale") {
		t.Error("speaks of a bonus that the year is not known to have")
	}
}
