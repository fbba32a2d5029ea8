package home

import (
	"net/url"

	"sportello/api/fines"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// fined is the fine to pay first, with what it costs today, before the taxes: in a few days it costs more. Nil when
// none is to be paid.
func fined(v page.Visit) *ui.Node {
	var first fines.Fine
	var stands fines.Standing
	count := 0
	for _, f := range v.Folder.Fines {
		s := f.Standing(v.Town.Fines, v.Today)
		if !toPay(s) || waiting(v, f) {
			continue
		}
		if count++; count == 1 || s.Until != 0 && (stands.Until == 0 || s.Until < stands.Until) {
			first, stands = f, s
		}
	}
	if count == 0 {
		return nil
	}
	label, way := v.Say("fines.owed"), ui.Link("/multe/"+url.PathEscape(first.ID), v.Say("home.fine.see"))
	if stands.Until != 0 {
		label = v.Say("taxes.next", "Day", text.Day(v.Text, stands.Until))
	}
	if count > 1 {
		way = ui.Link("/multe", v.Say("home.fines.see"))
	}
	return ui.Section(v.Say("home.fine", "Count", count), ui.P(v.Say("fines.named", "Day", text.Day(v.Text, first.FoundOn), "Place", first.Place)),
		v.Owing(label, stands.Owed), way)
}

func toPay(s fines.Standing) bool {
	return (s.State == fines.Discount || s.State == fines.Reduced || s.State == fines.Overdue) && s.Owed > 0
}

// waiting reports whether a payment of the fine was sent and its receipt has not come.
func waiting(v page.Visit, f fines.Fine) bool {
	for _, p := range v.Folder.Debts {
		if p.ID == "fine/"+f.ID {
			return p.Waiting || p.Ended == payments.Elsewhere
		}
	}
	return false
}
