// Package proxies is the screens of proxies (deleghe): giving one, taking it on, what it allows, ending it, and
// choosing for whom to act.
//
// The rules are those of api/proxies. A screen says what is true now: what waits on a phone is not in force, and
// not revoked, until the town hall has heard of it.
package proxies

import (
	"net/url"

	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// List is all proxies of the person: invitations first, then those held, those given, and what is over.
func List(v page.Visit) page.Page {
	title := v.Say("proxies.list.title")
	body := []*ui.Node{ui.H1(title), ui.Lead(v.Say("proxies.what")), v.Age()}
	body = append(body, unfinished(v)...)
	body = append(body, ui.LinkButton("/deleghe/nuova", v.Say("proxies.list.give")))
	groups := map[string][]*ui.Node{}
	for _, p := range v.Folder.Proxies {
		groups[group(v, p)] = append(groups[group(v, p)], card(v, p))
	}
	for _, g := range []string{"invited", "held", "given"} {
		if len(groups[g]) > 0 {
			body = append(body, ui.Section(v.Say("proxies.list."+g), ui.Cards(groups[g]...)))
		}
	}
	if len(v.Folder.Proxies) == 0 {
		body = append(body, ui.P(v.Say("proxies.list.none")))
	}
	body = append(body, ui.Section(v.Say("proxies.list.more"), ui.List(ui.Link("/deleghe/codice", v.Say("proxies.list.code")),
		ui.Link("/deleghe/richiesta", v.Say("proxies.list.claim")), ui.Link("/deleghe/modulo", v.Say("proxies.list.form")))))
	if len(groups["over"]) > 0 {
		body = append(body, ui.Details(v.Say("proxies.list.over"), ui.Cards(groups["over"]...)))
	}
	return page.Page{Title: title, Body: body}
}

// unfinished leads back to what was begun.
func unfinished(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, u := range []struct{ flow, key, at string }{{proxies.Giving, "proxies.begun.give", "/deleghe/nuova"}, {proxies.Claiming, "proxies.begun.claim", "/deleghe/richiesta"}} {
		if _, ok := v.Folder.Begin(u.flow); ok {
			out = append(out, ui.Callout("info", v.Say(u.key), ui.Link(u.at, v.Say("proxies.begun.resume")), ui.Link(u.at+"/elimina", v.Say("proxies.begun.drop"))))
		}
	}
	return out
}

func group(v page.Visit, p proxies.Proxy) string {
	switch {
	case p.Over(v.Today, v.Now):
		return "over"
	case p.SideOf(v.Who.Actor) == proxies.Giver:
		return "given"
	case p.State == proxies.Invited:
		return "invited"
	}
	return "held"
}

func card(v page.Visit, p proxies.Proxy) *ui.Node {
	by, title := side(v, p), ""
	switch {
	case p.InForce(v.Today):
		title = v.Say("proxies.card."+string(by), "Name", other(v, p))
	case group(v, p) == "invited":
		title = v.Say("proxies.home.invited", "Name", other(v, p))
	default:
		title = v.Say("proxies.one."+string(by), "Name", other(v, p))
	}
	return ui.Card(title, address(p), v.Say("proxies.kind."+string(p.Kind)), tag(v, p))
}

func side(v page.Visit, p proxies.Proxy) proxies.Side {
	if p.SideOf(v.Who.Actor) == proxies.Giver {
		return proxies.Giver
	}
	return proxies.Holder
}

func address(p proxies.Proxy) string { return "/deleghe/" + url.PathEscape(p.ID) }

// other is the other person of a proxy: their name, or the codice fiscale while there is none.
func other(v page.Visit, p proxies.Proxy) string {
	party := p.Delegator
	if side(v, p) == proxies.Giver {
		party = p.Delegate
	}
	if party.Name == "" {
		return party.FiscalCode
	}
	return party.Name
}

func tag(v page.Visit, p proxies.Proxy) *ui.Node {
	standing := p.Standing(v.Today, v.Now)
	kind := map[proxies.Standing]string{proxies.InForceNow: "success", "paused": "warning", "kept": "warning", "invited": "warning", "verifying": "warning",
		proxies.InvitationOver: "danger"}[standing]
	if kind == "" {
		kind = "info"
	}
	return ui.Tag(kind, v.Say("proxies.standing."+string(standing)))
}

// refusal is what is said when the rules did not accept a command, or the town hall did not answer.
func refusal(v page.Visit, key string) *ui.Node {
	if !v.Text.Has("proxies.refused." + key + ".title") {
		key = "other"
	}
	return ui.Callout("warning", v.Say("proxies.refused."+key+".title"), ui.P(v.Say("proxies.refused."+key+".do")))
}

func down(v page.Visit, key string) *ui.Node {
	return ui.Callout("warning", v.Say(key+".title"), ui.P(v.Say(key+".do")))
}
