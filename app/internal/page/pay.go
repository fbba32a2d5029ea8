package page

import (
	"time"

	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Stale reports that a phone has figures older than the comune allows to be paid by: something may have been paid or
// put right since. The server's are always those of now.
func (v Visit) Stale() bool {
	most := time.Duration(v.Town.Taxes.FreshHours) * time.Hour
	return v.OnPhone && most > 0 && v.Now.Sub(v.Folder.ReadAt) > most
}

// OldFigures says in place of figures that are Stale why they do not stand there, and what to do.
func (v Visit) OldFigures() *ui.Node {
	return ui.Stack(ui.Callout("warning", v.Say("pay.old.title", "Ago", text.Ago(v.Text, v.Now.Sub(v.Folder.ReadAt))), ui.P(v.Say("pay.old.why")), ui.P(v.Say("pay.old.do"))),
		ui.P(v.Say("pay.old.phone", "Phone", v.Town.Phone)))
}

// TooOld is what stands in place of a page that helps to pay by Stale figures. It has no number to pay by.
func (v Visit) TooOld(title, back, backWords string) Page {
	return Page{Title: title, Body: []*ui.Node{ui.Back(back, backWords), ui.H1(title), v.OldFigures()}}
}

// Notice is a pagoPA notice to be shown or read out to whoever takes the money: its number, what it asks for, and its
// QR code where the comune has one.
func (v Visit) Notice(nav string, owed money.Cents) []*ui.Node {
	shown, heard := text.Notice(nav)
	rows := []ui.Row{{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard}, v.Sum("pay.notice.euro", owed),
		{Key: v.Say("pay.notice.creditor"), Values: []string{v.Town.Name}}}
	code, err := fiscal.NoticeQR(fiscal.Payable{NAV: nav, Creditor: v.Town.Creditor, Amount: owed})
	if err != nil {
		return []*ui.Node{ui.Facts(rows...)}
	}
	return []*ui.Node{ui.Facts(append(rows, v.Spelled("pay.notice.code", v.Town.Creditor))...), ui.QR(code, v.Say("pay.notice.qr"))}
}

// Places lists where one can pay.
func (v Visit) Places(of ...string) *ui.Node {
	var items []*ui.Node
	for _, place := range of {
		items = append(items, ui.Text(v.Say("pay.where."+place)))
	}
	return ui.List(items...)
}

// NoticePlaces are where one can pay with the number of a notice.
func (v Visit) NoticePlaces() []*ui.Node {
	return []*ui.Node{ui.P(v.Say("pay.where.notice")), v.Places("bank", "post", "shop", "home", "io")}
}
