// Package taxes says what a person owes the comune for waste (TARI) and for what they hold (IMU), why, what is paid, and
// what falls due when.
//
// It is pure: no clock, no database, no network, and no floating-point number. The day is always an argument; what the
// law or the comune may change is data (Rules). A TARI bill is the office's, and is explained, never corrected; IMU, for which
// nobody sends a bill, is reckoned here. The phone runs the same code as the server. It will not say what anybody has to
// declare, and a simulation is no promise.
package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// Tari is all that one person is asked to pay, newest year first.
type Tari struct {
	Positions []TariPosition `json:"positions,omitempty"`
}

// TariPosition is the bill of one utenza (a dwelling, garage or shop as the waste office numbers it) for one
// year. Sums are in cents, rates in hundred-thousandths of a euro.
type TariPosition struct {
	Utenza       string       `json:"utenza"`
	Year         int          `json:"year"`
	Address      string       `json:"address,omitempty"`
	Cadastral    Cadastral    `json:"cadastral,omitzero"`
	SquareMetres Hundredths   `json:"square_metres" doc:"hundredths of a square metre"`
	Occupants    int          `json:"occupants,omitempty"`
	From         calendar.Day `json:"from,omitempty"`
	To           calendar.Day `json:"to,omitempty"`

	FixedRate    money.Rate  `json:"fixed_rate,omitempty" doc:"hundred-thousandths of a euro per square metre"`
	VariableRate money.Rate  `json:"variable_rate,omitempty" doc:"hundred-thousandths of a euro per year"`
	Fixed        money.Cents `json:"fixed,omitempty"`
	Variable     money.Cents `json:"variable,omitempty"`
	Reductions   []Reduction `json:"reductions,omitempty"`
	TEFA         money.Cents `json:"tefa,omitempty"`
	UR1          money.Cents `json:"ur1,omitempty"`
	UR2          money.Cents `json:"ur2,omitempty"`
	UR3          money.Cents `json:"ur3,omitempty"`
	Bonus        money.Cents `json:"bonus,omitempty" doc:"social bonus, a positive number that lowers the total"`
	Total        money.Cents `json:"total"`

	Instalments []Instalment `json:"instalments,omitempty"`
}

// Cadastral is where the land registry keeps the building: sheet, parcel, subordinate, category such as "A/3".
type Cadastral struct {
	Sheet    string `json:"sheet,omitempty"`
	Parcel   string `json:"parcel,omitempty"`
	Sub      string `json:"sub,omitempty"`
	Category string `json:"category,omitempty"`
}

// Hundredths is a number with two decimals: 4550 is 45.5 square metres, or 45.5 per cent.
type Hundredths int64

// Italian writes the number without needless zeros: "45,5".
func (h Hundredths) Italian() string { return money.FormatHundredths(int64(h), money.Italian) }

// Reduction lowers the fixed and the variable part. Code is the back office's own.
type Reduction struct {
	Code    string     `json:"code,omitempty"`
	Percent Hundredths `json:"percent" doc:"hundredths of a per cent: 1000 is 10 %"`
}

// Instalment is one payment of a position's plan, Number of Of. NAV is the pagoPA notice number, empty when
// the instalment has none. Paid may be less or more than Amount.
type Instalment struct {
	Number int          `json:"number"`
	Of     int          `json:"of"`
	Due    calendar.Day `json:"due"`
	Amount money.Cents  `json:"amount"`
	NAV    string       `json:"nav,omitempty"`
	Paid   money.Cents  `json:"paid,omitempty"`
	PaidOn calendar.Day `json:"paid_on,omitempty"`
}
