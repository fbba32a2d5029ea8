package folder

import (
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/taxes"
)

// stateCodes are lines of the F24 that go to the State and not to the comune: no notice of the comune pays them (D,
// 3925; its increase, 3930, is the comune's).
var stateCodes = []string{"3925"}

// ImuNotice is the notice that would pay what is open of a year's acconto, saldo or both on a day: its lines, as on the F24,
// and the last day on which it is right. The comune must take IMU through pagoPA.
//
// Errors: payments.ErrNoOnline, ErrNothing, ErrImuGuess, ErrImuState.
func ImuNotice(f Folder, t Town, of payments.Imu, today calendar.Day) (payments.OwnDebt, error) {
	if !t.Pay.Imu {
		return payments.OwnDebt{}, payments.ErrNoOnline
	}
	p := f.Imu.Reckon(t.Taxes, of.Year)
	terms := openTerms(p, of.Half, today)
	if len(terms) == 0 {
		return payments.OwnDebt{}, payments.ErrNothing
	}
	if slices.ContainsFunc(terms, func(term taxes.ImuTerm) bool {
		return p.Guesses(term) || term.Late(t.Taxes, today).Guessed != 0
	}) {
		return payments.OwnDebt{}, payments.ErrImuGuess
	}
	on := func(day calendar.Day) taxes.F24 { return p.F24(t.Taxes, taxes.Payer{}, day, terms...) }
	form := on(today)
	if slices.ContainsFunc(form.Lines, func(l taxes.F24Line) bool { return slices.Contains(stateCodes, l.Code) }) {
		return payments.OwnDebt{}, payments.ErrImuState
	}
	debt := payments.OwnDebt{Kind: "imu", Service: "imu", About: of.About(), Amount: form.Total(), Parts: form.Lines}
	if last, next := taxes.Until(func(day calendar.Day) money.Cents { return on(day).Total() }, today); next != 0 {
		debt.Due = last
	}
	for _, term := range terms { // a day late the sum in whole euro may be the same, and it is late all the same
		if last := term.LastDay(); last >= today && (debt.Due == 0 || last < debt.Due) {
			debt.Due = last
		}
	}
	return debt, nil
}

// openTerms are the terms asked for that something is owed of.
func openTerms(p taxes.ImuPosition, half string, today calendar.Day) []taxes.ImuTerm {
	asked := map[string][]taxes.ImuTerm{"acconto": {p.Acconto}, "saldo": {p.Saldo}, "tutto": {p.Acconto, p.Saldo}}[half]
	return slices.DeleteFunc(asked, func(t taxes.ImuTerm) bool { return t.State(today) == taxes.Paid })
}
