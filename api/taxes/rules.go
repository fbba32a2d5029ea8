package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// Rules are the figures by which the comune asks for taxes, year by year, and those of the law that change with
// the years. They are data of the comune: a wrong or a new one is put right with an import, not with a program.
type Rules struct {
	Entity     string     `json:"entity,omitempty" doc:"Code of the comune on the F24 form" example:"I625"`
	FreshHours int        `json:"fresh_hours,omitempty" doc:"Nobody is helped to pay by figures older than these hours; 0: no limit"`
	Tari       []TariYear `json:"tari,omitempty"`
	Imu        []ImuYear  `json:"imu,omitempty"`
	TariLate   bool       `json:"tari_late,omitempty" doc:"Who pays TARI late may add sanctions and interest of their own accord; if not, the office asks for them"`
	Regimes    []Regime   `json:"regimes,omitempty" doc:"Sanctions for paying late of one's own accord, by the day on which the payment was due"`
	Interest   []Interest `json:"interest,omitempty" doc:"Legal interest of each year (art. 1284 c.c.)"`
}

// TariYear is what the comune has decided for the TARI of one year. What is not known is left empty: the pages
// then say what the bill says, and nothing more.
type TariYear struct {
	Year       int             `json:"year"`
	Act        string          `json:"act,omitempty" doc:"The deed, as the comune quotes it"`
	Fixed      []money.Rate    `json:"fixed,omitempty" doc:"Euro a square metre for one person, two and so on; the last is for more"`
	Variable   []money.Rate    `json:"variable,omitempty" doc:"Euro a year for one person, two and so on; the last is for more"`
	TEFA       money.Rate      `json:"tefa,omitempty" doc:"Tribute of the province, as a share of fixed and variable part less reductions"`
	UR1        money.Cents     `json:"ur1,omitempty"`
	UR2        money.Cents     `json:"ur2,omitempty"`
	UR3        money.Cents     `json:"ur3,omitempty"`
	Bonus      money.Rate      `json:"bonus,omitempty" doc:"Social bonus in the bill of this year, as a share of the TARI of the year before"`
	YearDays   int             `json:"year_days,omitempty" doc:"What the days of a part of the year are divided by; none: 365, and 366 in a leap year"`
	Reductions []TariReduction `json:"reductions,omitempty"`
	Plan       []TariTerm      `json:"plan,omitempty"`
	Debit      *Debit          `json:"debit,omitempty" doc:"Direct debit; none: the comune does not offer it"`
}

// TariReduction is a reduction of the comune's regulation: the words for its code.
type TariReduction struct {
	Code    string     `json:"code"`
	It      string     `json:"it"`
	En      string     `json:"en"`
	Percent Hundredths `json:"percent"`
}

// TariTerm is one instalment of the year: its share of the year's tax, reckoned with the rates of the year Rates.
type TariTerm struct {
	Due   calendar.Day `json:"due"`
	Share money.Rate   `json:"share,omitempty" doc:"Of the year's tax; none: the rest"`
	Rates int          `json:"rates,omitempty" doc:"Year of the rates it is reckoned with"`
}

// Debit is paying by direct debit: to be asked for by AskBy, taken from the account On, with a discount of the
// year's TARI.
type Debit struct {
	AskBy    calendar.Day `json:"ask_by,omitempty"`
	On       calendar.Day `json:"on,omitempty"`
	Discount money.Rate   `json:"discount,omitempty"`
}

