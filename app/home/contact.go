package home

import (
	"sportello/api/contact"
	"sportello/api/identity"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// contactCard leads to how the town hall reaches the person; nothing for whoever may not see it.
func contactCard(v page.Visit) *ui.Node {
	if !v.Who.May(identity.See, contact.Service) {
		return nil
	}
	return ui.Card(v.Say("contact.card"), "/recapiti", v.Say("contact.card.about"))
}
