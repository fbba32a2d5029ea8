package desk

import (
	"errors"
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/help"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Help asks a clerk for the code that somebody on the telephone reads out, and shows where that person is: the
// names of the page, of the step and of the errors. No value and no name of a person comes this way. The code is
// sent in a form, never in an address.
func Help(v page.Visit) page.Page {
	if v.Who.Office == "" || v.LookHelp == nil {
		return page.NotFound(v)
	}
	if !v.Sent() {
		return helpAsk(v, "")
	}
	code, ok := command.TypedCode(v.Form.Get("codice"))
	if !ok {
		return helpAsk(v, v.Say("helpcode.desk.shape"))
	}
	seen, err := v.LookHelp(code)
	var locked command.Locked
	switch {
	case err == nil:
		return helpSeen(v, code, seen)
	case errors.As(err, &locked):
		return helpAsk(v, v.Say("helpcode.desk.locked", "Time", calendar.Rome(locked.Until).Format("15:04")))
	case errors.Is(err, command.ErrWrongCode):
		return helpAsk(v, v.Say("helpcode.desk.wrong"))
	}
	return helpAsk(v, v.Say("helpcode.desk.down"))
}

func helpAsk(v page.Visit, problem string) page.Page {
	title := v.Say("helpcode.desk.title")
	field := ui.Field{Name: "codice", Label: v.Say("helpcode.desk.field"), Hint: v.Say("helpcode.desk.hint"), Value: v.Form.Get("codice"),
		InputMode: "numeric", Autocomplete: "off", ErrorWord: v.Say("flow.error"), Problem: problem}
	body := []*ui.Node{ui.Back("/sportello", v.Say("flow.back"))}
	if problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "codice", Text: problem}))
	}
	return page.Page{Title: title, Error: problem != "", Body: append(body, ui.H1(title), ui.P(v.Say("helpcode.desk.about")),
		ui.Form("/sportello/aiuto", field.Node(), ui.Submit(v.Say("helpcode.desk.look"))))}
}

func helpSeen(v page.Visit, code string, seen help.Seen) page.Page {
	title := v.Say("helpcode.seen.title")
	rows := []ui.Row{{Key: v.Say("helpcode.seen.page"), Values: []string{page.NameOf(v.Text, seen.Page), seen.Page}}}
	if seen.Step != "" {
		rows = append(rows, ui.Row{Key: v.Say("helpcode.seen.step"), Values: []string{stepWords(v, seen.Step)}})
	}
	rows = append(rows, ui.Row{Key: v.Say("helpcode.seen.errors"), Values: errorWords(v, seen.Errors)},
		ui.Row{Key: v.Say("helpcode.seen.at"), Values: []string{text.Moment(v.Text, calendar.Rome(seen.At))}},
		ui.Row{Key: v.Say("helpcode.seen.until"), Values: []string{calendar.Rome(seen.Until).Format("15:04")}})
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back("/sportello/aiuto", v.Say("helpcode.seen.other")), ui.H1(title), ui.P(v.Say("helpcode.seen.about")), ui.Facts(rows...),
		ui.Form("/sportello/aiuto", ui.Hidden("codice", code), ui.Submit(v.Say("helpcode.seen.again"))),
	}}
}

// stepWords is the question of a step: its title, or the label of its one field.
func stepWords(v page.Visit, step string) string {
	for _, key := range []string{step + ".title", step + ".label"} {
		if v.Text.Has(key) {
			return v.Say(key)
		}
	}
	return step
}

// errorWords say the errors in our words. A name that no words are for says only that there is an error.
func errorWords(v page.Visit, names []string) []string {
	said := []string{}
	for _, name := range names {
		said = append(said, errorWord(v, name))
	}
	if len(said) == 0 {
		return []string{v.Say("helpcode.seen.none")}
	}
	return said
}

func errorWord(v page.Visit, name string) string {
	if key := "helpcode." + name; strings.HasPrefix(name, "status.") && v.Text.Has(key) {
		return v.Say(key)
	}
	if field, ok := strings.CutPrefix(name, "field."); ok {
		return v.Say("helpcode.seen.field", "Field", field)
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 || !v.Text.Has(name[:i]+".short") {
		return v.Say("helpcode.seen.unknown")
	}
	field, problem := v.Say(name[:i]+".short"), name[i+1:]
	switch {
	case v.Text.Has(name):
		return v.Say("helpcode.seen.problem", "Field", field, "Problem", v.Say(name))
	case v.Text.Has("flow." + problem):
		return v.Say("helpcode.seen.problem", "Field", field, "Problem", v.Say("flow."+problem, "Max", "…"))
	}
	return v.Say("helpcode.seen.field", "Field", field)
}
