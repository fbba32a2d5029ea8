package taxes

import (
	"errors"
	"net/url"
	"slices"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

const simulatePath = "/tasse/imu/simula"

// events are what one can suppose, in the order in which they are offered.
var events = []taxes.Event{taxes.Sell, taxes.MoveToCareHome, taxes.LendToChild, taxes.LetAgreed}

// question is what has been answered of "what happens if". It travels in the address and is stored nowhere. step names
// the question that a form answers, or that a link asks for again.
type question struct{ step, unit, event, day string }

func asked(v page.Visit) question {
	said := v.Query
	if v.Form != nil {
		said = v.Form
	}
	return question{said.Get("passo"), said.Get("immobile"), said.Get("cosa"), said.Get("giorno")}
}

// query writes a question as an address has it.
func query(q question) string {
	to := url.Values{}
	for name, value := range map[string]string{"passo": q.step, "immobile": q.unit, "cosa": q.event, "giorno": q.day} {
		if value != "" {
			to.Set(name, value)
		}
	}
	return to.Encode()
}

// Simulate asks which property, what and when, one question a page, and shows what would change. It writes nothing.
func Simulate(v page.Visit) page.Page {
	if !v.Who.May(identity.See, "imu") {
		return noImu(v)
	}
	units := simulables(v)
	if len(units) == 0 || noRules(v) {
		return nothingToTry(v)
	}
	q := asked(v)
	if len(units) == 1 {
		q.unit = units[0].Unit
	}
	at := slices.IndexFunc(units, func(h taxes.Holding) bool { return h.Unit == q.unit })
	repeats := func(step string) bool { return q.step == step && !v.Sent() }
	switch {
	case at < 0 || repeats("immobile"):
		return askUnit(v, q, units, v.Sent() && q.step == "immobile")
	case !slices.Contains(possible(v, q.unit), taxes.Event(q.event)) || repeats("cosa"):
		if v.Sent() && q.step == "immobile" {
			return page.To(simulatePath + "?" + query(question{unit: q.unit}))
		}
		return askEvent(v, q, units[at], len(units) > 1, v.Sent() && q.step == "cosa")
	case v.Sent() && q.step == "cosa":
		return page.To(simulatePath + "?" + query(question{unit: q.unit, event: q.event}))
	}
	day, problem := dayOf(v, q.day, units[at])
	switch {
	case repeats("giorno") || q.day == "" && q.step != "giorno":
		return askWhen(v, q, units[at], "")
	case problem != "":
		return askWhen(v, q, units[at], problem)
	case v.Sent():
		return page.To(simulatePath + "?" + query(question{unit: q.unit, event: q.event, day: q.day}))
	}
	return supposed(v, q, units[at], day)
}

// simulables are the properties held today, bare ownership aside: nothing that one does with that changes one's tax.
func simulables(v page.Visit) []taxes.Holding {
	var all []taxes.Holding
	for _, h := range v.Folder.Imu.Holdings {
		held := h.From <= v.Today && (h.To == 0 || v.Today <= h.To)
		if held && h.Right != taxes.Bare && !slices.ContainsFunc(all, func(o taxes.Holding) bool { return o.Unit == h.Unit }) {
			all = append(all, h)
		}
	}
	return all
}

func simulable(v page.Visit, unit string) bool {
	return slices.ContainsFunc(simulables(v), func(h taxes.Holding) bool { return h.Unit == unit })
}

// simulateLink leads to the first question, where there is something to try.
func simulateLink(v page.Visit, p taxes.ImuPosition) *ui.Node {
	if p.Year != v.Today.Year() || len(simulables(v)) == 0 {
		return nil
	}
	return ui.Cards(ui.Card(v.Say("imu.simulate"), simulatePath, v.Say("imu.simulate.about")))
}

// possible are the events that can happen to a property today.
func possible(v page.Visit, unit string) []taxes.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e taxes.Event) bool {
		_, err := v.Folder.Imu.Suppose(taxes.WhatIf{Unit: unit, Event: e, On: v.Today})
		return err != nil
	})
}

// span are the days that can be tried: this year and the next, while the property is held.
func span(v page.Visit, h taxes.Holding) (first, last calendar.Day) {
	first, _ = calendar.Of(v.Today.Year(), 1, 1)
	last, _ = calendar.Of(v.Today.Year()+1, 12, 31)
	if h.To != 0 {
		last = min(last, h.To)
	}
	return max(first, h.From), last
}

// dayOf reads the day, or names what is wrong with it.
func dayOf(v page.Visit, said string, h taxes.Holding) (calendar.Day, string) {
	if said == "" {
		return 0, "missing"
	}
	day, err := calendar.Parse(said)
	first, last := span(v, h)
	switch {
	case errors.Is(err, calendar.ErrNoSuchDay):
		return 0, "absent"
	case err != nil:
		return 0, "form"
	case day < first || day > last:
		return 0, "outside"
	}
	return day, ""
}
