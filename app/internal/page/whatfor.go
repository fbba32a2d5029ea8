package page

import (
	"strings"

	"sportello/api/fines"
)

// WhatFor says what a notice, a payment or a receipt is for, in a few words: "Multa V/2026/004711", "TARI 2026, rata 2
// di 3". nav tells the instalment of TARI; empty, or not known, the year is told alone.
func (v Visit) WhatFor(service, about, nav string) string {
	first, last, _ := strings.Cut(about, "/")
	switch service {
	case fines.Service:
		if about == "" {
			return v.Say("payments.for.fine.one")
		}
		return v.Say("payments.for.fine", "Number", about)
	case "tari":
		return v.forTari(last, nav)
	case "imu":
		if key := "deadlines.kind.imu." + last; v.Text.Has(key) {
			return v.Say(key, "Year", first)
		}
		return v.Say("payments.for.imu", "Year", first)
	}
	if key := "applications." + service + ".title"; v.Text.Has(key) {
		return v.Say("payments.for.fee", "Service", v.Say(key))
	}
	return v.Say("payments.for.other")
}

func (v Visit) forTari(year, nav string) string {
	for _, p := range v.Folder.Tari {
		for _, i := range p.Instalments {
			if nav != "" && i.NAV == nav && i.Of > 1 {
				return v.Say("deadlines.kind.tari", "Year", year, "Number", i.Number, "Of", i.Of)
			}
		}
	}
	return v.Say("deadlines.kind.tari.one", "Year", year)
}
