package proxies

import (
	"net/url"

	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/proxies"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Claim opens the asking for a proxy that stands on papers: a judge's decree, a child, an inheritance.
func Claim(v page.Visit) page.Page {
	d := claiming(v)
	if len(d.Answers) > 0 {
		return page.To(d.Next(v))
	}
	title := v.Say("proxies.claim.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back")), ui.H1(title), ui.Lead(v.Say("proxies.claim.lead")),
		ui.List(ui.Text(v.Say("proxies.claim.know.1")), ui.Text(v.Say("proxies.claim.know.2")), ui.Text(v.Say("proxies.claim.know.3"))),
		ui.LinkButton(d.Next(v), v.Say("proxies.give.start"))}}
}

func claiming(v page.Visit) flowview.Drawn {
	f, _ := proxies.FlowOf(proxies.Claiming, v.Town.Proxies.OrUsual())
	return flowview.Begun(v, f, "/deleghe/richiesta", "/deleghe")
}

// ClaimStep asks one step of a claim.
func ClaimStep(v page.Visit) page.Page {
	return flowview.Step(v, claiming(v), func(s flow.Step, a flow.Answers) []flow.Problem { return notOneself(v, s, a) })
}

// ClaimCheck shows all once more, and sends it to the clerks.
func ClaimCheck(v page.Visit) page.Page {
	d := claiming(v)
	if sent, ok := v.Folder.Proxy(v.Form.Get("draft")); ok {
		return page.To(address(sent))
	}
	if len(d.Answers) == 0 {
		return page.To("/deleghe")
	}
	if !d.Whole(v) {
		return page.To(d.Next(v))
	}
	c := proxies.ReadClaim(d.Answers, v.Today)
	var trouble *ui.Node
	if v.Sent() && !d.Seen(v) {
		trouble = ui.Callout("warning", v.Say("flow.changed.title"), ui.P(v.Say("proxies.give.changed")))
	} else if v.Sent() {
		receipt, err := v.Do(d.Draft, command.ClaimProxy, c)
		if trouble = failed(v, receipt, err); trouble == nil {
			return page.To("/deleghe/" + url.PathEscape(d.Draft))
		}
	}
	title := v.Say("proxies.claim.check.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(d.Last(), v.Say("flow.back")), trouble, ui.H1(title), ui.P(v.Say("proxies.claim.check.intro")),
		ui.Answers(flowview.Rows(v, d, true)...), ui.H2(v.Say("proxies.allows")), v.Allows(c.Rights), v.Terms(c.Rights, 0, c.Until),
		waits(v, "proxies.change.offline"),
		d.Form("/deleghe/richiesta/controlla", ui.P(v.Say("proxies.claim.check.after")), ui.Submit(v.Say("proxies.claim.send")))}}
}
