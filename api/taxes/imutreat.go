package taxes

import "sportello/api/money"

// The codes of the F24 form (Ris. AdE 29/E of 29 May 2020).
const (
	codeMain    = "3912"
	codeRural   = "3913"
	codeLand    = "3914"
	codeArea    = "3916"
	codeOther   = "3918"
	codeState   = "3925" // group D, to the State
	codeGroupD  = "3930" // group D, to the comune
	codeUnsold  = "3939"
	exemptHeld  = "not_held"
	exemptClass = "category"
)

// treatment is how a unit is taxed in some months.
type treatment struct {
	months  months
	rate    money.Rate
	state   money.Rate // of the rate, to the State
	part    money.Rate // what is left of the tax; 0 is all
	code    string
	exempt  string
	reasons []string
}

// treat says how a unit is taxed by what it is, by what right it is held and what it is used for. Appurtenances and
// homes of care-home residents depend on what else is held: those are taken apart by month in parts.
func (y ImuYear) treat(h Holding) treatment {
	switch {
	case h.Right == Bare:
		return treatment{exempt: string(Bare)}
	case h.Kind == Area:
		return treatment{rate: y.Rate.Area, code: codeArea}
	case h.Kind == Land && h.Use != Rural:
		return treatment{rate: y.Rate.Land, code: codeLand}
	case h.Kind == Building && y.times(h.Cadastral.Category) == 0:
		return treatment{exempt: exemptClass}
	}
	switch h.Use {
	case MainHome:
		return y.home(h)
	case Social:
		return treatment{rate: y.Rate.Social, code: codeOther}
	case Agreed:
		return treatment{rate: y.Rate.Agreed, code: codeOther, part: y.AgreedPart, reasons: []string{"agreed"}}
	case Rural:
		return zero(treatment{rate: y.Rate.Rural, code: ruralCode(h)}, h.Use)
	case Unsold:
		return zero(treatment{rate: y.Rate.Unsold, code: codeUnsold}, h.Use)
	case ForeignPension:
		t := y.other(h)
		t.part, t.reasons = y.ForeignPension, append(t.reasons, "foreign_pension")
		return t
	}
	return y.other(h)
}

// home is a main home, or one that counts as such: exempt, unless it is of luxury (c. 740).
func (y ImuYear) home(h Holding) treatment {
	if h.luxury() {
		return treatment{rate: y.Rate.Main, code: codeMain, reasons: []string{"luxury"}}
	}
	why := MainHome
	if h.Use != MainHome {
		why = h.Use
	}
	return treatment{exempt: string(why)}
}

// other is any building that no rule favours.
func (y ImuYear) other(h Holding, reasons ...string) treatment {
	if h.Use == Comodato && h.luxury() {
		reasons = append(reasons, "luxury")
	}
	if h.groupD() {
		return treatment{rate: y.Rate.GroupD, state: min(y.State, y.Rate.GroupD), code: codeGroupD, reasons: reasons}
	}
	return treatment{rate: y.Rate.Other, code: codeOther, reasons: reasons}
}

// zero says that a use is exempt where its rate is nothing.
func zero(t treatment, use Use) treatment {
	if t.rate == 0 {
		return treatment{exempt: string(use)}
	}
	return t
}

func ruralCode(h Holding) string {
	if h.Kind == Land {
		return codeLand
	}
	return codeRural
}
