package applications

import (
	"slices"
	"strconv"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/flow"
	"sportello/api/money"
)

// Plan is the id of the service by which a fine is paid in instalments.
const Plan = "fine-plan"

// finePlan asks for instalments (art. 202-bis CdS). The thresholds are those of the town's rules: one that does not
// say them leaves the judging to the office.
func finePlan(rules *fines.Instalments) flow.Flow {
	var i fines.Instalments
	if rules != nil {
		i = *rules
	}
	return flow.Flow{ID: Plan, Steps: []flow.Step{
		{ID: "verbale", Check: onVerbale(i), Fields: []flow.Field{
			{Name: "verbale", Kind: flow.Line, Autocomplete: "off", Max: 40},
			{Name: "notified", Kind: flow.Date, Autocomplete: "off", Max: 10},
			{Name: "amount", Kind: flow.Euro, Autocomplete: "off", Max: 15},
		}},
		{ID: "household", Fields: []flow.Field{
			{Name: "household", Kind: flow.Choice, Options: []string{"alone", "others"}},
		}},
		{ID: "people", When: withOthers, Check: readable, Fields: []flow.Field{
			{Name: "people", Kind: flow.Text, Max: 1000},
		}},
		{ID: "income", Check: onIncome(i), Fields: []flow.Field{
			{Name: "income_year", Kind: flow.Number, Autocomplete: "off", Max: 4},
			{Name: "income", Kind: flow.Euro, Autocomplete: "off", Max: 15},
		}},
		{ID: "isee", Fields: []flow.Field{
			{Name: "isee", Kind: flow.Euro, Optional: true, Autocomplete: "off", Max: 15},
		}},
		{ID: "rates", Check: onRates(i), Fields: []flow.Field{
			{Name: "rates", Kind: flow.Number, Autocomplete: "off", Max: 2},
		}},
		{ID: "give_up", Fields: []flow.Field{
			{Name: "give_up", Kind: flow.Agree},
		}},
		{ID: "declare", Fields: []flow.Field{
			{Name: "declare", Kind: flow.Agree},
		}},
	}}
}

func withOthers(a flow.Answers) bool { return a["household"] == "others" }

// onVerbale: more than the threshold, and asked for in time.
func onVerbale(i fines.Instalments) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		if problems := past("notified")(a, today); problems != nil {
			return problems
		}
		notified, _ := calendar.Parse(a["notified"])
		if i.Days > 0 && today > i.AskBy(notified) {
			return []flow.Problem{{Field: "notified", Key: "too_late"}}
		}
		if amount, _ := flow.Cents(a["amount"]); amount <= i.Over {
			return []flow.Problem{{Field: "amount", Key: "too_little"}}
		}
		return nil
	}
}

// onIncome: all that the household has, against a threshold that grows with it.
func onIncome(i fines.Instalments) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		if year, _ := strconv.Atoi(a["income_year"]); year > today.Year() || year < today.Year()-3 {
			return []flow.Problem{{Field: "income_year", Key: "bad_year"}}
		}
		sum, _ := flow.Cents(a["income"])
		limit := i.Income
		if withOthers(a) {
			people, _ := Household(a["people"])
			for _, p := range people {
				sum, limit = sum+p.Income, limit+i.EachMore
			}
		}
		if i.Income > 0 && sum > limit {
			return []flow.Problem{{Field: "income", Key: "too_much"}}
		}
		return nil
	}
}

// onRates: at least two, and no more than the amount allows.
func onRates(i fines.Instalments) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, _ calendar.Day) []flow.Problem {
		amount, _ := flow.Cents(a["amount"])
		rates, _ := strconv.Atoi(a["rates"])
		if most := i.Most(amount); rates < 2 || most > 0 && rates > most {
			return []flow.Problem{{Field: "rates", Key: "bad_count"}}
		}
		return nil
	}
}

func readable(a flow.Answers, _ calendar.Day) []flow.Problem {
	if _, ok := Household(a["people"]); !ok {
		return []flow.Problem{{Field: "people", Key: "bad_lines"}}
	}
	return nil
}

// Member is one person of a household, with the income of the year in cents.
type Member struct {
	Code   fiscal.Code
	Income money.Cents
}

// Household reads the people of a household, one a line: somewhere in it a codice fiscale and a sum, once each, with
// any other words between. It is false when a line has not both, or a person stands there twice.
func Household(text string) (people []Member, ok bool) {
	for line := range strings.Lines(text) {
		var m Member
		codes, sums := 0, 0
		for _, word := range strings.Fields(strings.ReplaceAll(line, "€", " ")) {
			word = strings.Trim(word, ".,;:()-")
			if code, err := fiscal.Parse(word); err == nil {
				m.Code, codes = code, codes+1
			} else if sum, good := flow.Cents(word); good {
				m.Income, sums = sum, sums+1
			}
		}
		if codes+sums == 0 && strings.TrimSpace(line) == "" {
			continue
		}
		if codes != 1 || sums != 1 || slices.ContainsFunc(people, func(p Member) bool { return p.Code == m.Code }) {
			return nil, false
		}
		people = append(people, m)
	}
	return people, len(people) > 0
}
