package applications

import "sportello/api/flow"

// AccidentReport asks for a copy of what the local police wrote of a road accident (art. 11 c. 4 CdS): whoever has an
// interest in it may have one. The copy costs what the comune says (folder.Town.Fees).
var AccidentReport = flow.Flow{
	ID: "accident-report",
	Steps: []flow.Step{
		{ID: "accident", Check: past("accident_on"), Fields: []flow.Field{
			{Name: "accident_on", Kind: flow.Date, Autocomplete: "off", Max: 10},
			{Name: "accident_at", Kind: flow.Line, Optional: true, Autocomplete: "off", Max: 20},
			{Name: "place", Kind: flow.Line, Autocomplete: "off"},
		}},
		{ID: "role", Fields: []flow.Field{
			{Name: "role", Kind: flow.Choice, Options: []string{"driver", "owner", "hurt", "other"}},
		}},
		{ID: "plate", Fields: []flow.Field{
			{Name: "plate", Kind: flow.Line, Optional: true, Autocomplete: "off", Max: 12},
		}},
		{ID: "receive", Fields: []flow.Field{
			{Name: "receive", Kind: flow.Choice, Options: []string{"office", "email"}},
		}},
		{ID: "declare", Fields: []flow.Field{
			{Name: "declare", Kind: flow.Agree},
		}},
	},
}
