package rest

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// The examples of the description are worked out by the same rules as the answers, so that they are never wrong: a flat
// with a cadastral income of 500 euro, of which the acconto is paid. Its 890.40 euro are those of DOMAIN §3.10, row 1.

// exampleToday is the day of the examples.
var exampleToday = exampleDay(2026, 7, 1)

func exampleDay(year, month, day int) calendar.Day {
	d, _ := calendar.Of(year, month, day)
	return d
}

func exampleRules() taxes.Rules {
	year := func(number int, other money.Rate) taxes.ImuYear {
		return taxes.ImuYear{Year: number, Rate: taxes.ImuRates{Other: other}, Multipliers: []taxes.Multiplier{{Of: "A", Times: 160}}, Revaluation: 105_000,
			Minimum: 12_00, Acconto: exampleDay(number, 6, 16), Saldo: exampleDay(number, 12, 16)}
	}
	return taxes.Rules{Imu: []taxes.ImuYear{year(2026, 1060), year(2025, 1020)}, Tari: []taxes.TariYear{{Year: 2026, TEFA: 5_000}}}
}

func exampleHeld() taxes.Imu {
	return taxes.Imu{
		Holdings: []taxes.Holding{{Unit: "U-1", Kind: taxes.Building, Address: "Via Cavour 12", Cadastral: taxes.Cadastral{Sheet: "8", Parcel: "120", Sub: "4", Category: "A/3"},
			Value: 500_00, From: exampleDay(2026, 1, 1), Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Owner, Use: taxes.Other}},
		Payments: []taxes.Payment{{ID: "F24-1", Code: "3918", Year: 2026, Acconto: true, PaidOn: exampleDay(2026, 6, 10), Amount: 428_00, Units: 1}},
	}
}

func imuExample() imuAnswer { return imuOf(exampleHeld(), exampleRules(), exampleToday, 2026) }

func simulationExample() simulated {
	s, _ := simulatedBy(exampleHeld(), exampleRules(), taxes.WhatIf{Unit: "U-1", Event: taxes.Sell, On: exampleDay(2026, 8, 1)}, 2026)
	return s
}

// tariExample is a bill of DOMAIN §2.2, row 4, in two instalments.
func tariExample() tariAnswer {
	return tariOf([]taxes.TariPosition{{Utenza: "10024", Year: 2026, Address: "Via Cavour 12", SquareMetres: 70_00, Occupants: 1,
		FixedRate: 62_000, VariableRate: 4_830_000, Fixed: 43_40, Variable: 48_30, TEFA: 4_59, UR1: 10, UR2: 1_50, UR3: 6_00, Total: 103_89,
		Instalments: []taxes.Instalment{
			{Number: 1, Of: 2, Due: exampleDay(2026, 6, 18), Amount: 52_00, NAV: "301000000000000144", Paid: 52_00, PaidOn: exampleDay(2026, 6, 10)},
			{Number: 2, Of: 2, Due: exampleDay(2026, 12, 4), Amount: 51_89, NAV: "348202600000012352"},
		}}}, exampleRules(), 0)
}

// content is an answer of the type of a value.
func (s *server) content(of any) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/json": {Schema: s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(of), true, "")}}
}

// forPerson is an operation for somebody signed in, with an example of its answer.
func forPerson(op huma.Operation, example any) huma.Operation {
	op.Security = person
	op.Responses["200"].Content["application/json"].Example = example
	return op
}
