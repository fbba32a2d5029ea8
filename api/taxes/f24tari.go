package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// The codes of TARI on the form: the tax of the comune and the tribute of the province, each with its interest and
// its sanction (Ris. AdE 5/E 2021 for those of TEFA).
const (
	tariTax, tariInterest, tariSanction = "3944", "3945", "3946"
	tefaTax, tefaInterest, tefaSanction = "TEFA", "TEFN", "TEFZ"
)

// F24 pays what is still owed of an instalment, on a day. The tribute of the province is as large a part of it as of
// the whole position; the rest, with the UR components, goes to the comune. Each line is rounded to the euro: the form
// may come to a euro more or less than the instalment, and nothing stays owed for that.
//
// After the last day sanctions and interest have lines of their own, if the comune takes them so; if not, the form is
// that of the instalment, and the office asks for what is missing.
func (p TariPosition) F24(r Rules, payer Payer, i Instalment, on calendar.Day) F24 {
	form := F24{Payer: payer}
	province := p.province(i.Owed())
	for _, part := range []struct {
		tax, interest, sanction string
		owed                    money.Cents
	}{{tariTax, tariInterest, tariSanction, i.Owed() - province}, {tefaTax, tefaInterest, tefaSanction, province}} {
		late := Late{Tax: part.owed}
		if r.TariLate {
			late = r.Ravvedimento(part.owed, i.LastDay(), on)
		}
		line := F24Line{Entity: r.Entity, Late: late.Days > 0, Units: 1, Instalment: i.rateazione(), Year: p.Year}
		for _, of := range []struct {
			code   string
			amount money.Cents
		}{{part.tax, late.Tax}, {part.interest, late.Interest}, {part.sanction, late.Sanction}} {
			line.Code, line.Amount = of.code, money.F24(of.amount)
			form.add(line)
		}
	}
	return form
}

// province is the part of a sum that is TEFA; nothing when the bill does not tell its parts.
func (p TariPosition) province(sum money.Cents) money.Cents {
	if p.Total <= 0 || p.TEFA <= 0 || p.TEFA >= p.Total {
		return 0
	}
	return money.Cents(money.MulDiv(int64(sum), int64(p.TEFA), int64(p.Total)))
}

// Late is what paying an instalment late costs on a day, comune and province added up.
func (p TariPosition) Late(r Rules, i Instalment, on calendar.Day) Late {
	province := p.province(i.Owed())
	comune := r.Ravvedimento(i.Owed()-province, i.LastDay(), on)
	if province == 0 {
		return comune
	}
	return comune.plus(r.Ravvedimento(province, i.LastDay(), on))
}

// rateazione is the instalment as the form asks for it: two digits for its number, two for how many there are. A
// single payment is 0101.
func (i Instalment) rateazione() string {
	two := func(n int) string { n = min(max(n, 1), 99); return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(i.Number) + two(max(i.Of, i.Number))
}
