package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// TariUtenza is what the TARI of a dwelling is reckoned on. Metres is the dwelling first and then what belongs to it
// (garage, cellar): each is a line of its own, rounded to the cent, and the variable part is asked for once.
type TariUtenza struct {
	Utenza     string
	Address    string
	Cadastral  Cadastral
	Metres     []Hundredths
	Occupants  int
	From, To   calendar.Day // the days it was used; 0: open
	Reductions []Reduction
	BonusOn    money.Cents // TARI of the year before, less reductions, if the social bonus was told of; 0: it was not
}

// ReckonTari works out the TARI of a dwelling from the tariffs of a year (L. 147/2013 art. 1 c. 639–668, method of
// DPR 158/1999). TEFA is on fixed and variable part less reductions; the UR components are for each utenza, by days,
// and have no TEFA on them. It knows neither the plan nor what was paid: the instalments are left out.
func ReckonTari(u TariUtenza, y TariYear) TariPosition {
	days, of := y.days(u.From, u.To)
	p := TariPosition{
		Utenza: u.Utenza, Year: y.Year, Address: u.Address, Cadastral: u.Cadastral,
		Occupants: u.Occupants, From: u.From, To: u.To, Reductions: u.Reductions,
		FixedRate: rateFor(y.Fixed, u.Occupants), VariableRate: rateFor(y.Variable, u.Occupants),
		UR1: partOfYear(y.UR1, days, of), UR2: partOfYear(y.UR2, days, of), UR3: partOfYear(y.UR3, days, of),
		Bonus: money.MulRate(u.BonusOn, y.Bonus),
	}
	for _, m := range u.Metres {
		p.SquareMetres += m
		p.Fixed += metresTimes(m, p.FixedRate, days, of)
	}
	p.Variable = yearly(p.VariableRate, days, of)
	p.TEFA = money.MulRate(p.Reduced(), y.TEFA)
	p.Total = p.ComponentsSum()
	return p
}

// rateFor is the rate of a list by number of people; the last is for more, and none is 0.
func rateFor(list []money.Rate, people int) money.Rate {
	if len(list) == 0 || people < 1 {
		return 0
	}
	return list[min(people, len(list))-1]
}

// days counts the days of the year from one day to another, both included, and tells what they are divided by.
func (y TariYear) days(from, to calendar.Day) (days, of int) {
	first, _ := calendar.Of(y.Year, 1, 1)
	last, _ := calendar.Of(y.Year, 12, 31)
	whole := calendar.Days(first, last) + 1
	of = whole
	if y.YearDays > 0 {
		of = y.YearDays
	}
	if from <= first && (to == 0 || to >= last) {
		return of, of
	}
	if to == 0 || to > last {
		to = last
	}
	return min(of, max(0, calendar.Days(max(from, first), to)+1)), of
}

// metresTimes is a surface at a rate for a part of the year, rounded once.
func metresTimes(m Hundredths, r money.Rate, days, of int) money.Cents {
	return money.Cents(money.MulDiv(int64(m), int64(r)*int64(days), int64(money.One)*int64(of)))
}

// yearly is what a rate of a year comes to for a part of it.
func yearly(r money.Rate, days, of int) money.Cents {
	const one Hundredths = 1_00
	return metresTimes(one, r, days, of)
}

func partOfYear(c money.Cents, days, of int) money.Cents {
	return money.Cents(money.MulDiv(int64(c), int64(days), int64(of)))
}
