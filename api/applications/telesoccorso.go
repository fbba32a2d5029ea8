package applications

import (
	"sportello/api/calendar"
	"sportello/api/flow"
)

// Telesoccorso asks for a help button at home: a device that calls an operator day and night.
// Seregno's own procedure (c_i625:telesoccorso;domanda): a social worker visits, no fee to file,
// an answer in 30 days. Papers are shown at the visit, so none is asked for here.
var Telesoccorso = flow.Flow{
	ID: "telesoccorso",
	Steps: []flow.Step{
		{ID: "address", Fields: []flow.Field{
			{Name: "address", Kind: flow.Line, Autocomplete: "address-line1"},
		}},
		{ID: "phone", Fields: []flow.Field{
			{Name: "phone", Kind: flow.Phone, Autocomplete: "tel", Max: 30},
		}},
		{ID: "alone", Fields: []flow.Field{
			{Name: "alone", Kind: flow.Choice, Options: []string{"yes", "no"}},
		}},
		{ID: "contact", Fields: []flow.Field{
			{Name: "contact_name", Kind: flow.Line, Autocomplete: "off", Max: 100},
			{Name: "contact_phone", Kind: flow.Phone, Autocomplete: "off", Max: 30},
		}, Check: otherPhone},
		{ID: "keys", Fields: []flow.Field{
			{Name: "keys", Kind: flow.Choice, Options: []string{"yes", "no"}},
		}},
		{ID: "disability", Fields: []flow.Field{
			{Name: "disability", Kind: flow.Choice, Options: []string{"yes", "no", "unsure"}},
		}},
		{ID: "papers", When: mayHavePapers, Fields: []flow.Field{
			{Name: "papers", Kind: flow.Choice, Options: []string{"ready", "look"}},
		}},
		{ID: "visit", Fields: []flow.Field{
			{Name: "visit", Kind: flow.Choice, Options: []string{"morning", "afternoon", "any"}},
		}},
		{ID: "notes", Fields: []flow.Field{
			{Name: "notes", Kind: flow.Text, Optional: true, Max: 1000},
		}},
		{ID: "declare", Fields: []flow.Field{
			{Name: "declare", Kind: flow.Agree},
		}},
	},
}

func mayHavePapers(a flow.Answers) bool { return a["disability"] == "yes" }

// otherPhone refuses the applicant's own number for the person to be called: nobody would answer it.
func otherPhone(a flow.Answers, _ calendar.Day) []flow.Problem {
	if digits(a["contact_phone"]) != digits(a["phone"]) {
		return nil
	}
	return []flow.Problem{{Field: "contact_phone", Key: "same_phone"}}
}

// digits keeps the digits of a telephone number, without the Italian prefix.
func digits(v string) string {
	var d []byte
	for i := range len(v) {
		if v[i] >= '0' && v[i] <= '9' {
			d = append(d, v[i])
		}
	}
	if len(d) > 10 && (string(d[:2]) == "39" || string(d[:4]) == "0039") {
		return string(d[len(d)-10:])
	}
	return string(d)
}
