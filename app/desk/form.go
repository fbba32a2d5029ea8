package desk

import (
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// form is one step of opening an assistance: what was typed, what is wrong with it, and what is to be said above.
type form struct {
	v        page.Visit
	step     flow.Step
	answers  flow.Answers
	problems []flow.Problem
	note     *ui.Node
}

// asking is a step with what the form holds.
func asking(v page.Visit, step string) form {
	f := form{v: v, step: desk.Step(step), answers: flow.Answers{}}
	if v.Form != nil {
		f.answers = f.step.Take(f.answers, v.Form.Get)
	}
	return f
}

// fields are the drawn fields. The only field of a step is the question of its page.
func (f form) fields() []*ui.Node {
	all := make([]*ui.Node, 0, len(f.step.Fields))
	for _, field := range f.step.Fields {
		all = append(all, f.field(field).Node())
	}
	return all
}

func (f form) field(of flow.Field) ui.Field {
	v, key := f.v, "desk."+of.Name
	part := ui.Field{Name: of.Name, Label: v.Say(key + ".label"), Value: f.answers[of.Name], Max: of.Max, ErrorWord: v.Say("flow.error"),
		Problem: f.problem(of)}
	if of.Kind != flow.Choice {
		part.Autocomplete = "off" // these are another person's data
	}
	if v.Text.Has(key + ".hint") {
		part.Hint = v.Say(key + ".hint")
	}
	if of.Optional {
		part.Optional = v.Say("flow.optional")
	}
	if of.Kind == flow.Date {
		part.InputMode = "numeric"
	}
	for _, o := range of.Options {
		part.Options = append(part.Options, f.option(of.Name, o))
	}
	return part
}

// option is one answer. The words of reasons stand by themselves: the citizen reads them too.
func (f form) option(field, value string) ui.Option {
	if field == "reason" {
		return ui.Option{Value: value, Label: f.v.Say("reason." + value)}
	}
	o := ui.Option{Value: value, Label: f.v.Say("desk." + field + ".option." + value)}
	if key := "desk." + field + ".option." + value + ".hint"; f.v.Text.Has(key) {
		o.Hint = f.v.Say(key)
	}
	return o
}

// problem is what is wrong with a field: in words of its own, else those of its kind.
func (f form) problem(of flow.Field) string {
	for _, p := range f.problems {
		if p.Field != of.Name {
			continue
		}
		if own := "desk." + p.Field + "." + p.Key; f.v.Text.Has(own) {
			return f.v.Say(own)
		}
		return f.v.Say("flow."+p.Key, "Max", of.Limit())
	}
	return ""
}

// page is the page of a step, with its problems above the rest.
func (f form) page(title string, body ...*ui.Node) page.Page {
	if len(f.problems) == 0 {
		return page.Page{Title: title, Body: body}
	}
	var links []ui.Problem
	for _, field := range f.step.Fields {
		if words := f.problem(field); words != "" {
			links = append(links, ui.Problem{Field: field.Name, Text: words})
		}
	}
	summary := ui.ErrorSummary(f.v.Say("flow.problems", "Count", len(links)), links...)
	return page.Page{Title: title, Error: true, Body: append([]*ui.Node{summary}, body...)}
}
