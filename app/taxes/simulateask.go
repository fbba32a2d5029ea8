package taxes

import (
	"slices"
	"strings"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// onlyTrial says on every page of the simulator what it is not.
func onlyTrial(v page.Visit) *ui.Node {
	return ui.Callout("info", v.Say("simulate.note.title"), ui.P(v.Say("simulate.note")))
}

func nothingToTry(v page.Visit) page.Page {
	title := v.Say("simulate.none.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(imuPath, v.Say("imu.back")), ui.H1(title), v.Age(), ui.P(v.Say("simulate.none.do"))}}
}

// asking is the page of one question. A problem, if there is one, stands at the top and at the field.
func asking(v page.Visit, back string, f ui.Field, q question, kids ...*ui.Node) page.Page {
	f.Heading, f.ErrorWord = true, v.Say("flow.error")
	body := []*ui.Node{ui.Back(back, v.Say("flow.back"))}
	if f.Problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: f.Name, Text: f.Problem}))
	}
	form := []*ui.Node{ui.Hidden("passo", f.Name)}
	for name, value := range map[string]string{"immobile": q.unit, "cosa": q.event} {
		if value != "" && name != f.Name {
			form = append(form, ui.Hidden(name, value))
		}
	}
	form = append(form, f.Node())
	form = append(form, kids...)
	form = append(form, ui.Submit(v.Say("flow.continue")))
	body = append(body, ui.Form(simulatePath, form...), onlyTrial(v))
	return page.Page{Title: f.Label, Error: f.Problem != "", Body: body}
}

// askUnit asks for which property. Many stand as links in their groups, which are faster to go through.
func askUnit(v page.Visit, q question, units []taxes.Holding, missing bool) page.Page {
	title := v.Say("simulate.unit.label")
	if len(units) > fewUnits {
		p := v.Folder.Imu.Reckon(v.Town.Taxes, v.Today.Year())
		p.Lines = slices.DeleteFunc(p.Lines, func(l taxes.ImuLine) bool {
			return !slices.ContainsFunc(units, func(h taxes.Holding) bool { return h.Unit == l.Holding.Unit })
		})
		body := []*ui.Node{ui.Back(imuPath, v.Say("imu.back")), ui.H1(title), onlyTrial(v), ui.P(v.Say("simulate.unit.many"))}
		return page.Page{Title: title, Body: append(body, unitTables(v, p, func(u unit) string { return simulatePath + "?" + query(question{unit: u.id}) })...)}
	}
	f := ui.Field{Name: "immobile", Label: title, Value: q.unit}
	for _, h := range units {
		f.Options = append(f.Options, ui.Option{Value: h.Unit, Label: unitName(v, h), Hint: useWords(v, h)})
	}
	if missing {
		f.Problem = v.Say("simulate.unit.missing")
	}
	return asking(v, imuPath, f, question{})
}

// askEvent asks what to suppose, of what can happen to the property.
func askEvent(v page.Visit, q question, h taxes.Holding, many, missing bool) page.Page {
	f := ui.Field{Name: "cosa", Label: v.Say("simulate.what.label"), Hint: v.Say("simulate.what.about", "Unit", unitName(v, h)), Value: q.event}
	for _, e := range possible(v, q.unit) {
		key := "simulate.what.option." + string(e)
		o := ui.Option{Value: string(e), Label: v.Say(key)}
		if e == taxes.LetAgreed {
			o.Hint = v.Say("simulate.what.option.agreed.hint")
		}
		f.Options = append(f.Options, o)
	}
	if missing {
		f.Problem = v.Say("simulate.what.missing")
	}
	back := imuPath
	if many {
		back = simulatePath + "?" + query(question{step: "immobile", unit: q.unit})
	}
	return asking(v, back, f, q)
}

// askWhen asks from what day. What was typed stays.
func askWhen(v page.Visit, q question, h taxes.Holding, problem string) page.Page {
	first, last := span(v, h)
	example := min(max(v.Today+1, first), last).Italian()
	f := ui.Field{Name: "giorno", Label: v.Say("simulate.day.label"), Hint: v.Say("simulate.day.hint", "Example", example), Value: strings.TrimSpace(q.day), InputMode: "numeric", Max: 20}
	if problem != "" {
		f.Problem = v.Say("simulate.day."+problem, "Example", example, "First", text.Day(v.Text, first), "Last", text.Day(v.Text, last))
	}
	return asking(v, simulatePath+"?"+query(question{step: "cosa", unit: q.unit, event: q.event}), f, q)
}
