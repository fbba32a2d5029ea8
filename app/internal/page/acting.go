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
		return ui.Acting(ActingID, v.Say("acting.desk", "Name", name), ui.Form("own:/sportello/fine",
			ui.Hidden("assistance", v.Who.Mandate.ID), ui.SubmitSecond("", "", v.Say("acting.desk.end"))))
	}
	return ui.Acting(ActingID, v.Say("acting.proxy", "Name", name), ui.Link("own:/persone", v.Say("acting.change")))
}
