// Package flowview draws any flow: one question a page, the problems, the way back, and the page where
// the answers are checked before they are sent. It knows no service: every word is found by the names of
// the flow, the step and the field.
package flowview

import (
	"cmp"
	"strconv"
	"strings"

	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Drawn is a flow on its way: where its pages are, what has been answered, which draft it is.
type Drawn struct {
	Flow    flow.Flow
	Base    string // address of the flow, without a slash at the end
	Answers flow.Answers
	Draft   string            // id of the draft
	Suggest map[string]string // what is known already, offered where nothing was answered
	Before  string            // where the way back leads from the first question; empty: to the service
	Trouble string            // key of the words for a fault that is nobody's mistake
	Note    string            // what whoever answers for somebody else has to bear in mind; heard with the first field
}

// Question is the page of one step, with the problems found in what was typed.
func Question(v page.Visit, d Drawn, s flow.Step, problems []flow.Problem) page.Page {
	_, place, of, _ := d.Flow.Find(s.ID, d.Answers)
	title, fields := d.fields(v, s, problems)
	body := []*ui.Node{
		ui.Back(d.before(s), v.Say("flow.back")),
		d.Fault(v),
		summary(v, d.Flow, problems),
		ui.Progress(v.Say("flow.step", "Place", place, "Of", of)),
	}
	form := []*ui.Node{ui.Hidden("draft", d.Draft)}
	form = append(form, fields...)
	form = append(form, ui.Submit(v.Say("flow.continue")))
	body = append(body, sending(s, ui.Form(d.Base+"/"+s.ID, form...)), ui.Small(v.Say("flow.kept")))
	return page.Page{Title: title, Error: len(problems) > 0, Step: d.Flow.ID + "." + s.ID, Problems: names(d.Flow, problems), Body: body}
}

// fields are the drawn fields of a step and the question of its page. A step of one field has that
// field's label as its h1; a step of several has a title of its own.
func (d Drawn) fields(v page.Visit, s flow.Step, problems []flow.Problem) (title string, drawn []*ui.Node) {
	if len(s.Fields) > 1 {
		title = v.Say(d.Flow.ID + "." + s.ID + ".title")
		drawn = append(drawn, ui.H1(title))
		if key := d.Flow.ID + "." + s.ID + ".intro"; v.Text.Has(key) {
			drawn = append(drawn, ui.P(v.Say(key)))
		}
	}
	for i, f := range s.Fields {
		part := d.field(v, f, problems)
		if i == 0 && f.Kind != flow.Agree {
			part.Hint = strings.TrimSpace(d.Note + " " + part.Hint)
		}
		if len(s.Fields) == 1 {
			title, part.Heading = part.Label, f.Kind != flow.Agree
		}
		if f.Kind == flow.Agree {
			title = v.Say(d.Flow.ID + "." + s.ID + ".title")
			drawn = append(drawn, declaration(v, d.Flow.ID+"."+s.ID)...)
			drawn = append(drawn, part.Tick())
			continue
		}
		if f.Kind == flow.Tick {
			part.Optional, part.Free = "", true
			drawn = append(drawn, part.Tick())
			continue
		}
		drawn = append(drawn, part.Node())
		if f.Kind == flow.Digest {
			drawn = append(drawn, ui.File(f.Name, v.Say(d.Flow.ID+"."+f.Name+".file")))
		}
	}
	return title, drawn
}

// sending makes the form of a step carry a file, when one of its fields is the digest of one.
func sending(s flow.Step, form *ui.Node) *ui.Node {
	for _, f := range s.Fields {
		if f.Kind == flow.Digest {
			return ui.Upload(form)
		}
	}
	return form
}

func (d Drawn) field(v page.Visit, f flow.Field, problems []flow.Problem) ui.Field {
	key := d.Flow.ID + "." + f.Name
	part := ui.Field{Name: f.Name, Label: v.Say(key + ".label"), Value: d.Answers[f.Name],
		Autocomplete: f.Autocomplete, Max: f.Max, ErrorWord: v.Say("flow.error")}
	if _, asked := d.Answers[f.Name]; !asked {
		part.Value = d.Suggest[f.Name]
	}
	if v.Text.Has(key + ".hint") {
		part.Hint = v.Say(key + ".hint")
	}
	if f.Optional {
		part.Optional = v.Say("flow.optional")
	}
	for _, o := range f.Options {
		option := ui.Option{Value: o, Label: v.Say(key + ".option." + o)}
		if v.Text.Has(key + ".option." + o + ".hint") {
			option.Hint = v.Say(key + ".option." + o + ".hint")
		}
		part.Options = append(part.Options, option)
	}
	for _, p := range problems {
		if p.Field == f.Name {
			part.Problem = problem(v, d.Flow, f, p)
		}
	}
	typed(&part, f.Kind)
	return part
}

// typed gives a field the keyboard that fits.
func typed(part *ui.Field, k flow.Kind) {
	switch k {
	case flow.Phone:
		part.Type, part.InputMode = "tel", "tel"
	case flow.Email:
		part.Type, part.InputMode = "email", "email"
	case flow.Euro:
		part.InputMode = "decimal"
	case flow.Date, flow.Number:
		part.InputMode = "numeric"
	case flow.Text:
		part.Rows = 6
	}
}

// declaration is the title and the numbered paragraphs above a box to tick.
func declaration(v page.Visit, key string) []*ui.Node {
	out := []*ui.Node{ui.H1(v.Say(key + ".title"))}
	for i := 1; v.Text.Has(key + "." + strconv.Itoa(i)); i++ {
		out = append(out, ui.P(v.Say(key+"."+strconv.Itoa(i))))
	}
	return append(out, ui.Link("/privacy", v.Say("flow.privacy")))
}

// before is the address of the step before, or of the service when there is none.
func (d Drawn) before(s flow.Step) string {
	before := cmp.Or(d.Before, strings.TrimSuffix(d.Base, "/domanda"))
	for _, step := range d.Flow.Path(d.Answers) {
		if step.ID == s.ID {
			return before
		}
		before = d.Base + "/" + step.ID
	}
	return before
}

// Fault tells of Trouble, when there is any.
func (d Drawn) Fault(v page.Visit) *ui.Node {
	if d.Trouble == "" {
		return nil
	}
	return ui.Callout("warning", v.Say(d.Trouble+".title"), ui.P(v.Say(d.Trouble+".do")))
}

func summary(v page.Visit, f flow.Flow, problems []flow.Problem) *ui.Node {
	if len(problems) == 0 {
		return nil
	}
	links := make([]ui.Problem, 0, len(problems))
	for _, p := range problems {
		links = append(links, ui.Problem{Field: p.Field, Text: problem(v, f, fieldOf(f, p.Field), p)})
	}
	return ui.ErrorSummary(v.Say("flow.problems", "Count", len(problems)), links...)
}

func fieldOf(f flow.Flow, name string) flow.Field {
	for _, s := range f.Steps {
		for _, field := range s.Fields {
			if field.Name == name {
				return field
			}
		}
	}
	return flow.Field{Name: name}
}

// problem is the words for a problem: the field's own, else those of its kind.
func problem(v page.Visit, f flow.Flow, field flow.Field, p flow.Problem) string {
	own := f.ID + "." + p.Field + "." + p.Key
	if v.Text.Has(own) {
		return v.Say(own)
	}
	return v.Say("flow."+p.Key, "Max", field.Limit())
}

// names are what is wrong without a word of what was typed, for a clerk who helps.
func names(f flow.Flow, problems []flow.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, f.ID+"."+p.Field+"."+p.Key)
	}
	return all
}
