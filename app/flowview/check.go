package flowview

import (
	"slices"
	"strings"

	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Check is the page where everything can be read again and changed before it is sent. changed says that
// the answers are not those of the page the person sent it from.
func Check(v page.Visit, d Drawn, who []ui.Row, changed bool) page.Page {
	title := v.Say("flow.check.title")
	body := []*ui.Node{ui.Back(d.last(), v.Say("flow.back")), d.trouble(v)}
	if changed {
		body = append(body, ui.Callout("warning", v.Say("flow.changed.title"), ui.P(v.Say("flow.changed.do"))))
	}
	body = append(body, ui.H1(title), ui.P(v.Say("flow.check.intro")), ui.H2(v.Say("flow.check.who")), ui.Facts(who...),
		ui.H2(v.Say("flow.check.answers")), ui.Answers(Rows(v, d, true)...),
		ui.Form(d.Base+"/controlla", ui.Hidden("draft", d.Draft), ui.Hidden("seen", d.Answers.Print()),
			ui.P(v.Say("flow.check.after")), ui.Submit(v.Say("flow.send"))))
	return page.Page{Title: title, Body: body}
}

// Rows are the answers, question by question, as they are read again. With links to change them.
func Rows(v page.Visit, d Drawn, change bool) []ui.Row {
	var rows []ui.Row
	for _, s := range d.Flow.Path(d.Answers) {
		for _, f := range s.Fields {
			row := ui.Row{Key: v.Say(d.Flow.ID + "." + f.Name + ".short"), Values: said(v, d.Flow, f, d.Answers[f.Name])}
			if change {
				row.ChangeHref, row.Change, row.ChangeAbout = d.Base+"/"+s.ID+"#"+f.Name, v.Say("flow.change"), row.Key
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// said is an answer in words.
func said(v page.Visit, f flow.Flow, field flow.Field, answer string) []string {
	key := f.ID + "." + field.Name
	switch {
	case answer == "":
		return []string{v.Say("flow.not_answered")}
	case field.Kind == flow.Choice && slices.Contains(field.Options, answer):
		return []string{v.Say(key + ".option." + answer)}
	case field.Kind == flow.Agree:
		return []string{v.Say("flow.agreed")}
	}
	return strings.Split(answer, "\n")
}

// last is the address of the last question on the path.
func (d Drawn) last() string {
	path := d.Flow.Path(d.Answers)
	return d.Base + "/" + path[len(path)-1].ID
}
