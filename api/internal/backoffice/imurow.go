package backoffice

import (
	"sportello/api/taxes"
)

// holding reads all cells of a row, in the order in which an office would look for a fault: who, what, since when,
// and only then the figures.
func (r *row) holding(out *taxes.HoldingRow) {
	h := &out.Holding
	out.Code = r.code()
	h.Unit = r.key(Unit, taxes.UnitMissing)
	out.Surname, out.Name = r.cell(Surname), r.cell(Name)
	if h.From, h.To = r.day(From), r.day(To); h.From == 0 {
		r.fail(From, taxes.FromMissing)
	}
	if h.To != 0 && h.To < h.From {
		r.fail(To, taxes.PeriodBackwards)
	}
	h.Kind = oneOf(r, UnitKind, unitKinds, taxes.KindUnknown)
	h.Address = r.cell(Address)
	h.Cadastral = taxes.Cadastral{Sheet: r.cell(Sheet), Parcel: r.cell(Parcel), Sub: r.cell(Sub), Category: r.cell(Category)}
	if h.Kind == taxes.Building {
		h.Cadastral.Category = r.category()
	}
	if r.cell(Value) == "" {
		r.fail(Value, taxes.AmountMissing)
	}
	h.Value = r.sum(Value)
	h.Share = r.share()
	h.Right = oneOf(r, Right, rights, taxes.RightUnknown)
	h.Use = oneOf(r, Use, uses, taxes.UseUnknown)
	h.Historic, h.Unfit, h.Inherited = r.flag(Historic), r.flag(Unfit), r.flag(Inherited)
	h.Residents = r.count(Residents, 99, taxes.ResidentsForm)
	r.readable()
}

// share reads the part held; two columns are the numbers above and below the line.
func (r *row) share() taxes.Share {
	s := r.cell(Share)
	if two := r.at[Share]; len(two) == 2 {
		s = r.column(two[0]) + "/" + r.column(two[1])
	}
	if s == "" || s == "/" {
		r.fail(Share, taxes.ShareMissing)
		return taxes.Share{}
	}
	share, why := r.forms.share(s)
	r.fail(Share, why)
	return share
}

func (r *row) category() string {
	s := r.cell(Category)
	if s == "" {
		r.fail(Category, taxes.CategoryNone)
		return ""
	}
	c, ok := category(s)
	if !ok {
		r.fail(Category, taxes.CategoryForm)
	}
	return c
}
