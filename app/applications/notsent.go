package applications

import (
	"slices"

	"sportello/api/applications"
	"sportello/api/flow"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// NotSent is what the person wrote on this phone for somebody else, which the town hall does not take any more:
// what it was, when, for whom. It stays until they have read it.
func NotSent(v page.Visit) page.Page {
	all := v.Unsent()
	for _, n := range all {
		if v.Sent() && slices.Contains(n.IDs, v.Form.Get("letto")) {
			v.Forget(n.IDs)
			return page.To("/pratiche/non-mandate")
		}
	}
	title := v.Say("phone.unsent.title")
	body := []*ui.Node{ui.Back("/pratiche", v.Say("applications.back")), ui.H1(title)}
	if len(all) == 0 {
		return page.Page{Title: title, Body: append(body, ui.P(v.Say("phone.unsent.none")))}
	}
	body = append(body, ui.P(v.Say("phone.unsent.why")), ui.P(v.Say("phone.unsent.do")))
	for _, n := range all {
		body = append(body, notSent(v, n))
	}
	return page.Page{Title: title, Body: body}
}

func notSent(v page.Visit, n page.NotSent) *ui.Node {
	what := v.Say("phone.unsent.other")
	kids := []*ui.Node{ui.P(v.Say("phone.unsent.when", "When", moment(v, n.Made)))}
	if f, known := applications.FlowOf(n.Service, v.Town.Fines); known {
		what = serviceName(v, n.Service)
		kids = append(kids, ui.Details(v.Say("phone.unsent.answers", "Name", n.For), ui.Facts(flowview.Rows(v, flowview.Drawn{Flow: written(f, n.Answers), Answers: n.Answers}, false)...)))
	}
	kids = append(kids, ui.Form("/pratiche/non-mandate", ui.Hidden("letto", n.IDs[0]), ui.SubmitSecond("", "", v.Say("phone.unsent.read", "Name", n.For))))
	return ui.Section(v.Say("phone.unsent.one", "What", what, "Name", n.For), kids...)
}

// written is a flow with the questions alone that have an answer.
func written(f flow.Flow, a flow.Answers) flow.Flow {
	f.Steps = slices.Clone(f.Steps)
	for i := range f.Steps {
		f.Steps[i].Fields = slices.DeleteFunc(slices.Clone(f.Steps[i].Fields), func(field flow.Field) bool { return a[field.Name] == "" })
	}
	return f
}
