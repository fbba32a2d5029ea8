package applications

import (
	"net/url"
	"strings"

	"sportello/api/identity"
	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// held are the proxies by which the person may prepare or send for a service in the matters of others; none while
// they are in another's matters already.
func held(v page.Visit, service string) []proxies.Proxy {
	return inForce(v, proxies.Holder, func(r identity.Rights) bool {
		return r.Allow(identity.Prepare, service) || r.Allow(identity.Send, service)
	})
}

// senders are the proxies by which others may send for the person.
func senders(v page.Visit, service string) []proxies.Proxy {
	return inForce(v, proxies.Giver, func(r identity.Rights) bool { return r.Allow(identity.Send, service) })
}

// inForce are the proxies in force on one side of which the person stands, one for each of the others.
func inForce(v page.Visit, side proxies.Side, reach func(identity.Rights) bool) []proxies.Proxy {
	var out []proxies.Proxy
	known := map[string]bool{v.Who.Actor.FiscalCode: true}
	for _, p := range v.Folder.Proxies {
		other := p.Delegator.FiscalCode
		if side == proxies.Giver {
			other = p.Delegate.FiscalCode
		}
		if !v.Who.ForOther() && p.InForce(v.Today) && p.SideOf(v.Who.Actor) == side && reach(p.Rights) && !known[other] {
			out, known[other] = append(out, p), true
		}
	}
	return out
}

// mistakable reports whether the person could take one for another: they act under a proxy, or hold one.
func mistakable(v page.Visit, service string) bool {
	return v.Who.Mandate.Kind == identity.MandateProxy || len(held(v, service)) > 0
}

// forWhom asks somebody who holds proxies first of all for whom they are here.
func forWhom(v page.Visit, service string, others []proxies.Proxy) page.Page {
	title := v.Say("confirmations.whom.title")
	base := "/servizi/" + url.PathEscape(service)
	people := []*ui.Node{ui.Card(v.Say("confirmations.whom.me", "Name", v.Who.Actor.Name()), base+"/domanda?per=me"+strings.Replace(naming(v), "?", "&", 1), "")}
	for _, p := range others {
		people = append(people, ui.Card(v.Say("confirmations.whom.other", "Name", p.Delegator.Name), "own:/per/"+p.ID+base+"/domanda", ""))
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(base, v.Say("flow.back")), ui.H1(title),
		ui.P(v.Say("confirmations.whom.about")), ui.Cards(people...)}}
}

// limits says on the sheet of a service what the proxy allows, in place of the way to begin.
func limits(v page.Visit) *ui.Node {
	name := v.Who.Subject.Name()
	return ui.Callout(ui.KindInfo, v.Say("confirmations.limits.title"), ui.P(v.Say("confirmations.limits.about", "Name", name)),
		v.Allows(v.Who.Rights), ui.Facts(ui.Row{Key: v.Say("proxies.services"), Values: []string{v.Services(v.Who.Rights)}}),
		ui.P(v.Say("confirmations.limits.do", "Name", name)))
}
