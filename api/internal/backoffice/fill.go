package backoffice

import (
	"sportello/api/taxes"
)

// fill reads all cells into a row. The order is that in which an office would look for a fault: who, what
// utenza and year, which instalment, and only then the figures.
func (r *row) fill(out *taxes.TariRow) {
	out.Code = r.code()
	out.Position.Utenza = r.key(Utenza, taxes.UtenzaMissing)
	out.Position.Year = r.year()
	out.Surname, out.Name = r.cell(Surname), r.cell(Name)
	r.instalment(&out.Instalment)
	r.building(&out.Position)
	r.figures(&out.Position)
	r.readable()
}

func (r *row) instalment(i *taxes.Instalment) {
	i.Number = r.whole(Number, taxes.NumberMissing, taxes.NumberForm)
	if i.Number < 1 {
		r.fail(Number, taxes.NumberBelow)
	}
	if r.has(Of) {
		if i.Of = r.whole(Of, taxes.PlanForm, taxes.PlanForm); i.Of < 1 {
			r.fail(Of, taxes.PlanForm)
		}
	}
	if i.Of > 0 && i.Number > i.Of {
		r.fail(Number, taxes.NumberBeyond)
	}
	if i.Due = r.day(Due); i.Due == 0 {
		r.fail(Due, taxes.DueMissing)
	}
	if r.cell(Amount) == "" {
		r.fail(Amount, taxes.AmountMissing)
	}
	i.Amount = r.sum(Amount)
	i.NAV = r.notice(NAV)
	i.Paid = r.sum(Paid)
	i.PaidOn = r.day(PaidOn)
}

func (r *row) building(p *taxes.TariPosition) {
	p.Address = r.cell(Address)
	p.Cadastral = taxes.Cadastral{Sheet: r.cell(Sheet), Parcel: r.cell(Parcel), Sub: r.cell(Sub), Category: r.cell(Category)}
	if r.has(SquareMetres) {
		r.surface(p)
	}
	if r.cell(Occupants) != "" {
		p.Occupants = r.whole(Occupants, "", taxes.OccupantsForm)
	}
	if p.Occupants < 0 {
		r.fail(Occupants, taxes.OccupantsRange)
	}
	p.From, p.To = r.day(From), r.day(To)
	if p.From != 0 && p.To != 0 && p.To < p.From {
		r.fail(To, taxes.PeriodBackwards)
	}
}

func (r *row) surface(p *taxes.TariPosition) {
	if r.cell(SquareMetres) == "" {
		r.fail(SquareMetres, taxes.SquareMissing)
		return
	}
	if p.SquareMetres = r.hundredths(SquareMetres, taxes.SquareForm); p.SquareMetres <= 0 {
		r.fail(SquareMetres, taxes.SquarePositive)
	}
}

func (r *row) figures(p *taxes.TariPosition) {
	p.FixedRate, p.VariableRate = r.rate(FixedRate), r.rate(VariableRate)
	p.Fixed, p.Variable = r.sum(Fixed), r.sum(Variable)
	p.TEFA, p.UR1, p.UR2, p.UR3 = r.sum(TEFA), r.sum(UR1), r.sum(UR2), r.sum(UR3)
	p.Bonus = r.sum(Bonus)
	p.Bonus = max(p.Bonus, -p.Bonus) // offices write it with either sign
	if r.has(Total) && r.cell(Total) == "" {
		r.fail(Total, taxes.AmountMissing)
	}
	p.Total = r.sum(Total)
	r.reduction(p)
}

func (r *row) reduction(p *taxes.TariPosition) {
	code, percent := r.cell(ReductionCode), r.cell(ReductionPercent)
	if percent == "" {
		return
	}
	n := r.hundredths(ReductionPercent, taxes.ReductionForm)
	if n < 0 || n > 100_00 {
		r.fail(ReductionPercent, taxes.ReductionForm)
	}
	if n != 0 {
		p.Reductions = []taxes.Reduction{{Code: code, Percent: n}}
	}
}
