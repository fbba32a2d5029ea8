package proxies

import (
	"cmp"
	"errors"
	"net/url"
	"slices"

	"sportello/api/command"
	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Accept asks for the code of an invitation. Only the town hall can say whether it is right, so this page is its own:
// a phone asks it, and without a network says so.
func Accept(v page.Visit) page.Page {
	title := v.Say("proxies.accept.title")
	if v.OnPhone && !v.Offline {
		return page.Page{Reload: true}
	}
	if v.Offline {
		return page.Page{Title: title, Body: []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back")), ui.H1(title), waits(v, "proxies.accept.offline")}}
	}
	if v.Query.Get("fatto") != "" {
		return accepted(v)
	}
	if !v.Sent() {
		return askCode(v, "", nil)
	}
	if _, ok := command.TypedCode(v.Form.Get("code")); !ok {
		return askCode(v, v.Say("proxies.accept.bad_code"), nil)
	}
	receipt, err := v.Do(v.Form.Get("id"), command.AcceptProxy, proxies.Accept{Code: v.Form.Get("code")})
	switch {
	case errors.Is(err, command.ErrWrongCode):
		return askCode(v, v.Say("proxies.accept.wrong"), nil)
	case errors.Is(err, command.ErrLocked):
		return askCode(v, "", ui.Callout("danger", v.Say("proxies.accept.locked.title"), ui.P(v.Say("proxies.accept.locked.do"))))
	}
	if trouble := failed(v, receipt, err); trouble != nil {
		return askCode(v, "", trouble)
	}
	return page.To("/deleghe/codice?fatto=1")
}

// askCode is the question. An id of its own for each page: a code that is typed anew is another try.
func askCode(v page.Visit, problem string, trouble *ui.Node) page.Page {
	f := ui.Field{Name: "code", Label: v.Say("proxies.accept.title"), Hint: v.Say("proxies.accept.hint"), Value: v.Form.Get("code"), Heading: true,
		InputMode: "numeric", Autocomplete: "off", Max: 16, Problem: problem, ErrorWord: v.Say("flow.error")}
	id := v.NewID()
	if v.Restore {
		id = cmp.Or(v.Form.Get("id"), id)
	}
	body := []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back")), trouble}
	if problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "code", Text: problem}))
	}
	body = append(body, ui.Form("/deleghe/codice", ui.Hidden("id", id), f.Node(), ui.Submit(v.Say("proxies.accept.send"))))
	for _, p := range v.Folder.Proxies {
		if group(v, p) == "invited" {
			body = append(body, ui.Section(v.Say("proxies.one.holder", "Name", other(v, p)), v.Allows(p.Rights), v.Terms(p.Rights, p.From, p.Until),
				ui.Link(address(p)+"/rifiuta", v.Say("proxies.act.refuse"))))
		}
	}
	return page.Page{Title: v.Say("proxies.accept.title"), Error: problem != "", Body: body}
}

// accepted says for whom one may act now, and what.
func accepted(v page.Visit) page.Page {
	held := slices.DeleteFunc(slices.Clone(v.Folder.Proxies), func(p proxies.Proxy) bool { return p.State != proxies.Active || side(v, p) != proxies.Holder })
	if len(held) == 0 {
		return page.To("/deleghe")
	}
	p := slices.MaxFunc(held, func(a, b proxies.Proxy) int { return a.ChangedAt.Compare(b.ChangedAt) })
	title := v.Say("proxies.accepted.title", "Name", other(v, p))
	body := []*ui.Node{ui.H1(title), tag(v, p), ui.P(v.Say("proxies.means."+string(p.Standing(v.Today, v.Now)), "Name", other(v, p))),
		v.Allows(p.Rights), v.Terms(p.Rights, p.From, p.Until), ui.P(v.Say("proxies.accepted.traced", "Name", other(v, p)))}
	if p.InForce(v.Today) {
		body = append(body, ui.LinkButton("/per/"+url.PathEscape(p.ID)+"/", v.Say("proxies.act.now", "Name", other(v, p))))
	}
	return page.Page{Title: title, Body: append(body, ui.LinkSecond("/deleghe", v.Say("proxies.back")))}
}
