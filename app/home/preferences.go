package home

import (
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// choice is one thing a person may choose, and its values; the first is the town hall's own choice.
type choice struct {
	name   string
	values []string
	field  func(*folder.Preferences) *string
}

var choices = []choice{
	{"text", []string{"normal", "large", "larger", "largest"}, func(p *folder.Preferences) *string { return &p.Text }},
	{"contrast", []string{"normal", "high"}, func(p *folder.Preferences) *string { return &p.Contrast }},
	{"spacing", []string{"normal", "wide"}, func(p *folder.Preferences) *string { return &p.Spacing }},
	{"lang", []string{"it", "en"}, func(p *folder.Preferences) *string { return &p.Lang }},
}

// Preferences is how the person likes to read: size, contrast, spacing, language. Kept for the person
// when somebody is signed in, and for the device by the host in any case.
func Preferences(v page.Visit) page.Page {
	if v.Sent() {
		return prefer(v)
	}
	title := v.Say("preferences.title")
	body := []*ui.Node{ui.H1(title), ui.P(v.Say("preferences.about"))}
	if v.Query.Get("fatto") != "" {
		body = append(body, ui.Callout("success", v.Say("preferences.done")))
	}
	fields := []*ui.Node{ui.Hidden("torna", page.Local(v.Query.Get("torna")))}
	for _, c := range choices {
		prefer := v.Prefer
		f := ui.Field{Name: c.name, Label: v.Say("preferences." + c.name), Value: *c.field(&prefer), ErrorWord: v.Say("flow.error")}
		if f.Value == "" {
			f.Value = c.values[0]
		}
		for _, value := range c.values {
			f.Options = append(f.Options, ui.Option{Value: value, Label: v.Say("preferences." + c.name + "." + value)})
		}
		fields = append(fields, f.Node())
	}
	fields = append(fields, ui.Submit(v.Say("preferences.save")))
	return page.Page{Title: title, Body: append(body, ui.Form("/preferenze", fields...))}
}

func prefer(v page.Visit) page.Page {
	p := Chosen(v.Form.Get)
	if v.Who.Known() {
		// The device keeps the choice in any case; a town hall that does not answer now takes nothing away.
		if _, err := v.Do("", command.Prefer, p); err != nil && !v.OnPhone {
			return page.Page{Redirect: "/preferenze?fatto=1", Prefer: &p}
		}
	}
	back := page.Local(v.Form.Get("torna"))
	if back == "" {
		back = "/preferenze?fatto=1"
	}
	return page.Page{Redirect: back, Prefer: &p, Reload: p.Lang != v.Text.Lang()}
}

// Chosen reads preferences from a form; what is no known value is left to the town hall.
func Chosen(get func(name string) string) folder.Preferences {
	var p folder.Preferences
	for _, c := range choices {
		for _, value := range c.values {
			if get(c.name) == value {
				*c.field(&p) = value
			}
		}
	}
	return p
}
