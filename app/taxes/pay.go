package taxes

import (
	"time"

	"sportello/api/money"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// payNow is the door to paying on this very page, for as much as is owed. Nothing can be paid here yet: the place is
// kept, and until then it draws nothing, for a button that does nothing is worse than none.
func payNow(page.Visit, money.Cents) *ui.Node { return nil }

// notHere says that this page only tells how to pay, while payNow draws nothing.
func notHere(v page.Visit, owed money.Cents) []*ui.Node {
	if door := payNow(v, owed); door != nil {
		return []*ui.Node{door}
	}
	return []*ui.Node{ui.P(v.Say("pay.nothere"))}
}

// stale reports that a phone has figures older than the comune allows to be paid by: something may have been paid or
// put right since. The server's are always those of now.
func stale(v page.Visit) bool {
	most := time.Duration(v.Town.Taxes.FreshHours) * time.Hour
	return v.OnPhone && most > 0 && v.Now.Sub(v.Folder.ReadAt) > most
}

// tooOld is what stands in place of a page that helps to pay by stale figures: why, and what to do. It has no number
// to pay by.
func tooOld(v page.Visit, title, back, backWords string) page.Page {
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(back, backWords), ui.H1(title),
		ui.Callout("warning", v.Say("pay.old.title", "Ago", text.Ago(v.Text, v.Now.Sub(v.Folder.ReadAt))), ui.P(v.Say("pay.old.why")), ui.P(v.Say("pay.old.do"))),
		ui.P(v.Say("pay.old.phone", "Phone", v.Town.Phone))}}
}

// sum is a row of facts with an amount in it.
func sum(v page.Visit, key string, c money.Cents) ui.Row {
	return ui.Row{Key: v.Say(key), Values: []string{text.Euro(v.Text, c)}, Heard: text.EuroSpoken(v.Text, c)}
}

// spelled is a row with a code in it, heard sign by sign.
func spelled(v page.Visit, key, code string) ui.Row {
	return ui.Row{Key: v.Say(key), Values: []string{code}, Heard: text.CodeHeard(code)}
}

// owing is the sum that a page is about, with the day by which it must be paid.
func owing(v page.Visit, label string, c money.Cents) *ui.Node {
	return ui.Amount(label, text.Euro(v.Text, c), text.EuroSpoken(v.Text, c))
}
