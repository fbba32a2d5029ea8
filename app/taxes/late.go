package taxes

import (
	"errors"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

type day = calendar.Day

// lateTerm is one overdue payment: its last day, what it costs on a day, and the form that pays it then.
type lateTerm struct {
	name string
	last day
	late func(on day) taxes.Late
	form func(on day) taxes.F24
}

// lateAsked is a page about overdue payments, each reckoned on its own.
type lateAsked struct {
	title string
	head  []*ui.Node // from the way back to the title
	terms []lateTerm
	today *ui.Node // the door to paying all of it here, by what it costs today; nil: there is none
}

const (
	dayField = "giorno"
	dayAhead = 90 // nobody knows what will be owed long after: the office may have written by then
)

// latePage asks on which day one will pay, and says what that comes to. It answers for today at once, and asks after:
// most people want to pay now.
func latePage(v page.Visit, a lateAsked) page.Page {
	first := a.terms[0].last
	for _, t := range a.terms {
		first = min(first, t.last)
	}
	on, typed, problem := payingDay(v, first)
	if v.Sent() && problem == "" {
		return page.To(v.Path + "?" + dayField + "=" + on.String())
	}
	body := a.head
	if problem != "" {
		said := v.Say("late.day."+problem, "Day", text.Day(v.Text, first), "Count", dayAhead)
		body = append(body[:1:1], append([]*ui.Node{ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: dayField, Text: said})}, body[1:]...)...)
		return page.Page{Title: a.title, Error: true, Body: append(body, askPayingDay(v, typed, said))}
	}
	body = append(body, ui.P(v.Say("late.lead")))
	for _, t := range a.terms {
		body = append(body, t.costs(v, on))
	}
	if on != v.Today {
		a.today = nil
	}
	body = append(append(body, payNow(v, a.today)...), askPayingDay(v, typed, ""))
	var sheets []*ui.Node
	for _, t := range a.terms {
		title, form := v.Say("late.form", "Term", t.name, "Day", text.Day(v.Text, on)), t.form(on)
		body, sheets = append(body, f24(v, title, form)), append(sheets, sheet(v, title, form))
	}
	return page.Page{Title: a.title, Body: append(append(body, f24Places(v)), sheets...)}
}

// payingDay is the day that the address or the form names, today when neither does; problem says why it cannot be.
func payingDay(v page.Visit, last day) (on day, typed, problem string) {
	typed = v.Query.Get(dayField)
	if v.Form != nil {
		typed = v.Form.Get(dayField)
	} else if typed == "" {
		typed = v.Today.Italian()
	}
	on, err := calendar.Parse(typed)
	switch {
	case errors.Is(err, calendar.ErrNoSuchDay):
		problem = "none"
	case err != nil:
		problem = "form"
	case on < last:
		problem = "early"
	case on > v.Today+dayAhead:
		problem = "far"
	default:
		typed = on.Italian()
	}
	return on, typed, problem
}

func askPayingDay(v page.Visit, typed, problem string) *ui.Node {
	f := ui.Field{Name: dayField, Label: v.Say("late.ask"), Hint: v.Say("late.ask.hint", "Day", v.Today.Italian()), Value: typed, InputMode: "numeric",
		Autocomplete: "off", Max: 10, Problem: problem, ErrorWord: v.Say("flow.error")}
	return screenOnly(ui.Section(v.Say("late.other"), ui.Form(v.Path, f.Node(), ui.SubmitSecond("", "", v.Say("late.reckon")))))
}

// costs says in plain sentences what the payment comes to on a day, how long that holds and what it becomes.
func (t lateTerm) costs(v page.Visit, on day) *ui.Node {
	late, total := t.late(on), t.form(on).Total()
	kids := []*ui.Node{v.Owing(v.Say("late.pay", "Day", text.Day(v.Text, on)), total)}
	if late.Days == 0 {
		return ui.Section(t.name, append(kids, ui.P(v.Say("late.intime", "Day", text.Day(v.Text, t.last))))...)
	}
	kids = append(kids, ui.P(v.Say("late.was", "Day", text.Day(v.Text, t.last))+". "+v.Say("late.days", "Count", late.Days)),
		v.Para("late.tax", "Euro", late.Tax), v.Para("late.sanction", "Euro", late.Sanction), v.Para("late.interest", "Euro", late.Interest))
	if late.Guessed != 0 {
		kids = append(kids, ui.P(v.Say("late.guessed", "Year", strconv.Itoa(late.Guessed))))
	}
	if total != late.Total {
		kids = append(kids, v.Para("late.round", "Exact", late.Total, "Euro", total))
	}
	return ui.Section(t.name, append(kids, t.holds(v, on))...)
}

// holds says until which day the sum holds, and what it is after. It promises nothing beyond the days that can be
// asked for, nor by an interest that is not known yet.
func (t lateTerm) holds(v page.Visit, on day) *ui.Node {
	if t.late(on).Guessed != 0 {
		return nil
	}
	last, next := taxes.Until(func(on day) money.Cents { return t.form(on).Total() }, on)
	sure := min(last, v.Today+dayAhead)
	for sure > on && t.late(sure).Guessed != 0 {
		sure--
	}
	if sure < last {
		return v.Para("late.holds.long", "Day", sure)
	}
	return v.Para("late.holds", "Day", last, "Euro", next)
}
