package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// F24 pays what is still owed of some terms of the year, on a day. Terms of which the last day has passed are paid
// late, each with its sanctions and interest in the line of the tax (Ris. AdE 29/E 2020); those in time share lines.
func (p ImuPosition) F24(r Rules, payer Payer, on calendar.Day, terms ...ImuTerm) F24 {
	form, inTime := F24{Payer: payer}, map[string]int{}
	for _, t := range terms {
		for _, s := range t.Sums {
			line := t.line(r, s, on)
			line.Year = p.Year
			if at, shared := inTime[s.Code]; shared && !line.Late {
				form.Lines[at].join(line)
			} else if form.add(line) && !line.Late {
				inTime[s.Code] = len(form.Lines) - 1
			}
		}
	}
	return form
}

// line pays one sum of the term on a day.
func (t ImuTerm) line(r Rules, s CodeSum, on calendar.Day) F24Line {
	late := r.Ravvedimento(s.Owed(), t.LastDay(), on)
	l := F24Line{Code: s.Code, Entity: r.Entity, Late: late.Days > 0, Acconto: t.Name == AccontoTerm, Saldo: t.Name == SaldoTerm,
		Units: s.Units, Amount: money.F24(late.Total)}
	if s.Code == codeMain {
		l.Deduction = s.Deduction
	}
	return l
}

// join pays two terms of one tax with one line: both boxes are ticked.
func (l *F24Line) join(with F24Line) {
	if with.Amount == 0 {
		return
	}
	l.Acconto, l.Saldo = l.Acconto || with.Acconto, l.Saldo || with.Saldo
	l.Units, l.Deduction, l.Amount = min(max(l.Units, with.Units), mostUnits), l.Deduction+with.Deduction, l.Amount+with.Amount
}

// Late is what paying the term late costs on a day, its lines added up. The form rounds each of them to the euro.
func (t ImuTerm) Late(r Rules, on calendar.Day) Late {
	sum := Late{Due: t.LastDay(), PaidOn: on}
	for _, s := range t.Sums {
		if owed := s.Owed(); owed > 0 {
			sum = sum.plus(r.Ravvedimento(owed, t.LastDay(), on))
		}
	}
	return sum
}
