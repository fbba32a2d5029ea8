package applications

import (
	"sportello/api/calendar"
	"sportello/api/flow"
)

// DriverData says who drove when a fine takes points (art. 126-bis c. 2 CdS): the owner says it within 60 days of the
// notification, even of a fine that is paid. The questions are those of a form of the local police
// (accertamento.violazione;comunicazione.dati.conducente). A driver who is not the owner signs on paper, for the office.
var DriverData = flow.Flow{
	ID: "driver-data",
	Steps: []flow.Step{
		{ID: "verbale", Check: past("verbale_on"), Fields: []flow.Field{
			{Name: "verbale", Kind: flow.Line, Autocomplete: "off", Max: 40},
			{Name: "verbale_on", Kind: flow.Date, Autocomplete: "off", Max: 10},
			{Name: "plate", Kind: flow.Line, Autocomplete: "off", Max: 12},
		}},
		{ID: "who", Fields: []flow.Field{
			{Name: "who", Kind: flow.Choice, Options: []string{"me", "other"}},
		}},
		{ID: "driver", When: otherDrove, Check: past("driver_birth"), Fields: []flow.Field{
			{Name: "driver_name", Kind: flow.Line, Autocomplete: "off", Max: 100},
			{Name: "driver_birth", Kind: flow.Date, Autocomplete: "off", Max: 10},
			{Name: "driver_place", Kind: flow.Line, Autocomplete: "off", Max: 100},
			{Name: "driver_home", Kind: flow.Line, Autocomplete: "off"},
		}},
		{ID: "licence", Fields: []flow.Field{
			{Name: "licence_number", Kind: flow.Line, Autocomplete: "off", Max: 30},
			{Name: "licence_class", Kind: flow.Line, Autocomplete: "off", Max: 30},
			{Name: "licence_issuer", Kind: flow.Line, Autocomplete: "off", Max: 60},
		}},
		{ID: "days", Check: licenceDays, Fields: []flow.Field{
			{Name: "licence_on", Kind: flow.Date, Autocomplete: "off", Max: 10},
			{Name: "licence_until", Kind: flow.Date, Autocomplete: "off", Max: 10},
		}},
		{ID: "signed", When: otherDrove, Fields: []flow.Field{
			{Name: "signed", Kind: flow.Choice, Options: []string{"yes", "no"}},
		}},
		{ID: "declare", Fields: []flow.Field{
			{Name: "declare", Kind: flow.Agree},
		}},
	},
}

func otherDrove(a flow.Answers) bool { return a["who"] == "other" }

// past refuses a day that is still to come.
func past(field string) func(flow.Answers, calendar.Day) []flow.Problem {
	return func(a flow.Answers, today calendar.Day) []flow.Problem {
		if day, _ := calendar.Parse(a[field]); day > today {
			return []flow.Problem{{Field: field, Key: "future"}}
		}
		return nil
	}
}

// licenceDays refuses a licence that ends before it begins.
func licenceDays(a flow.Answers, today calendar.Day) []flow.Problem {
	if problems := past("licence_on")(a, today); problems != nil {
		return problems
	}
	on, _ := calendar.Parse(a["licence_on"])
	if until, _ := calendar.Parse(a["licence_until"]); until <= on {
		return []flow.Problem{{Field: "licence_until", Key: "too_early"}}
	}
	return nil
}
