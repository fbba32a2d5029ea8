package taxes

import (
	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/money"
)

// F24 is the tax agency's form "F24 semplificato" filled in, ready to be paid: in a bank, at the post office or from
// home. What is paid is the sum of its lines, each in whole euro.
type F24 struct {
	Payer Payer     `json:"payer"`
	Lines []F24Line `json:"lines"`
}

// Payer is whose tax it is. The place of birth that the form asks for is not known here: it is written in by hand.
// Other is the codice fiscale of a tutor, a parent or an heir, and Role their number on the form (02 or 07).
type Payer struct {
	Code    fiscal.Code  `json:"code"`
	Surname string       `json:"surname"`
	Name    string       `json:"name"`
	Birth   calendar.Day `json:"birth,omitempty"`
	Sex     string       `json:"sex,omitempty" enum:"F,M"`
	Other   fiscal.Code  `json:"other,omitempty"`
	Role    string       `json:"role,omitempty"`
}

// F24Line is a line of the section that is paid. Late, Changed, Acconto and Saldo are boxes; Amount is in whole euro,
// what the form calls "importi a debito versati".
type F24Line struct {
	Section    string      `json:"section" example:"EL"`
	Code       string      `json:"code" doc:"Codice tributo" example:"3918"`
	Entity     string      `json:"entity" doc:"Codice ente" example:"I625"`
	Late       bool        `json:"late,omitempty" doc:"Ravvedimento"`
	Changed    bool        `json:"changed,omitempty" doc:"Immobili variati: left to who knows of a declaration"`
	Acconto    bool        `json:"acconto,omitempty"`
	Saldo      bool        `json:"saldo,omitempty"`
	Units      int         `json:"units,omitempty" doc:"Numero immobili, three digits at most"`
	Instalment string      `json:"instalment,omitempty" doc:"Rateazione: the number of the instalment and of how many" example:"0103"`
	Year       int         `json:"year" doc:"Anno di riferimento: for which the tax is due"`
	Deduction  money.Cents `json:"deduction,omitempty" doc:"Of code 3912 alone"`
	Amount     money.Cents `json:"amount" doc:"In whole euro"`
}

// localSection is the section of comune and province on the form; mostUnits what three digits hold.
const (
	localSection = "EL"
	mostUnits    = 999
)

// PayerOf is a person as a payer; birth and sex stand in their code. Of a provisional code they are not known.
func PayerOf(p identity.Person, today calendar.Day) Payer {
	payer := Payer{Code: fiscal.Code(p.FiscalCode), Surname: p.FamilyName, Name: p.GivenName}
	if code, err := fiscal.Parse(p.FiscalCode); err == nil {
		payer.Birth, _ = code.Birth(today)
		payer.Sex = "M"
		if code.Female() {
			payer.Sex = "F"
		}
	}
	return payer
}

// Total is what is paid with the form.
func (f F24) Total() money.Cents {
	var sum money.Cents
	for _, l := range f.Lines {
		sum += l.Amount
	}
	return sum
}

// add puts a line on the form, unless it comes to nothing.
func (f *F24) add(l F24Line) bool {
	if l.Section, l.Units = localSection, min(l.Units, mostUnits); l.Amount > 0 {
		f.Lines = append(f.Lines, l)
	}
	return l.Amount > 0
}
