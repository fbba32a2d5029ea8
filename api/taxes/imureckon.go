package taxes

import (
	"cmp"
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
)

// yearsShown is how many years are worth showing: this one and the five for which the comune may still ask
// (L. 296/2006 art. 1 c. 161).
const yearsShown = 6

// Years are the years worth showing, newest first: those with a holding or a payment, no later than today's and no
// earlier than the first whose rates are known.
func (i Imu) Years(r Rules, today calendar.Day) []int {
	if len(r.Imu) == 0 {
		return nil
	}
	oldest := slices.MinFunc(r.Imu, func(a, b ImuYear) int { return cmp.Compare(a.Year, b.Year) }).Year
	var years []int
	for year := today.Year(); year >= oldest && year > today.Year()-yearsShown; year-- {
		if i.has(year) {
			years = append(years, year)
		}
	}
	return years
}

func (i Imu) has(year int) bool {
	return slices.ContainsFunc(i.Holdings, func(h Holding) bool { return h.In(year) }) ||
		slices.ContainsFunc(i.Payments, func(p Payment) bool { return p.Year == year })
}

// Reckon works out what a year asks. Each line is rounded to the cent; each F24 code to whole euro, for the year and
// for the acconto; the saldo is what is left, so that acconto and saldo make the year. The acconto is the first half of
// the year by the rates and the deduction of the year before (c. 762). Where new rates make the year less than that, the
// acconto is cut to the year: what was paid beyond shows as paid too much, and the comune gives it back when asked.
//
// Without any rates there are no lines. ALER is not given the deduction of c. 749: it is no person.
func (i Imu) Reckon(r Rules, year int) ImuPosition {
	rules, ok := r.imuFor(year)
	p := ImuPosition{Year: year, Estimated: rules.Year != year, Lines: []ImuLine{},
		Acconto: ImuTerm{Name: AccontoTerm, Due: rules.Acconto}, Saldo: ImuTerm{Name: SaldoTerm, Due: rules.Saldo, Rates: rules.Year}}
	if ok {
		p.ask(i, r, rules)
	}
	p.match(i.Payments, r)
	return p
}

// ask works out the lines and what each term comes to.
func (p *ImuPosition) ask(i Imu, r Rules, rules ImuYear) {
	before := rules
	if old, ok := r.imuFor(p.Year - 1); ok && old.Year < p.Year {
		before.Rate, before.State, before.Deduction = old.Rate, old.State, old.Deduction
		p.Acconto.Rates = old.Year
	}
	p.Acconto.Rates = cmp.Or(p.Acconto.Rates, rules.Year)
	whole, half := i.year(rules, p.Year), i.year(before, p.Year)
	lines := whole.lines(wholeYear)
	for _, l := range lines {
		p.Lines, p.Total = append(p.Lines, l.ImuLine), p.Total+l.Tax
	}
	if p.Total <= rules.Minimum {
		return
	}
	first := sums(half.lines(firstHalf))
	for _, c := range sums(lines) {
		p.Payable += c.Amount
		acconto, saldo := c.split(first)
		p.Acconto.add(acconto)
		p.Saldo.add(saldo)
	}
}

// imuFor gives the rules of a year or, while they are not known, the newest before it, with its days moved to the
// year; of years before any, the oldest. False when there are none.
func (r Rules) imuFor(year int) (ImuYear, bool) {
	best, known := nearest(r.Imu, year, yearOfImu)
	best.Acconto, best.Saldo = inYear(best.Acconto, year), inYear(best.Saldo, year)
	return best, known
}

func inYear(d calendar.Day, year int) calendar.Day {
	_, month, day := d.Date()
	moved, _ := calendar.Of(year, month, day)
	return moved
}

// sums adds the lines up by code, each sum rounded to whole euro, in the order of the codes.
func sums(lines []line) []CodeSum {
	var all []CodeSum
	units := map[string]map[string]bool{}
	add := func(code string, l line, exact money.Cents) {
		if exact == 0 && l.Deduction == 0 {
			return
		}
		n := slices.IndexFunc(all, func(c CodeSum) bool { return c.Code == code })
		if n < 0 {
			n, all, units[code] = len(all), append(all, CodeSum{Code: code}), map[string]bool{}
		}
		units[code][l.Holding.Unit] = true
		all[n].Exact += exact
		all[n].Deduction += l.Deduction
		all[n].Amount, all[n].Units = money.F24(all[n].Exact), len(units[code])
	}
	for _, l := range lines {
		add(l.Code, l, l.Tax-l.State)
		if l.State != 0 {
			add(codeState, line{ImuLine: ImuLine{Holding: l.Holding}}, l.State)
		}
	}
	slices.SortFunc(all, func(a, b CodeSum) int { return cmp.Compare(a.Code, b.Code) })
	return all
}

// split takes a year's sum apart in acconto and saldo.
func (c CodeSum) split(first []CodeSum) (acconto, saldo CodeSum) {
	acconto = CodeSum{Code: c.Code}
	if n := slices.IndexFunc(first, func(f CodeSum) bool { return f.Code == c.Code }); n >= 0 {
		acconto = first[n]
	}
	acconto.Exact, acconto.Amount = min(acconto.Exact, c.Exact), min(acconto.Amount, c.Amount)
	acconto.Deduction = min(acconto.Deduction, c.Deduction)
	saldo = c
	saldo.Exact, saldo.Amount, saldo.Deduction = c.Exact-acconto.Exact, c.Amount-acconto.Amount, c.Deduction-acconto.Deduction
	return acconto, saldo
}

// add puts a sum in the term, unless it is nothing.
func (t *ImuTerm) add(c CodeSum) {
	if c.Amount > 0 {
		t.Sums, t.Amount = append(t.Sums, c), t.Amount+c.Amount
	}
}
