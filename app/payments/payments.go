// Package payments is the screens of paying: what can be paid, the one page that asks for a yes, where a payment stands,
// and the receipts.
//
// It decides nothing: what can be paid, and when, is said by api/payments. It never says that something is paid before
// its receipt has come, and no phone keeps the start of a payment for later.
package payments

import (
	"errors"
	"net/url"
	"slices"
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
	bad  bool // IMU of more than one year, or of a term that is none
}

// errYears is for IMU of more than one year: one payment takes that of one.
var errYears = errors.New("imu of more than one year")

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
	switch known := slices.Contains(halves, half); {
	case err != nil, !known, c.imu != nil && c.imu.Year != year:
		c.bad = true
	case c.imu != nil && c.imu.Half != half:
		c.imu.Half = "tutto" // both of its terms
	default:
		c.imu = &payments.Imu{Year: year, Half: half}
	}
}

// halves are the ways to name a part of a year's IMU.
var halves = []string{"acconto", "saldo", "tutto"}

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
		if year, half, _ := strings.Cut(i.About, "/"); i.Service == "imu" && slices.Contains(halves, half) {
			c.add(year + "-" + half)
		} else if i.NAV != "" {
			c.navs = append(c.navs, i.NAV)
		}
	}
	return c
}

// items are what the choice comes to now.
//
// Errors: errYears, those of payments.Choose and of folder.ImuNotice.
func (c choice) items(v page.Visit) ([]payments.Item, error) {
	switch {
	case c.bad:
		return nil, errYears
	case c.count() == 0:
		return nil, payments.ErrNothing
	case c.count() > v.Town.Pay.MostAtOnce():
		return nil, payments.ErrTooMany
	}
	var items []payments.Item
	var err error
	if len(c.navs) > 0 {
		items, err = payments.Choose(v.Folder.Debts, c.navs, v.Town.Pay.Most, v.Today)
	}
	if err == nil && c.imu != nil {
		var one payments.Item
		one, err = imuItem(v, *c.imu)
		items = append(items, one)
	}
	return items, err
}

// imuItem is IMU to be paid through a notice that is made when somebody says yes. It has no number before.
//
// Errors: those of folder.ImuNotice.
func imuItem(v page.Visit, asked payments.Imu) (payments.Item, error) {
	item := payments.Item{Service: "imu", About: asked.About()}
	debt, err := folder.ImuNotice(v.Folder, v.Town, asked, v.Today)
	if item.Amount = debt.Amount; err == nil && debt.Amount == 0 {
		err = payments.ErrNotOpen
	}
	if p, busy := v.ImuUnderWay(asked); busy {
		item.Position = p.ID
	}
	return item, err
}

// imuTerm is one term of a year's IMU that something is owed of, with the notice that would pay it, or why none does.
type imuTerm struct {
	payments.Imu
	term taxes.ImuTerm
	debt payments.OwnDebt
	err  error
}

func imuTerms(v page.Visit) []imuTerm {
	var all []imuTerm
	for _, p := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		for _, t := range p.Terms() {
			if t.Owed() > 0 {
				one := imuTerm{Imu: payments.Imu{Year: p.Year, Half: string(t.Name)}, term: t}
				one.debt, one.err = folder.ImuNotice(v.Folder, v.Town, one.Imu, v.Today)
				all = append(all, one)
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
