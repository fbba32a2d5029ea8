package page

import (
	"sportello/api/identity"
	"sportello/app/ui"
)

// ActingID is the id of the words that say for whom somebody acts; the heading of the page is described by them.
const ActingID = "per-conto-di"

// Acting says for whom the person acts, on every page, with the way out of it. A clerk ends the assistance with
// the same one button everywhere.
func (v Visit) Acting() *ui.Node {
	name := v.Who.Subject.Name()
	if v.Who.Mandate.Kind == identity.MandateDesk {
		end := ui.SubmitSecond("", "", v.Say("acting.desk.end"))
		end.Attr = append(end.Attr, ui.Attr("accesskey", "f"))
		return ui.Acting(ActingID, v.Say("acting.desk", "Name", name), ui.Stack(v.left(),
			ui.Form("own:/sportello/fine", ui.Hidden("assistance", v.Who.Mandate.ID), end)))
	}
	return ui.Acting(ActingID, v.Say("acting.proxy", "Name", name), ui.Link("own:/persone?da="+v.Who.Mandate.ID, v.Say("acting.change")))
}

// left says how long an assistance is still open, as of when the page came: no clock ticks. Near the end it leads to
// where the person is recognised again, which opens a new one.
func (v Visit) left() *ui.Node {
	a, ok := v.Folder.Desk.Assistance(v.Who.Mandate.ID)
	if !ok {
		return nil
	}
	words := v.Say("acting.desk.less")
	if minutes := a.Minutes(v.Now); minutes > 0 {
		words = v.Say("acting.desk.left", "Count", minutes)
	}
	if !a.Ending(v.Now) {
		return ui.P(words)
	}
	return ui.Stack(ui.P(words), ui.Link("own:/sportello/presenza/"+a.ID, v.Say("acting.desk.more")))
}
