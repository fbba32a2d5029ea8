package taxes

import (
	"strconv"

	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// inWords are the parts one by one: what each is for, and how its sum is made.
func inWords(v page.Visit, p taxes.TariPosition, parts []taxes.TariPart) []*ui.Node {
	all := make([]*ui.Node, 0, 3*len(parts))
	for i, part := range parts {
		all = append(all, ui.H3(named(v, p, part)), ui.P(v.Say("taxes.for."+string(part.Kind), "Phone", v.Town.Phone)))
		all = append(all, formula(v, p, part))
		if part.Fit == taxes.Differs {
			all = append(all, ui.P(v.Say("taxes.sum.differs", "Phone", v.Town.Phone)))
		}
		if isUR(part.Kind) && (i+1 == len(parts) || !isUR(parts[i+1].Kind)) {
			all = append(all, ui.P(v.Say("taxes.for.ur")))
		}
	}
	return all
}

func isUR(k taxes.TariPartKind) bool {
	return k == taxes.UR1Part || k == taxes.UR2Part || k == taxes.UR3Part
}

// formula is how the sum of a part is made, in one line; the sum alone when nobody knows, or when it does not give the
// sum.
func formula(v page.Visit, p taxes.TariPosition, part taxes.TariPart) *ui.Node {
	if part.Kind == taxes.BonusPart {
		return bonusFormula(v, p, part)
	}
	if part.Fit != taxes.Exact && part.Fit != taxes.Rounded {
		return v.Para("taxes.sum.alone", "Sum", part.Amount)
	}
	key := "taxes.sum." + string(part.Kind)
	switch part.Kind {
	case taxes.FixedPart, taxes.VariablePart:
		if part.Kind == taxes.VariablePart && part.People == 0 {
			key += ".nobody"
		}
		if part.Days > 0 {
			key += ".days"
		}
	}
	if part.Fit == taxes.Rounded {
		return ui.Stack(v.Para(key, facts(v, part)...), ui.P(v.Say("taxes.sum.rounded")))
	}
	return v.Para(key, facts(v, part)...)
}

// facts are the variables of a formula, by name.
func facts(v page.Visit, part taxes.TariPart) []any {
	const tenth = 10 // a hundredth of a per cent is ten hundred-thousandths
	return []any{
		"Metres", part.Metres.Italian(), "Rate", page.UnitPrice(part.Rate), "People", v.Say("taxes.people", "Count", part.People),
		"Days", part.Days, "Of", part.Of, "Percent", money.Rate(part.Percent) * tenth, "Share", part.Rate, "Base", part.Base, "Sum", part.Amount,
	}
}

// bonusFormula is of what the bonus is a share, if last year's bill is here and makes it; else the sum alone.
func bonusFormula(v page.Visit, p taxes.TariPosition, part taxes.TariPart) *ui.Node {
	before, ok := yearBefore(v, p)
	if !ok || part.Rate == 0 || money.MulRate(before.Reduced(), part.Rate) != p.Bonus {
		return v.Para("taxes.sum.alone", "Sum", part.Amount)
	}
	return v.Para("taxes.sum.bonus", "Share", part.Rate, "Base", before.Reduced(), "Year", strconv.Itoa(before.Year), "Sum", part.Amount)
}
