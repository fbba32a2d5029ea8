package rest

import (
	"errors"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/internal/hall"
	"sportello/api/money"
	"sportello/api/taxes"
)

// tariAnswer is what a person is asked for waste.
type tariAnswer struct {
	Positions []tariBill `json:"positions"`
}

// tariBill is the bill of one dwelling for one year, and what a program would else have to work out.
type tariBill struct {
	taxes.TariPosition
	Due   money.Cents       `json:"due" doc:"Still to pay, without sanctions and interest"`
	Parts []taxes.TariPart  `json:"parts" doc:"Their amounts make the total, to the cent"`
	Since *taxes.TariChange `json:"since,omitempty" doc:"What changed from the bill of the year before, where there is one"`
}

// imuAnswer is what a person holds and has paid, and what is asked for it.
type imuAnswer struct {
	Positions []imuBill       `json:"positions" doc:"One a year, newest first"`
	Holdings  []taxes.Holding `json:"holdings"`
	Payments  []taxes.Payment `json:"payments"`
}

// imuBill is a year worked out, and what a program would else have to work out.
type imuBill struct {
	taxes.ImuPosition
	Due       money.Cents  `json:"due" doc:"Still to pay, without sanctions and interest. Less than one euro short counts as paid"`
	Over      money.Cents  `json:"over,omitempty" doc:"Paid beyond what is asked"`
	AccontoBy calendar.Day `json:"acconto_by" doc:"Last day to pay it: a Saturday or a holiday moves to the next working day"`
	SaldoBy   calendar.Day `json:"saldo_by"`
	// Since is left out where nothing can be compared.
	Since *taxes.ImuChange `json:"since,omitempty" doc:"What changed from the year before"`
}

// simulation is a year as it is and as it would be.
type simulation struct {
	Body simulated
}

type simulated struct {
	Year       int         `json:"year"`
	Before     imuBill     `json:"before"`
	After      imuBill     `json:"after"`
	Difference money.Cents `json:"difference" doc:"What would be payable more for the year; negative: less"`
}

func tariOf(all []taxes.TariPosition, rules taxes.Rules, year int) tariAnswer {
	a := tariAnswer{Positions: []tariBill{}}
	for _, p := range all {
		if year == 0 || p.Year == year {
			a.Positions = append(a.Positions, tariBill{p, p.Due(), p.Explain(rules), tariSince(all, p, rules)})
		}
	}
	return a
}

func tariSince(all []taxes.TariPosition, p taxes.TariPosition, rules taxes.Rules) *taxes.TariChange {
	for _, before := range all {
		if before.Utenza == p.Utenza && before.Year == p.Year-1 {
			change := p.Since(before, rules)
			return &change
		}
	}
	return nil
}

// imuOf works out the years worth showing, or one of them. Holdings and payments are those of the years told.
func imuOf(i taxes.Imu, rules taxes.Rules, today calendar.Day, year int) imuAnswer {
	a := imuAnswer{Positions: []imuBill{}, Holdings: []taxes.Holding{}, Payments: []taxes.Payment{}}
	for _, y := range i.Years(rules, today) {
		if year == 0 || y == year {
			a.Positions = append(a.Positions, yearOf(i, rules, y))
		}
	}
	for _, h := range i.Holdings {
		if year == 0 || h.In(year) {
			a.Holdings = append(a.Holdings, h)
		}
	}
	for _, p := range i.Payments {
		if year == 0 || p.Year == year {
			a.Payments = append(a.Payments, p)
		}
	}
	return a
}

func yearOf(i taxes.Imu, rules taxes.Rules, year int) imuBill {
	p := i.Reckon(rules, year)
	bill := imuBill{ImuPosition: p, Due: p.Due(), Over: p.Over(), AccontoBy: p.Acconto.LastDay(), SaldoBy: p.Saldo.LastDay()}
	if change, ok := i.Since(rules, year); ok {
		bill.Since = &change
	}
	return bill
}

// simulatedBy reckons a year as it is and as it would be. A unit that is not the person's is not there at all.
func simulatedBy(i taxes.Imu, rules taxes.Rules, w taxes.WhatIf, year int) (simulated, error) {
	supposed, err := i.Suppose(w)
	switch {
	case errors.Is(err, taxes.ErrNoUnit):
		return simulated{}, command.ErrNotFound
	case errors.Is(err, taxes.ErrNotHeld):
		return simulated{}, hall.Refusal{Key: "not_held"}
	case errors.Is(err, taxes.ErrAlready):
		return simulated{}, hall.Refusal{Key: "already_so"}
	case err != nil:
		return simulated{}, hall.Refusal{Key: "not_for_such_a_unit"}
	}
	before, after := yearOf(i, rules, year), yearOf(supposed, rules, year)
	return simulated{year, before, after, after.Payable - before.Payable}, nil
}
