// Package payments is the screens of paying: what can be paid, the one page that asks for a yes, where a payment stands,
// and the receipts.
//
// It decides nothing: what can be paid, and when, is said by api/payments. It never says that something is paid before
// its receipt has come, and no phone keeps the start of a payment for later.
package payments

import (
	"net/url"
	"strconv"
	"strings"

	"sportello/api/folder"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/internal/page"
)

const (
	choosing   = "/paga"
	confirming = "/paga/conferma"
	mine       = "/pagamenti"
)

// choice is what somebody wants to pay, as an address or a form names it.
type choice struct {
	navs []string
	imu  *payments.Imu
	bad  bool // a term of IMU that is none, or more than one cart takes
}

// chosen reads a choice: avviso is a notice number or some, with blanks between, imu a year and a term (2026-acconto).
func chosen(from url.Values) choice {
	var c choice
	for _, typed := range from["avviso"] {
		c.navs = append(c.navs, strings.Fields(typed)...)
	}
	for _, typed := range from["imu"] {
		if typed != "" {
			c.add(typed)
		}
	}
	return c
}

func (c *choice) add(typed string) {
	digits, half, _ := strings.Cut(typed, "-")
	year, err := strconv.Atoi(digits)
	_, known := halves[half]
	switch {
	case err != nil, !known, c.imu != nil && c.imu.Year != year:
		c.bad = true
	case c.imu != nil && c.imu.Half != half:
		c.imu.Half = "tutto" // both of its terms
	default:
		c.imu = &payments.Imu{Year: year, Half: half}
	}
}

// halves are the terms that each way to pay a year's IMU is made of.
var halves = map[string][]taxes.TermName{"acconto": {taxes.AccontoTerm}, "saldo": {taxes.SaldoTerm}, "tutto": {taxes.AccontoTerm, taxes.SaldoTerm}}

// count is how many notices the choice comes to.
func (c choice) count() int {
	if c.imu != nil {
		return len(c.navs) + 1
	}
	return len(c.navs)
}

// imuName is how an address names the IMU of the choice; empty when there is none.
func (c choice) imuName() string {
	if c.imu == nil {
		return ""
	}
	return strconv.Itoa(c.imu.Year) + "-" + c.imu.Half
}

// address is the confirm page of the choice.
func (c choice) address() string {
	q := url.Values{"avviso": c.navs}
	if c.imu != nil {
		q.Set("imu", c.imuName())
	}
	return confirming + "?" + q.Encode()
}

// ofPayment is the choice that a payment was made of.
func ofPayment(p payments.Payment) choice {
	var c choice
	for _, i := range p.Items {
		if year, half, _ := strings.Cut(i.About, "/"); i.Service == "imu" && halves[half] != nil {
			c.add(year + "-" + half)
		} else if i.NAV != "" {
			c.navs = append(c.navs, i.NAV)
		}
	}
	return c
}

// items are what the choice comes to now.
//
// Errors: those of payments.Choose.
func (c choice) items(v page.Visit) ([]payments.Item, error) {
	switch {
	case c.bad, c.count() == 0:
		return nil, payments.ErrNothing
	case c.count() > most(v):
		return nil, payments.ErrTooMany
	}
	var items []payments.Item
	var err error
	if len(c.navs) > 0 {
		items, err = payments.Choose(v.Folder.Debts, c.navs, most(v), v.Today)
	}
	if err == nil && c.imu != nil {
		var one payments.Item
		one, err = imuItem(v, *c.imu)
		items = append(items, one)
	}
	return items, err
}

// most is how many notices one payment takes.
func most(v page.Visit) int {
	if m := v.Town.Pay.Most; m > 0 && m < payments.MostNotices {
		return m
	}
	return payments.MostNotices
}

// imuItem is IMU to be paid through a notice that is made when somebody says yes. It has no number before.
func imuItem(v page.Visit, asked payments.Imu) (payments.Item, error) {
	item := payments.Item{Service: "imu", About: strconv.Itoa(asked.Year) + "/" + asked.Half}
	for _, t := range imuTerms(v) {
		if t.year == asked.Year && contains(asked.Half, t.term.Name) {
			item.Amount += t.term.Owed()
		}
	}
	if item.Amount == 0 {
		return item, payments.ErrNotOpen
	}
	return item, nil
}

func contains(half string, name taxes.TermName) bool {
	for _, of := range halves[half] {
		if of == name {
			return true
		}
	}
	return false
}

// imuTerm is one term of a year's IMU.
type imuTerm struct {
	year int
	term taxes.ImuTerm
}

// imuTerms are the terms that can be paid here now: in time, and reckoned with rates that are decided.
func imuTerms(v page.Visit) []imuTerm {
	var all []imuTerm
	if !v.Town.Pay.Imu {
		return nil
	}
	for _, p := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		for _, t := range p.Terms() {
			if s := t.State(v.Today); t.Owed() > 0 && (s == taxes.Due || s == taxes.PartPaid) && !p.Guesses(t) {
				all = append(all, imuTerm{p.Year, t})
			}
		}
	}
	return all
}

// open are the notices that can be paid here now: what was sent already waits for its receipt, and IMU is offered by
// its terms, whatever notices were made of it before.
func open(v page.Visit) []folder.ToPay {
	var all []folder.ToPay
	for _, one := range folder.Payable(v.Folder, v.Today) {
		if !one.Position.Waiting && one.Position.Service != "imu" {
			all = append(all, one)
		}
	}
	return all
}

// services are those that items stand under.
func services(items []payments.Item) []string {
	all := make([]string, len(items))
	for n, i := range items {
		all[n] = i.Service
	}
	return all
}

func cents(typed string) money.Cents {
	n, _ := strconv.ParseInt(typed, 10, 64) // what is no number is no amount that anybody agreed to
	return money.Cents(n)
}
