package home

import (
	"net/url"

	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// offered are the invitations to act for somebody that wait for this person.
func offered(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, p := range v.Folder.Proxies {
		if p.Standing(v.Today, v.Now) == proxies.Standing(proxies.Invited) && p.SideOf(v.Who.Actor) == proxies.Holder {
			out = append(out, ui.Callout("info", v.Say("proxies.home.invited", "Name", p.Delegator.Name),
				ui.P(v.Say("proxies.home.invited.about", "Name", p.Delegator.Name)), ui.Link("/deleghe/"+url.PathEscape(p.ID), v.Say("proxies.home.see"))))
		}
	}
	return out
}

// people is a card for each person for whom one may act now.
func people(v page.Visit) *ui.Node {
	var cards []*ui.Node
	for _, p := range v.Folder.People(v.Today) {
		cards = append(cards, ui.Card(v.Say("proxies.people.for", "Name", p.Delegator.Name), "/per/"+url.PathEscape(p.ID)+"/", v.Services(p.Rights)))
	}
	if len(cards) == 0 {
		return nil
	}
	return ui.Section(v.Say("proxies.home.people"), ui.Cards(cards...))
}

// delegating leads to the proxies: in one's own matters alone.
func delegating(v page.Visit) *ui.Node {
	if v.Who.ForOther() {
		return nil
	}
	return ui.Card(v.Say("proxies.home.card"), "/deleghe", v.Say("proxies.home.card.about"))
}
