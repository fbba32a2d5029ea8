package desk

import (
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/proxies"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// PaperNew says what is needed to register a proxy given on paper, or leads on to where it was left.
func PaperNew(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	d := onPaper(v)
	if len(d.Answers) > 0 {
		return page.To(d.Next(v))
	}
	title := v.Say("proxies.papers.new")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/sportello/deleghe", v.Say("flow.back")), ui.H1(title), ui.Lead(v.Say("proxies.paper.needs")),
		ui.LinkButton(d.Next(v), v.Say("proxies.give.start"))}}
}

func onPaper(v page.Visit) flowview.Drawn {
	f, _ := proxies.FlowOf(proxies.OnPaper, v.Town.Proxies.OrUsual())
	d := flowview.Begun(v, f, "/sportello/deleghe/carta", "/sportello/deleghe")
	d.Suggest = map[string]string{"from": v.Today.Italian()}
	return d
}

// PaperStep asks one step. The file of the scan is not kept: the host gives its digest in its place.
func PaperStep(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	return flowview.Step(v, onPaper(v), func(s flow.Step, a flow.Answers) []flow.Problem {
		own := v.Who.Actor.FiscalCode
		switch {
		case s.ID == "holder" && a["code"] == a["giver_code"]:
			return []flow.Problem{{Field: "code", Key: "oneself"}}
		case s.ID == "holder" && own != "" && (a["code"] == own || a["giver_code"] == own):
			return []flow.Problem{{Field: "code", Key: "clerk"}}
		}
		return nil
	})
}

// PaperCheck shows all once more beside the signed paper, and registers the proxy.
func PaperCheck(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	d := onPaper(v)
	if len(d.Answers) == 0 {
		return page.To("/sportello/deleghe")
	}
	if !d.Whole(v) {
		return page.To(d.Next(v))
	}
	r := proxies.ReadRegister(d.Answers)
	var wrong *ui.Node
	if v.Sent() && !d.Seen(v) {
		wrong = ui.Callout("warning", v.Say("flow.changed.title"), ui.P(v.Say("proxies.give.changed")))
	} else if v.Sent() {
		receipt, err := v.Do(d.Draft, command.RegisterProxy, r)
		if wrong = paperFailed(v, receipt, err); wrong == nil {
			return page.To("/sportello/deleghe?fatto=carta")
		}
	}
	title := v.Say("proxies.paper.check.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(d.Last(), v.Say("flow.back")), wrong, ui.H1(title), ui.P(v.Say("proxies.paper.check.intro")),
		ui.Answers(flowview.Rows(v, d, true)...), ui.H2(v.Say("proxies.allows")), v.Allows(r.Rights), v.Terms(r.Rights, r.From, r.Until),
		d.Form("/sportello/deleghe/carta/controlla", ui.Submit(v.Say("proxies.paper.send")))}}
}

// paperFailed is what is said when a command did not go through; nil when it did.
func paperFailed(v page.Visit, r command.Receipt, err error) *ui.Node {
	key, refused := page.Refused(r, err)
	switch {
	case refused && v.Text.Has("proxies.refused."+key+".do"):
		return ui.Callout("warning", v.Say("proxies.paper.problem"), ui.P(v.Say("proxies.refused."+key+".do")))
	case refused:
		return ui.Callout("warning", v.Say("proxies.paper.problem"), ui.P(v.Say("proxies.refused.other.do")))
	case err != nil:
		key = flowview.Trouble(err)
		return ui.Callout("warning", v.Say(key+".title"), ui.P(v.Say(key+".do")))
	}
	return nil
}
