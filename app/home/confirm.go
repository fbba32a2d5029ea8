package home

import (
	"net/url"

	"sportello/api/applications"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// toConfirm is what waits for this person's yes or no: in the matters they are in, and, seen from their own, in
// those of whoever gave them a proxy.
func toConfirm(v page.Visit) []*ui.Node {
	var out []*ui.Node
	key := "confirmations.asked.you.title"
	if v.Who.ForOther() {
		key = "confirmations.asked.delegate.title"
	}
	for _, c := range v.Folder.Confirmations {
		if c.State == applications.Pending && c.Asked.ID == v.Who.Actor.ID {
			out = append(out, asks(v, v.Say(key, "Name", c.ProposedBy.Name), c.Service, "/conferme/"+url.PathEscape(c.ID)))
		}
	}
	for _, a := range v.Folder.Asks {
		out = append(out, asks(v, v.Say("confirmations.asked.delegate.title", "Name", a.Of), a.Service,
			"own:/per/"+url.PathEscape(a.Mandate)+"/conferme/"+url.PathEscape(a.ID)))
	}
	return out
}

func asks(v page.Visit, title, service, to string) *ui.Node {
	return ui.Callout(ui.KindWarning, title, ui.P(v.Say("applications."+service+".title")), ui.LinkButton(to, v.Say("confirmations.home.see")))
}
