package proxies

import (
	"net/url"
	"slices"
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/proxies"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// One is one proxy: what it allows, what was done with it, and how to end it.
func One(v page.Visit) page.Page {
	p, ok := v.Folder.Proxy(v.Args["id"])
	if !ok {
		return page.NotFound(v)
	}
	name := other(v, p)
	title := v.Say("proxies.one."+string(side(v, p)), "Name", name)
	body := []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back"))}
	if done := v.Query.Get("fatto"); v.Text.Has("proxies.done." + done) {
		body = append(body, ui.Callout("success", v.Say("proxies.done."+done, "Name", name)))
	}
	body = append(body, ui.H1(title), v.Age(), tag(v, p), ui.P(v.Say("proxies.means."+string(p.Standing(v.Today, v.Now)), "Name", name)))
	body = append(body, waiting(v, p)...)
	body = append(body, papers(v, p)...)
	body = append(body, ui.Section(v.Say("proxies.allows"), v.Allows(p.Rights), v.Terms(p.Rights, p.From, p.Until)),
		ui.Section(v.Say("proxies.people"), people(v, p)), deeds(v, p))
	return page.Page{Title: title, Body: append(body, ways(v, p)...)}
}

// waiting says what this phone still keeps of what was asked.
func waiting(v page.Visit, p proxies.Proxy) []*ui.Node {
	if p.Waiting == "" {
		return nil
	}
	return []*ui.Node{ui.Callout("warning", v.Say("proxies.waiting."+string(p.Waiting)+".title"), ui.P(v.Say("proxies.waiting.do")))}
}

// papers says why a claim was not enough.
func papers(v page.Visit, p proxies.Proxy) []*ui.Node {
	if p.Papers == nil || p.Papers.Reason == "" {
		return nil
	}
	return []*ui.Node{ui.Callout("warning", v.Say("proxies.papers.refused"), ui.P(p.Papers.Reason))}
}

func people(v page.Visit, p proxies.Proxy) *ui.Node {
	rows, giver := []ui.Row{}, "proxies.giver"
	if p.Kind != proxies.Simple {
		giver = "proxies.person" // who has a tutor has given nothing
	}
	for _, one := range []struct {
		key   string
		party proxies.Party
	}{{giver, p.Delegator}, {"proxies.holder", p.Delegate}} {
		if one.party.Name != "" {
			rows = append(rows, ui.Row{Key: v.Say(one.key), Values: []string{one.party.Name}})
		}
		if one.party.FiscalCode != "" {
			rows = append(rows, ui.Row{Key: v.Say(one.key + ".code"), Values: []string{one.party.FiscalCode}, Heard: text.CodeHeard(one.party.FiscalCode)})
		}
	}
	return ui.Facts(rows...)
}

// deeds are the applications that were filed under this proxy, in the matters of who gave it.
func deeds(v page.Visit, p proxies.Proxy) *ui.Node {
	if side(v, p) != proxies.Giver || p.State == proxies.Kept || p.State == proxies.Invited {
		return nil
	}
	var all []*ui.Node
	for _, a := range v.Folder.Applications {
		if a.Mandate.ID == p.ID {
			all = append(all, ui.Link("/pratiche/"+url.PathEscape(a.ID), v.Say("proxies.deed", "Service", v.Say("applications."+a.Service+".title"),
				"When", text.Moment(v.Text, calendar.Rome(a.FiledAt)))))
		}
	}
	every := ui.Link("/accessi?delega="+url.QueryEscape(p.ID), v.Say("proxies.deeds.all"))
	if len(all) == 0 {
		return ui.Section(v.Say("proxies.deeds"), ui.P(v.Say("proxies.deeds.none")), every)
	}
	return ui.Section(v.Say("proxies.deeds"), ui.List(all...), every)
}

// ways are what can be done with the proxy now: acting, and what may change it.
func ways(v page.Visit, p proxies.Proxy) []*ui.Node {
	by := side(v, p)
	var out []*ui.Node
	if by == proxies.Holder && p.InForce(v.Today) {
		out = append(out, ui.LinkButton("/per/"+url.PathEscape(p.ID)+"/", v.Say("proxies.act.now", "Name", other(v, p))))
	}
	if by == proxies.Holder && p.Standing(v.Today, v.Now) == proxies.Standing(proxies.Invited) {
		out = append(out, ui.LinkButton("/deleghe/codice", v.Say("proxies.list.code")))
	}
	for _, a := range p.Acts(by, v.Today) {
		out = append(out, ui.LinkSecond(address(p)+"/"+words[a], v.Say("proxies.act."+string(a))))
	}
	return out
}

// words are the acts as addresses say them.
var words = map[proxies.Act]string{proxies.Pause: "pausa", proxies.Resume: "riprendi", proxies.Revoke: "revoca", proxies.Recode: "nuovo-codice",
	proxies.Renounce: "rinuncia", proxies.Refuse: "rifiuta"}

// Change asks whether to pause, resume, revoke, renounce or refuse a proxy, or to make a new code, and does it.
func Change(v page.Visit) page.Page {
	p, ok := v.Folder.Proxy(v.Args["id"])
	act := proxies.Act("")
	for a, word := range words {
		if word == v.Args["act"] {
			act = a
		}
	}
	if !ok || act == "" {
		return page.NotFound(v)
	}
	if code := v.Form.Get("code"); act == proxies.Recode && v.Sent() && len(code) == command.CodeDigits {
		return recode(v, p, code)
	}
	if !slices.Contains(p.Acts(side(v, p), v.Today), act) {
		return page.To(address(p))
	}
	if !v.Sent() {
		return confirm(v, p, act, nil)
	}
	receipt, err := v.Do(v.Form.Get("id"), command.ChangeProxy, proxies.Change{Proxy: p.ID, Act: act})
	if trouble := failed(v, receipt, err); trouble != nil {
		return confirm(v, p, act, trouble)
	}
	if receipt.State == command.Kept {
		return page.To(address(p))
	}
	return page.To(address(p) + "?fatto=" + url.QueryEscape(string(act)))
}

// failed is what is said when a command did not go through; nil when it did.
func failed(v page.Visit, r command.Receipt, err error) *ui.Node {
	if key, refused := page.Refused(r, err); refused {
		return refusal(v, key)
	}
	if err != nil {
		return down(v, flowview.Trouble(err))
	}
	return nil
}

// recode shows a new code; the old one opens nothing any more.
func recode(v page.Visit, p proxies.Proxy, code string) page.Page {
	receipt, err := v.Do(v.Form.Get("id"), command.ChangeProxy, proxies.Change{Proxy: p.ID, Act: proxies.Recode, Code: code})
	if trouble := failed(v, receipt, err); trouble != nil {
		return confirm(v, p, proxies.Recode, trouble)
	}
	if receipt.State == command.Kept {
		p.State = proxies.Kept
	}
	return invitation(v, p, code)
}

func confirm(v page.Visit, p proxies.Proxy, act proxies.Act, trouble *ui.Node) page.Page {
	key := "proxies.ask." + string(act)
	title := v.Say(key+".title", "Name", other(v, p))
	id := v.Form.Get("id")
	if strings.TrimSpace(id) == "" {
		id = v.NewID()
	}
	hidden := []*ui.Node{ui.Hidden("id", id)}
	if act == proxies.Recode {
		hidden = append(hidden, ui.Hidden("code", newCode()))
	}
	submit := ui.Submit(v.Say(key + ".yes"))
	if act == proxies.Revoke || act == proxies.Renounce || act == proxies.Refuse {
		submit = ui.SubmitDanger(v.Say(key + ".yes"))
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(address(p), v.Say("flow.back")), trouble, ui.H1(title), ui.P(v.Say(key+".about", "Name", other(v, p))),
		waits(v, "proxies.change.offline"), ui.Form(v.Path, append(hidden, submit)...), ui.LinkSecond(address(p), v.Say("proxies.ask.no"))}}
}
