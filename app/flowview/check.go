package flowview

import (
	"cmp"
	"slices"
	"strings"

	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Checked is what stands on the last page beside the answers. An empty Title is the usual one.
type Checked struct {
	Title, About string
	WhoTitle     string // over Who
	Who          []ui.Row
	Changed      bool         // the answers are not those of the page the person sent it from
	Problems     []ui.Problem // of what the person had to say on this page
	Ways         []*ui.Node   // the forms and links by which it goes on
}

// Check is the page where everything can be read again and changed before it is sent.
func Check(v page.Visit, d Drawn, c Checked) page.Page {
	title := cmp.Or(c.Title, v.Say("flow.check.title"))
	body := []*ui.Node{ui.Back(d.last(), v.Say("flow.back")), d.Fault(v)}
	if c.Changed {
		body = append(body, ui.Callout("warning", v.Say("flow.changed.title"), ui.P(v.Say("flow.changed.do"))))
	}
	if len(c.Problems) > 0 {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", len(c.Problems)), c.Problems...))
	}
	body = append(body, ui.H1(title), ui.P(cmp.Or(c.About, v.Say("flow.check.intro"))),
		ui.H2(cmp.Or(c.WhoTitle, v.Say("flow.check.who"))), ui.Facts(c.Who...),
		ui.H2(v.Say("flow.check.answers")), ui.Answers(Rows(v, d, true)...))
	return page.Page{Title: title, Error: len(c.Problems) > 0, Body: append(body, c.Ways...)}
}

// Form is a form about the draft as this page shows it: when the answers have changed meanwhile, it is seen.
func (d Drawn) Form(action string, kids ...*ui.Node) *ui.Node {
	return ui.Form(action, append([]*ui.Node{ui.Hidden("draft", d.Draft), ui.Hidden("seen", d.Answers.Print())}, kids...)...)
}

// Seen reports whether the form that was sent came from a page with these answers.
func (d Drawn) Seen(v page.Visit) bool { return v.Form.Get("seen") == d.Answers.Print() }

// Rows are the answers, question by question, as they are read again. With links to change them.
func Rows(v page.Visit, d Drawn, change bool) []ui.Row {
	var rows []ui.Row
	for _, s := range d.Flow.Path(d.Answers) {
		for _, f := range s.Fields {
			row := ui.Row{Key: v.Say(d.Flow.ID + "." + f.Name + ".short"), Values: said(v, d.Flow, f, d.Answers[f.Name])}
			if f.Kind == flow.Code {
				row.Heard = text.CodeHeard(d.Answers[f.Name])
			}
			if sum, ok := flow.Cents(d.Answers[f.Name]); ok && f.Kind == flow.Euro {
				row.Values, row.Heard = []string{text.Euro(v.Text, sum)}, text.EuroSpoken(v.Text, sum)
			}
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
	case field.Kind == flow.Tick && answer == "":
		return []string{v.Say("flow.unticked")}
	case answer == "":
		return []string{v.Say("flow.not_answered")}
	case field.Kind == flow.Choice && slices.Contains(field.Options, answer):
		return []string{v.Say(key + ".option." + answer)}
	case field.Kind == flow.Tick:
		return []string{v.Say("flow.ticked")}
	case field.Kind == flow.Digest:
		return []string{answer[:min(8, len(answer))]} // as many signs as people compare
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
