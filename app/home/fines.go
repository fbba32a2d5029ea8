package home

import (
	"cmp"
	"net/url"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// fined is the fine to pay first, with what it costs today; empty when none is to be paid.
func fined(v page.Visit) []next {
	var first fines.Fine
	var stands fines.Standing
	var by calendar.Day
	count := 0
	for _, f := range v.Folder.Fines {
		s := f.Standing(v.Town.Fines, v.Today)
		if !toPay(s) || waiting(v, f) {
			continue
		}
		if count++; count == 1 || payBy(v, f, s) < by {
			first, stands, by = f, s, payBy(v, f, s)
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
	var late *ui.Node
	if stands.State == fines.Overdue {
		late = ui.Tag(ui.KindDanger, v.Say("fines.state.overdue"))
	}
	return []next{{by, ui.Section(v.Say("home.fine", "Count", count), ui.P(v.Say("fines.named", "Day", text.Day(v.Text, first.FoundOn), "Place", first.Place)), late,
		v.Owing(label, stands.Owed), way)}}
}

// payBy is the day by which a fine is, or was, to be paid; today when there is none.
func payBy(v page.Visit, f fines.Fine, s fines.Standing) calendar.Day {
	if s.State == fines.Overdue {
		return f.ReducedTo
	}
	return cmp.Or(s.Until, v.Today)
}

func toPay(s fines.Standing) bool {
	return (s.State == fines.Discount || s.State == fines.Reduced || s.State == fines.Overdue) && s.Owed > 0
}

// waiting reports whether a payment of the fine was begun and its end is not known.
func waiting(v page.Visit, f fines.Fine) bool {
	for _, p := range v.Folder.Debts {
		if p.ID == "fine/"+f.ID {
			return p.Waiting || p.Ended == payments.Elsewhere
		}
	}
	return false
}