// ImuYear is what the law and the comune's council say of the IMU of one year (L. 160/2019 art. 1 c. 738–783).
type ImuYear struct {
	Year int      `json:"year"`
	Act  string   `json:"act,omitempty" doc:"The deed, as the comune quotes it"`
	Rate ImuRates `json:"rate"`

	Multipliers    []Multiplier `json:"multipliers" doc:"The longest matching category counts: A/10 before A"`
	Revaluation    money.Rate   `json:"revaluation" doc:"What the cadastral income of a building is multiplied by first: 1,05"`
	LandFactor     money.Rate   `json:"land_factor" doc:"The same for land: 1,25"`
	Land           int          `json:"land" doc:"Multiplier of land: 135"`
	Deduction      money.Cents  `json:"deduction" doc:"For a main home that is taxed, a year"`
	CareHome       Choice       `json:"care_home,omitempty" enum:"yes,no" doc:"Whether the comune treats the home of who lives in a care home as a main home (c. 741 lett. c n. 6); none: not known"`
	State          money.Rate   `json:"state" doc:"Rate of group D that goes to the State"`
	AgreedPart     money.Rate   `json:"agreed_part" doc:"What is left of the tax with an agreed rent: 75 %"`
	ForeignPension money.Rate   `json:"foreign_pension" doc:"What is left of the tax for a pensioner abroad: 50 %"`
	HalfBase       money.Rate   `json:"half_base" doc:"What is left of the base if lent to a parent or child, historic, or unfit: 50 %"`
	Minimum        money.Cents  `json:"minimum,omitempty" doc:"A year's tax up to here is not asked for"`
	Acconto        calendar.Day `json:"acconto" doc:"Day of the law, before it moves"`
	Saldo          calendar.Day `json:"saldo" doc:"Day of the law, before it moves"`
	Declaration    calendar.Day `json:"declaration,omitempty" doc:"By when changes of the year must be declared"`
}

// Choice is what the comune has chosen where the law lets it choose. Not known is a choice of its own: nobody is told
// that a discount is not there because nobody wrote it down.
type Choice string

// The two choices; the zero value is not known.
const (
	Yes Choice = "yes"
	No  Choice = "no"
)

// ImuRates are the rates of one year. Main is that of a main home that is taxed.
type ImuRates struct {
	Main   money.Rate `json:"main"`
	Social money.Rate `json:"social" doc:"Dwellings of ALER and the like"`
	Agreed money.Rate `json:"agreed" doc:"Let at an agreed rent (canone concordato)"`
	Rural  money.Rate `json:"rural"`
	Land   money.Rate `json:"land"`
	Area   money.Rate `json:"area" doc:"Building land"`
	GroupD money.Rate `json:"group_d"`
	Unsold money.Rate `json:"unsold,omitempty" doc:"Built to be sold and not sold yet; none: exempt, as from 2022"`
	Other  money.Rate `json:"other"`
}

// Multiplier is by how much the revalued income of a category is multiplied (c. 745). Of is a group such as "A" or a
// category such as "A/10".
type Multiplier struct {
	Of    string `json:"of"`
	Times int    `json:"times"`
}

// Regime is a law on paying late of one's own accord (ravvedimento operoso, art. 13 D.Lgs. 472/1997), for what was
// due from a day on.
type Regime struct {
	From  calendar.Day `json:"from,omitempty"`
	Steps []LateStep   `json:"steps"`
}

// LateStep is the sanction up to so many days, or years, late: Num over Den of the tax, for each day if PerDay. A step
// with neither days nor years is the last.
type LateStep struct {
	Days   int   `json:"days,omitempty"`
	Years  int   `json:"years,omitempty"`
	PerDay bool  `json:"per_day,omitempty"`
	Num    int64 `json:"num"`
	Den    int64 `json:"den"`
}

// Interest is the legal interest of one year, as a share of the sum.
type Interest struct {
	Year int        `json:"year"`
	Rate money.Rate `json:"rate"`
}

// TariOf is what is decided for the TARI of a year; false when nothing is.
func (r Rules) TariOf(year int) (TariYear, bool) {
	for _, t := range r.Tari {
		if t.Year == year {
			return t, true
		}
	}
	return TariYear{}, false
}

// ImuOf is what is decided for the IMU of a year; false when nothing is.
func (r Rules) ImuOf(year int) (ImuYear, bool) {
	for _, i := range r.Imu {
		if i.Year == year {
			return i, true
		}
	}
	return ImuYear{}, false
}
