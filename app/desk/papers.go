package desk

import (
	"errors"
	"net/url"
	"strings"

	"sportello/api/command"
	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Papers lists the claims whose papers a clerk has to see, and leads to registering a proxy given on paper.
func Papers(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	title := v.Say("proxies.papers.title")
	body := []*ui.Node{ui.Back("/sportello", v.Say("flow.back"))}
	done := map[string]string{"carta": "proxies.paper.done", "si": "proxies.papers.done.good", "no": "proxies.papers.done.bad"}[v.Query.Get("fatto")]
	if done != "" {
		body = append(body, ui.Callout("success", v.Say(done)))
	}
	body = append(body, ui.H1(title))
	var cards []*ui.Node
	for _, p := range v.Folder.Papers {
		cards = append(cards, ui.Card(v.Say("proxies.papers.card", "Holder", p.Delegate.Name, "Giver", p.Delegator.Name), paperAddress(p), v.Say("proxies.kind."+string(p.Kind))))
	}
	if len(cards) == 0 {
		body = append(body, ui.P(v.Say("proxies.papers.none")))
	} else {
		body = append(body, ui.Cards(cards...))
	}
	return page.Page{Title: title, Body: append(body, ui.LinkButton("/sportello/deleghe/carta", v.Say("proxies.papers.new")))}
}

func paperAddress(p proxies.Proxy) string { return "/sportello/deleghe/" + url.PathEscape(p.ID) }

// PaperOne shows a claim with what was said of its papers, and takes the clerk's yes or no. That a clerk looks is
// written in the trail of both people first.
func PaperOne(v page.Visit) page.Page {
	var p proxies.Proxy
	for _, one := range v.Folder.Papers {
		if one.ID == v.Args["id"] {
			p = one
		}
	}
	if v.Who.Office == "" || p.ID == "" {
		return page.NotFound(v)
	}
	if !v.Sent() {
		receipt, err := v.Do("", command.LookProxy, proxies.Look{Proxy: p.ID})
		if wrong := paperFailed(v, receipt, err); wrong != nil {
			return page.Page{Title: v.Say("proxies.papers.title"), Body: []*ui.Node{ui.H1(v.Say("proxies.papers.title")), wrong, ui.Link("/sportello/deleghe", v.Say("flow.back"))}}
		}
		return paperOne(v, p, "", nil)
	}
	good, reason := v.Form.Get("esito") == "si", strings.TrimSpace(v.Form.Get("reason"))
	if !good && reason == "" {
		return paperOne(v, p, v.Say("proxies.papers.reason.missing"), nil)
	}
	receipt, err := v.Do(v.Form.Get("id"), command.VerifyProxy, proxies.Verify{Proxy: p.ID, Good: good, Reason: reason})
	if errors.Is(err, command.ErrNotFound) { // a colleague was sooner
		return page.To("/sportello/deleghe")
	}
	if wrong := paperFailed(v, receipt, err); wrong != nil {
		return paperOne(v, p, "", wrong)
	}
	if good {
		return page.To("/sportello/deleghe?fatto=si")
	}
	return page.To("/sportello/deleghe?fatto=no")
}

func paperOne(v page.Visit, p proxies.Proxy, problem string, wrong *ui.Node) page.Page {
	title := v.Say("proxies.papers.one.title", "Name", p.Delegate.Name)
	body := []*ui.Node{ui.Back("/sportello/deleghe", v.Say("flow.back")), wrong}
	if problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "reason", Text: problem}))
	}
	body = append(body, ui.H1(title), ui.P(v.Say("proxies.kind."+string(p.Kind))), ui.Facts(paperRows(v, p)...), ui.H2(v.Say("proxies.allows")),
		v.Allows(p.Rights), v.Terms(p.Rights, p.From, p.Until))
	id := v.Form.Get("id")
	if id == "" {
		id = v.NewID()
	}
	reason := ui.Field{Name: "reason", Label: v.Say("proxies.papers.reason.label"), Hint: v.Say("proxies.papers.reason.hint"), Value: v.Form.Get("reason"),
		Rows: 3, Max: 500, Problem: problem, ErrorWord: v.Say("flow.error"), Autocomplete: "off"}
	return page.Page{Title: title, Error: problem != "", Body: append(body,
		ui.Form(paperAddress(p), ui.Hidden("id", id), ui.Hidden("esito", "si"), ui.Submit(v.Say("proxies.papers.good"))),
		ui.Section(v.Say("proxies.papers.bad"), ui.Form(paperAddress(p), ui.Hidden("id", id), ui.Hidden("esito", "no"), reason.Node(),
			ui.SubmitSecond("", "", v.Say("proxies.papers.refuse")))))}
}

func paperRows(v page.Visit, p proxies.Proxy) []ui.Row {
	var rows []ui.Row
	add := func(key, value, heard string) {
		if value != "" {
			rows = append(rows, ui.Row{Key: v.Say(key), Values: []string{value}, Heard: heard})
		}
	}
	add("proxies.person", p.Delegator.Name, "")
	add("proxies.person.code", p.Delegator.FiscalCode, text.CodeHeard(p.Delegator.FiscalCode))
	add("proxies.holder", p.Delegate.Name, "")
	add("proxies.holder.code", p.Delegate.FiscalCode, text.CodeHeard(p.Delegate.FiscalCode))
	if p.Papers != nil {
		add("proxies.papers.claimed", p.Papers.Name, "")
		add("proxies.papers.court", p.Papers.Court, "")
		add("proxies.papers.decree", p.Papers.Decree, "")
		add("proxies.papers.issued", text.Day(v.Text, p.Papers.Issued), "")
	}
	return rows
}
