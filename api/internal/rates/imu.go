package rates

import (
	"maps"
	"regexp"
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// imuYear is a year of the IMU as an office writes it: rates in per cent, sums in euro. Law is only there when the law
// has changed: without it the figures of the year before stay (see taxes.Rules.With).
type imuYear struct {
	Year        int      `json:"anno"`
	Act         string   `json:"delibera"`
	Rates       imuRates `json:"aliquote"`
	CareHome    *bool    `json:"casa_di_riposo"` // the comune treats it as a main home; none: not known
	Minimum     string   `json:"minimo"`
	Acconto     string   `json:"acconto"`
	Saldo       string   `json:"saldo"`
	Declaration string   `json:"dichiarazione"`
	Law         *imuLaw  `json:"legge"`
}

type imuRates struct {
	Main   *string `json:"abitazione_principale"`
	Social *string `json:"alloggi_sociali"`
	Agreed *string `json:"canone_concordato"`
	Rural  *string `json:"rurali"`
	Land   *string `json:"terreni"`
	Area   *string `json:"aree"`
	GroupD *string `json:"gruppo_d"`
	Other  *string `json:"altri"`
}

// imuLaw are the figures of L. 160/2019 art. 1 c. 741–760.
type imuLaw struct {
	Multipliers    map[string]int `json:"moltiplicatori"`
	Land           int            `json:"moltiplicatore_terreni"`
	Revaluation    string         `json:"rivalutazione"`         // per cent added to the income of a building: 5
	LandFactor     string         `json:"rivalutazione_terreni"` // the same for land: 25
	Deduction      string         `json:"detrazione"`
	State          string         `json:"quota_stato"`          // per cent, of group D
	AgreedPart     string         `json:"canone_concordato_si"` // per cent that is left of the tax: 75
	ForeignPension string         `json:"pensionato_estero_si"` // the same: 50
	HalfBase       string         `json:"base_ridotta"`         // per cent that is left of the base: 50
}

// What no comune asks of a unit in a year, and no law takes off or multiplies by.
const (
	mostRate       = 2 // per cent: the law stops at 1,14
	mostDeduction  = 10_000
	mostMinimum    = 100
	mostMultiplier = 1_000
)

var category = regexp.MustCompile(`^[A-F](/[1-9][0-9]?)?$`)

func (y imuYear) read(w *reader) taxes.ImuYear {
	rate := func(field string, s *string) money.Rate {
		if s == nil {
			w.fault("aliquote, "+field, "manca: se è zero si scrive \"0\"")
			return 0
		}
		return w.percent("aliquote, "+field, *s, mostRate)
	}
	out := taxes.ImuYear{
		Year: y.Year, Act: w.text("delibera", y.Act), CareHome: choice(y.CareHome), Minimum: w.cents("minimo", y.Minimum, mostMinimum),
		Rate: taxes.ImuRates{
			Main: rate("abitazione_principale", y.Rates.Main), Social: rate("alloggi_sociali", y.Rates.Social), Agreed: rate("canone_concordato", y.Rates.Agreed),
			Rural: rate("rurali", y.Rates.Rural), Land: rate("terreni", y.Rates.Land), Area: rate("aree", y.Rates.Area), GroupD: rate("gruppo_d", y.Rates.GroupD), Other: rate("altri", y.Rates.Other),
		},
		Acconto: w.due("acconto", y.Acconto), Saldo: w.due("saldo", y.Saldo), Declaration: w.day("dichiarazione", y.Declaration),
	}
	w.ordered("saldo", out.Acconto, out.Saldo)
	w.ordered("dichiarazione", out.Saldo, out.Declaration)
	if y.Law != nil {
		y.Law.read(w, &out)
	}
	return out
}

func choice(b *bool) taxes.Choice {
	switch {
	case b == nil:
		return ""
	case *b:
		return taxes.Yes
	}
	return taxes.No
}

// due is a day of the year that must be there.
func (w *reader) due(field, s string) calendar.Day {
	d := w.day(field, s)
	if s == "" {
		w.fault(field, "manca: si scrive il giorno della legge, per esempio \"16/06/%d\"", w.year)
	}
	if d != 0 && d.Year() != w.year {
		w.fault(field, "%s non è del %d", d.Italian(), w.year)
		return 0
	}
	return d
}

func (l imuLaw) read(w *reader, y *taxes.ImuYear) {
	part := func(field, s string) money.Rate {
		r := w.percent("legge, "+field, s, wholePercent)
		if s == "" {
			w.fault("legge, "+field, "manca")
		}
		return r
	}
	y.Revaluation, y.LandFactor = money.One+part("rivalutazione", l.Revaluation), money.One+part("rivalutazione_terreni", l.LandFactor)
	y.Deduction, y.State = w.cents("legge, detrazione", l.Deduction, mostDeduction), part("quota_stato", l.State)
	y.AgreedPart, y.ForeignPension, y.HalfBase = part("canone_concordato_si", l.AgreedPart), part("pensionato_estero_si", l.ForeignPension), part("base_ridotta", l.HalfBase)
	if y.State > y.Rate.GroupD {
		w.fault("legge, quota_stato", "è più dell'aliquota gruppo_d")
	}
	if y.Land = l.Land; l.Land < 1 || l.Land > mostMultiplier {
		w.fault("legge, moltiplicatore_terreni", "%d non va: da 1 a %d", l.Land, mostMultiplier)
	}
	if len(l.Multipliers) == 0 {
		w.fault("legge, moltiplicatori", "mancano")
	}
	for _, of := range slices.Sorted(maps.Keys(l.Multipliers)) {
		times := l.Multipliers[of]
		if !category.MatchString(of) || times < 1 || times > mostMultiplier {
			w.fault("legge, moltiplicatori", "%q: %d non va. Si scrive per esempio \"A/10\": 80", of, times)
		}
		y.Multipliers = append(y.Multipliers, taxes.Multiplier{Of: of, Times: times})
	}
}
