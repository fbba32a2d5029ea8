package desk

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/flow"
)

// Opening is what a clerk is asked before an assistance opens, one subject a page. The pages and the judge in the
// town hall ask the same.
var Opening = flow.Flow{ID: "desk", Steps: []flow.Step{
	{ID: "reason", Fields: []flow.Field{
		{Name: "reason", Kind: flow.Choice, Options: Reasons},
		{Name: "note", Kind: flow.Line},
	}},
	{ID: "person", Check: checkPerson, Fields: []flow.Field{
		{Name: "fiscal_code", Kind: flow.Code, Optional: true, Max: 20},
		{Name: "family_name", Kind: flow.Line, Optional: true, Max: 100},
		{Name: "given_name", Kind: flow.Line, Optional: true, Max: 100},
		{Name: "birth_date", Kind: flow.Date, Optional: true, Max: 20},
	}},
	{ID: "presence", Fields: []flow.Field{{Name: "how", Kind: flow.Choice, Options: Hows}}},
	{ID: "document", When: func(a flow.Answers) bool { return a["how"] == string(ByDocument) }, Check: checkDocument, Fields: []flow.Field{
		{Name: "document", Kind: flow.Choice, Options: Documents},
		{Name: "last_four", Kind: flow.Line, Max: 4},
		{Name: "expires", Kind: flow.Date, Max: 20},
	}},
	{ID: "delegate", When: func(a flow.Answers) bool { return a["how"] == string(ByDelegate) }, Fields: []flow.Field{{Name: "proxy", Kind: flow.Line, Max: 36}}},
}}

// Step is the step of that name.
func Step(id string) flow.Step {
	for _, s := range Opening.Steps {
		if s.ID == id {
			return s
		}
	}
	panic("desk: no step " + id)
}

// checkPerson asks for one whole way to find a person: half a way finds too many.
func checkPerson(a flow.Answers, today calendar.Day) []flow.Problem {
	if a["fiscal_code"] != "" {
		return nil
	}
	names := []string{"family_name", "given_name", "birth_date"}
	var missing []flow.Problem
	for _, name := range names {
		if a[name] == "" {
			missing = append(missing, flow.Problem{Field: name, Key: flow.Missing})
		}
	}
	if len(missing) == len(names) {
		return []flow.Problem{{Field: "fiscal_code", Key: flow.Missing}}
	}
	if born, err := calendar.Parse(a["birth_date"]); err == nil && born > today {
		missing = append(missing, flow.Problem{Field: "birth_date", Key: "not_yet"})
	}
	return missing
}

// checkDocument refuses a document that has ended: on its last day it still counts (DPR 445/2000 art. 45).
func checkDocument(a flow.Answers, today calendar.Day) []flow.Problem {
	var found []flow.Problem
	if !fourSigns(a["last_four"]) {
		found = append(found, flow.Problem{Field: "last_four", Key: "not_four"})
	}
	if until, err := calendar.Parse(a["expires"]); err != nil || until < today {
		found = append(found, flow.Problem{Field: "expires", Key: "expired"})
	}
	return found
}

func fourSigns(s string) bool {
	if len(s) != 4 {
		return false
	}
	return strings.Trim(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// Problems are what is wrong with a search.
func (f Find) Problems(today calendar.Day) []flow.Problem {
	a := flow.Answers{"reason": f.Reason, "note": f.Note, "fiscal_code": f.FiscalCode, "family_name": f.FamilyName,
		"given_name": f.GivenName, "birth_date": f.BirthDate.String()}
	return append(Step("reason").Problems(a, today), Step("person").Problems(a, today)...)
}

// Problems are what is wrong with how somebody was recognised, as far as the rules can tell: whether a proxy is in
// force, or a number on file, the store knows.
func (p Presence) Problems(today calendar.Day) []flow.Problem {
	a := flow.Answers{"how": string(p.How), "document": p.Document, "last_four": p.LastFour, "expires": p.Expires.String(), "proxy": p.Proxy}
	var all []flow.Problem
	for _, s := range Opening.Steps[2:] {
		if s.When == nil || s.When(a) {
			all = append(all, s.Problems(a, today)...)
		}
	}
	return all
}

// Kept is the presence without what its way does not ask for.
func (p Presence) Kept() Presence {
	kept := Presence{How: p.How}
	switch p.How {
	case ByDocument:
		kept.Document, kept.LastFour, kept.Expires = p.Document, strings.ToUpper(p.LastFour), p.Expires
	case ByDelegate:
		kept.Proxy = p.Proxy
	}
	return kept
}
