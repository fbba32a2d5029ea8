package town

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// habit is how somebody pays IMU.
type habit int

const (
	inTime    habit = iota // some days before each last day
	inJune                 // the whole year at once, in June
	sorry                  // some weeks late, with sanctions and interest (ravvedimento)
	tardy                  // some days late, as if in time
	euroShort              // a euro less than asked for the acconto of last year
	wrongCode              // the acconto of last year under another code
	wrongYear              // the acconto of last year for the year before
	halfOnly               // half of the last term that fell due
	forgetful              // not the last term that fell due
	debtor                 // nothing since last year
	punctual               // on each last day, never before
	oneBehind              // so too, but not the last term that fell due
)

// habits are how many of a thousand pay so.
var habits = []struct {
	perMille int
	habit    habit
}{
	{130, inJune}, {55, sorry}, {12, tardy}, {15, euroShort}, {12, wrongCode}, {8, wrongYear}, {12, halfOnly}, {25, forgetful},
	{15, debtor}, {1000, inTime},
}

// wallet is somebody who pays.
type wallet struct {
	rules  taxes.Rules
	rng    *rand.Rand
	today  calendar.Day
	number int // of the owner, for the numbers of the lines
	habit  habit
	*Owner
}

// PayImu writes what the owners have paid until today, line by line of their F24 forms. What was
// asked comes from the product's own reckoning; what is paid follows each owner's habit.
func (t *Town) PayImu(r taxes.Rules, owners []Owner) {
	for n := range owners {
		w := wallet{rules: r, today: t.Today, number: n, Owner: &owners[n]}
		h := fnv.New64a()
		h.Write([]byte(w.Who.Code))
		w.rng = rand.New(rand.NewPCG(uint64(t.Seed)+2, h.Sum64()))
		w.habit = t.habit(w.Who, w.rng)
		w.pay()
	}
}

// habit is how somebody pays; the fixed inhabitants pay IMU as they pay TARI.
func (t *Town) habit(who *Person, rng *rand.Rand) habit {
	if who.Home != Elsewhere && who.Home < len(households) {
		if t.Homes[who.Home].pays == oneShort {
			return oneBehind
		}
		return punctual
	}
	n := rng.IntN(1000)
	for _, h := range habits {
		if n < h.perMille {
			return h.habit
		}
		n -= h.perMille
	}
	return inTime
}

// asked is one term of one year.
type asked struct {
	taxes.ImuTerm
	year  int
	newer int // how many terms after it have fallen due
}

// pay goes through the years that the pages show, the oldest first: an older one that is shown as unpaid would be as
// wrong as a newer one.
func (w *wallet) pay() {
	var all []asked
	for _, year := range slices.Backward(w.Years(w.rules, w.today)) {
		position := w.Reckon(w.rules, year)
		if w.habit == inJune {
			w.june(position)
			continue
		}
		for _, t := range position.Terms() {
			if t.LastDay() < w.today {
				for n := range all {
					all[n].newer++
				}
			}
			all = append(all, asked{ImuTerm: t, year: year})
		}
	}
	for _, a := range all {
		w.term(a)
	}
}

// term pays one term by habit.
func (w *wallet) term(a asked) {
	due := a.LastDay()
	last := due < w.today && a.newer == 0
	erring := a.Name == taxes.AccontoTerm && a.year == w.today.Year()-1
	p := taxes.Payment{Year: a.year, PaidOn: due, Acconto: a.Name == taxes.AccontoTerm, Saldo: a.Name == taxes.SaldoTerm}
	switch {
	case w.habit == punctual && due >= w.today, w.habit == oneBehind && (last || due >= w.today),
		w.habit == forgetful && last, w.habit == debtor && a.year >= w.today.Year()-1:
		return
	case w.habit == sorry:
		p.PaidOn, p.Late = due+calendar.Day(3+w.rng.IntN(200)), true
	case w.habit == tardy:
		p.PaidOn += calendar.Day(1 + w.rng.IntN(20))
	case w.habit != punctual && w.habit != oneBehind:
		p.PaidOn -= calendar.Day(w.rng.IntN(20))
	}
	if p.PaidOn > w.today {
		return
	}
	for _, c := range a.Sums {
		w.line(p, c, due, erring, last)
	}
}

// june pays the whole year at once: one line for each code.
func (w *wallet) june(of taxes.ImuPosition) {
	p := taxes.Payment{Year: of.Year, PaidOn: of.Acconto.LastDay() - calendar.Day(w.number%6), Acconto: true, Saldo: true}
	if p.PaidOn > w.today {
		return
	}
	var whole []taxes.CodeSum
	for _, c := range slices.Concat(of.Acconto.Sums, of.Saldo.Sums) {
		if n := slices.IndexFunc(whole, func(o taxes.CodeSum) bool { return o.Code == c.Code }); n >= 0 {
			whole[n].Amount += c.Amount
			continue
		}
		whole = append(whole, c)
	}
	for _, c := range whole {
		w.line(p, c, 0, false, false)
	}
}

// line is one line of the form: whole euro, of one code.
func (w *wallet) line(p taxes.Payment, c taxes.CodeSum, due calendar.Day, erring, last bool) {
	p.Code, p.Units, p.Amount = c.Code, c.Units, c.Amount
	switch {
	case p.Late:
		p.Amount = money.F24(w.rules.Ravvedimento(c.Amount, due, p.PaidOn).Total)
	case w.habit == euroShort && erring:
		p.Amount -= 1_00
	case w.habit == wrongYear && erring:
		p.Year--
	case w.habit == wrongCode && erring:
		p.Code = mistaken(c.Code)
	case w.habit == halfOnly && last:
		p.Amount = money.F24(c.Amount / 2)
	}
	if p.Amount > 0 {
		p.ID = fmt.Sprintf("%d%07d%02d", p.PaidOn.Year(), w.number, len(w.Payments))
		w.Payments = append(w.Payments, p)
	}
}

// mistaken is the code that people write for another.
func mistaken(code string) string {
	if code == "3918" {
		return "3916"
	}
	return "3918"
}
