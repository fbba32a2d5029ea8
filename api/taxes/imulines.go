package taxes

import "sportello/api/money"

// line is one line of the year and the months it is for.
type line struct {
	ImuLine
	months months
}

// lines works out the tax of the months asked for, holding by holding.
func (y *year) lines(asked months) []line {
	var lines []line
	for n, h := range y.holdings {
		for _, t := range y.parts(n) {
			if t.months&asked != 0 || asked == wholeYear {
				lines = append(lines, y.line(h, t, t.months&asked))
			}
		}
	}
	y.deduct(lines)
	return lines
}

// line works out the tax of one holding in some months, before the deduction.
func (y *year) line(h Holding, t treatment, in months) line {
	full, base, times := y.rules.base(h)
	l := ImuLine{Holding: h, Months: in.count(), FullBase: full, Base: base, Multiplier: times, Rate: t.rate, Exempt: t.exempt, Part: t.part, Code: t.code}
	if t.exempt == "" {
		l.Reasons = append(y.rules.halves(h), t.reasons...)
		l.Tax = tax(base, t.rate, h.Share, l.Months, t.part)
		l.State = tax(base, t.state, h.Share, l.Months, t.part)
	}
	return line{l, in}
}

// tax is base × rate × share × months ÷ 12 × part, rounded once, half a cent up. It never overflows on the way.
func tax(base money.Cents, rate money.Rate, share Share, months int, part money.Rate) money.Cents {
	if part == 0 {
		part = money.One
	}
	num, den := share.small()
	by := int64(rate) * int64(part) * int64(months) * num
	over := int64(money.One) * int64(money.One) * 12 * den
	return money.Cents(money.MulDiv(int64(base), by, over))
}

// small is the share in numbers that can be multiplied by rates and months without overflow. A share that says nothing,
// such as 1 of 0, is no share: nobody is asked for what the office does not know.
func (s Share) small() (num, den int64) {
	num, den = int64(s.Num), int64(s.Den)
	if num <= 0 || den <= 0 {
		return 0, 1
	}
	const most = 10_000_000
	for den > most {
		num, den = num/2, den/2
	}
	return min(num, den), den
}

// deduct takes the deduction of a taxed main home off (c. 749): an equal part for each who lives there and holds it, by
// months, up to the tax. What is left of it goes to the home's other months, and to the appurtenances.
func (y *year) deduct(lines []line) {
	var given months
	var left money.Cents
	for n := range lines {
		l := &lines[n]
		if l.Code != codeMain || l.Holding.Use == Appurtenance {
			continue
		}
		months := (l.months &^ given).count()
		given |= l.months
		left += money.Cents(money.MulDiv(int64(y.rules.Deduction), int64(months), int64(12*max(1, l.Holding.Residents))))
		left -= l.deduct(left)
	}
	for n := range lines {
		if l := &lines[n]; l.Code == codeMain {
			left -= l.deduct(left)
		}
	}
}

// deduct takes off what it can, and says how much.
func (l *line) deduct(most money.Cents) money.Cents {
	off := min(most, l.Tax)
	l.Deduction, l.Tax = l.Deduction+off, l.Tax-off
	return off
}
