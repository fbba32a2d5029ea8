// Package fines says what a traffic fine is (verbale, D.Lgs. 285/1992), what is owed on a given day, and which terms
// run from its notification.
//
// It is pure: no clock, no database, no network. The day is always an argument. Amounts are those of the verbale:
// nothing here works one out from the law. It gives dates, and never advice.
package fines

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// Service is the id of the service whose rights fines stand under.
const Service = "fines"

// Kind tells a notice on the windscreen from a verbale.
type Kind string

// The kinds.
const (
	Preavviso Kind = "preavviso" // left on the windscreen: terms run from that day, and nothing was notified
	Verbale   Kind = "verbale"
)

// Office is what the local police say of a fine. Whether it was paid, and what a day makes of it, is no part of it:
// see Standing.
type Office string

// Live is what the office says of a fine of which it says nothing else.
const Live Office = "live"

// What else the office can say. Each of them is the state of the fine too (see State), whatever the day is: they have
// no type, so that they are both.
const (
	Cancelled = "cancelled" // annullata, archiviata
	Prefect   = "prefect"   // an appeal lies with the prefect
	Judge     = "judge"     // an appeal lies with the giudice di pace
	Plan      = "plan"      // instalments were granted (art. 202-bis)
	Collector = "collector" // handed to the collector (a ruolo)
	Settled   = "paid"      // closed: the office takes what was paid for enough
)

// Fine is one verbale as the local police give it. Amounts are cents, costs included; 0 is not given, or not allowed.
type Fine struct {
	ID          string       `json:"id" doc:"Number of the verbale, as an address can carry it" example:"V-2026-004711"`
	Number      string       `json:"number" doc:"Number of the verbale, as it is printed" example:"V/2026/004711"`
	Kind        Kind         `json:"kind" enum:"preavviso,verbale"`
	Plate       string       `json:"plate"`
	FoundOn     calendar.Day `json:"found_on" doc:"Day of the violation (accertamento)"`
	FoundAt     string       `json:"found_at,omitempty" doc:"Time of day, 15:04"`
	Place       string       `json:"place"`
	What        string       `json:"what" doc:"What happened, as the verbale says it"`
	Article     string       `json:"article" example:"art. 158 c. 2 CdS"`
	Photo       string       `json:"photo,omitempty" format:"uri"`
	NotifiedOn  calendar.Day `json:"notified_on,omitzero" doc:"Day of contestazione or notification: day 0 of every term"`
	Discounted  money.Cents  `json:"discounted,omitempty" doc:"Within the days of the discount; none: it is excluded"`
	Reduced     money.Cents  `json:"reduced,omitempty" doc:"Afterwards, within 60 days"`
	Full        money.Cents  `json:"full,omitempty" doc:"After that"`
	DiscountTo  calendar.Day `json:"discount_to,omitzero" doc:"Last day of the discount, moved off holidays; none: no term runs, or there is no discount"`
	ReducedTo   calendar.Day `json:"reduced_to,omitzero" doc:"Last day of payment in reduced form, moved off holidays"`
	Costs       money.Cents  `json:"costs,omitempty" doc:"Of ascertainment and notification, in each of the amounts"`
	Points      int          `json:"points,omitempty" doc:"Points of the licence"`
	Driver      bool         `json:"driver,omitempty" doc:"The owner must say who drove (art. 126-bis c. 2)"`
	DriverGiven bool         `json:"driver_given,omitempty" doc:"The office has it"`
	Office      Office       `json:"office" enum:"live,cancelled,prefect,judge,plan,collector,paid"`
	OfficeOn    calendar.Day `json:"office_on,omitzero"`
	ToCollector money.Cents  `json:"to_collector,omitempty" doc:"What the collector asks for, as the office tells it"`
	Paid        money.Cents  `json:"paid,omitempty" doc:"In all, in cents: what the office has booked, or what receipts say, whichever is more"`
	PaidOn      calendar.Day `json:"paid_on,omitzero" doc:"First day on which as much had been paid as was due; where it never was, the last payment"`
	NAVs        NAVs         `json:"navs,omitzero"`
}

// NAVs are the notice numbers of a fine, one for each amount; empty where there is none.
type NAVs struct {
	Discounted string `json:"discounted,omitempty"`
	Reduced    string `json:"reduced,omitempty"`
	Full       string `json:"full,omitempty"`
}

// Base is day 0 of the terms to pay: the day of notification; of a notice on the windscreen the day itself. 0: no
// term runs yet.
func (f Fine) Base() calendar.Day {
	if f.NotifiedOn == 0 && f.Kind == Preavviso {
		return f.FoundOn
	}
	return f.NotifiedOn
}

// Is reports whether an id or a notice number names the fine.
func (f Fine) Is(name string) bool {
	return name != "" && (name == f.ID || name == f.NAVs.Discounted || name == f.NAVs.Reduced || name == f.NAVs.Full)
}
