package payments

import (
	"errors"
	"strconv"
	"strings"

	"sportello/api/money"
)

// Creditor is how the comune stands at pagoPA (ente creditore): data of the comune, none of it is written in code. Where
// Code is empty nothing can be paid online.
type Creditor struct {
	Code        string             `json:"code" doc:"Fiscal code at pagoPA, 11 digits"`
	Name        string             `json:"name"`
	Segregation int                `json:"segregation" doc:"Our segregation code, 00 to 49: notices with another are published by somebody else"`
	Station     string             `json:"station,omitempty" doc:"Id of our own station, where the comune has one"`
	Broker      string             `json:"broker,omitempty" doc:"Fiscal code of the intermediary of the station"`
	Offer       Offer              `json:"offer"`
	Accounts    map[string]Account `json:"accounts" doc:"By service; fee is that of services without their own, tefa the part of the province"`
	Entity      string             `json:"entity,omitempty" doc:"Cadastral code of the comune, for the metadata of TARI"`
}

// Account is where the money of one service goes. Category is pagoPA's taxonomy code, which its file gives.
type Account struct {
	Creditor string `json:"creditor,omitempty" doc:"Another creditor than the comune: the province"`
	Name     string `json:"name,omitempty"`
	IBAN     string `json:"iban"`
	Category string `json:"category"`
	Tax      string `json:"tax,omitempty" doc:"Tax code of the metadata, such as 3944; none: no metadata"`
}

// Transfer is one part of a notice and where it goes: Creditor and Name are never empty. The transfers of a notice make
// its amount.
type Transfer struct {
	Account
	Amount money.Cents
}

// Metadata is one key and value that goes with a notice.
type Metadata struct{ Key, Value string }

// Why a notice cannot be divided.
var (
	ErrNoAccount = errors.New("the comune has named no account for the service")
	ErrNothingTo = errors.New("nothing is owed of the notice")
)

// tefa is the account of the province's part of TARI.
const tefa = "tefa"

// Ours reports whether the comune itself publishes a notice: aux digit 3, and its own segregation code.
func (c Creditor) Ours(nav string) bool {
	return c.Code != "" && len(nav) == 18 && nav[0] == '3' && nav[1:3] == pad(c.Segregation)
}

func pad(code int) string {
	if code < 10 {
		return "0" + strconv.Itoa(code)
	}
	return strconv.Itoa(code)
}

// Transfers divide what is owed of a notice among those who get it: TARI between the comune and the province, by the
// share that the bill gives the province (TEFA); all else is the comune's. The instalments of a bill give the province
// its part to the cent. Where the comune has named no account of the province, all goes to the comune.
//
// Errors: ErrNoAccount, ErrNothingTo.
func (c Creditor) Transfers(p Position, n Notice) ([]Transfer, error) {
	own, ok := c.account(p)
	if !ok {
		return nil, ErrNoAccount
	}
	owed := n.Owed()
	if owed <= 0 {
		return nil, ErrNothingTo
	}
	province, split := c.Accounts[tefa]
	part := p.provinces(n)
	if !split || part <= 0 {
		return []Transfer{{Account: own, Amount: owed}}, nil
	}
	province = c.named(province)
	if part >= owed {
		return []Transfer{{Account: province, Amount: owed}}, nil
	}
	return []Transfer{{Account: own, Amount: owed - part}, {Account: province, Amount: part}}, nil
}

// account is where the comune's own part of a position goes.
func (c Creditor) account(p Position) (Account, bool) {
	a, ok := c.Accounts[p.Service]
	if kind, _, _ := strings.Cut(p.ID, "/"); !ok && kind == "fee" {
		a, ok = c.Accounts[kind]
	}
	return c.named(a), ok
}

func (c Creditor) named(a Account) Account {
	if a.Creditor == "" {
		a.Creditor, a.Name = c.Code, c.Name
	}
	return a
}

// provinces is the part of the province of what is owed of a notice. It is the step between what all instalments up
// to this one give the province and what those before it give, so that rounding never adds up.
func (p Position) provinces(n Notice) money.Cents {
	if p.TEFA <= 0 || p.Total <= 0 || n.Amount <= 0 {
		return 0
	}
	var before money.Cents
	for _, other := range p.Notices {
		if other.Option == n.Option && other.Number < n.Number {
			before += other.Amount
		}
	}
	part := p.ofProvince(before+n.Amount) - p.ofProvince(before)
	return money.Cents(money.MulDiv(int64(part), int64(n.Owed()), int64(n.Amount)))
}

func (p Position) ofProvince(sum money.Cents) money.Cents {
	return money.Cents(money.MulDiv(int64(sum), int64(p.TEFA), int64(p.Total)))
}

// Metadata say of a TARI notice which transfer is which tax: TARI-TEFA-1 = I625|2026|3944 (pagoPA, metadata of TARI and
// TEFA). Other notices have none.
func (c Creditor) Metadata(p Position, parts []Transfer) []Metadata {
	year := lastPart(p.ID)
	var all []Metadata
	for i, t := range parts {
		if t.Tax != "" && c.Entity != "" && p.Service == tari {
			all = append(all, Metadata{"TARI-TEFA-" + strconv.Itoa(i+1), c.Entity + "|" + year + "|" + t.Tax})
		}
	}
	return all
}

const tari = "tari"

// lastPart is what stands after the last slash.
func lastPart(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
