package rates

import (
	"fmt"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// tariYear is a year of the TARI as an office writes it: euro, and per cent.
type tariYear struct {
	Year       int             `json:"anno"`
	Act        string          `json:"delibera"`
	Fixed      []string        `json:"fissa"`     // euro a square metre, for one person, two and so on
	Variable   []string        `json:"variabile"` // euro a year, the same
	TEFA       string          `json:"tefa"`
	UR1        string          `json:"ur1"`
	UR2        string          `json:"ur2"`
	UR3        string          `json:"ur3"`
	Bonus      string          `json:"bonus"`
	YearDays   int             `json:"giorni_anno"`
	Reductions []tariReduction `json:"riduzioni"`
	Plan       []tariTerm      `json:"rate"`
	Debit      *tariDebit      `json:"addebito"`
}

type tariReduction struct {
	Code    string `json:"codice"`
	It      string `json:"nome"`
	En      string `json:"nome_inglese"`
	Percent string `json:"percento"`
}

type tariTerm struct {
	Due   string `json:"entro"`
	Share string `json:"percento"` // none: the rest
	Rates int    `json:"tariffe_anno"`
}

type tariDebit struct {
	AskBy    string `json:"richiesta_entro"`
	On       string `json:"il"`
	Discount string `json:"sconto"`
}

// What no comune asks: whoever writes more has put a comma in the wrong place. TEFA is at most 5 % (art. 19 c. 3
// D.Lgs. 504/1992; L. 147/2013 art. 1 c. 666).
const (
	mostPerMetre  = 100    // euro
	mostPerYear   = 10_000 // euro
	mostComponent = 1_000  // euro
	mostTEFA      = 5      // per cent
	mostPeople    = 20
	wholePercent  = 100
)

func (y tariYear) read(w *reader) taxes.TariYear {
	out := taxes.TariYear{
		Year: y.Year, Act: w.text("delibera", y.Act), YearDays: y.YearDays,
		Fixed: w.prices("fissa", y.Fixed, mostPerMetre), Variable: w.prices("variabile", y.Variable, mostPerYear),
		TEFA: w.percent("tefa", y.TEFA, mostTEFA), Bonus: w.percent("bonus", y.Bonus, wholePercent),
		UR1: w.cents("ur1", y.UR1, mostComponent), UR2: w.cents("ur2", y.UR2, mostComponent), UR3: w.cents("ur3", y.UR3, mostComponent),
	}
	if len(out.Fixed) != len(out.Variable) {
		w.fault("fissa e variabile", "hanno %d e %d numeri: ce ne vogliono tanti nell'una quanti nell'altra", len(out.Fixed), len(out.Variable))
	}
	if len(out.Fixed) > mostPeople {
		w.fault("fissa", "ha %d numeri: uno per persona, fino a %d", len(out.Fixed), mostPeople)
	}
	if y.YearDays != 0 && (y.YearDays < 360 || y.YearDays > 366) {
		w.fault("giorni_anno", "%d non va: da 360 a 366, o niente", y.YearDays)
	}
	out.Reductions = w.reductions(y.Reductions)
	out.Plan = w.plan(y.Plan)
	if y.Debit != nil {
		d := taxes.Debit{AskBy: w.day("addebito, richiesta_entro", y.Debit.AskBy), On: w.day("addebito, il", y.Debit.On), Discount: w.percent("addebito, sconto", y.Debit.Discount, wholePercent)}
		w.ordered("addebito, il", d.AskBy, d.On)
		out.Debit = &d
	}
	return out
}

func (w *reader) reductions(list []tariReduction) []taxes.TariReduction {
	var all []taxes.TariReduction
	seen := map[string]bool{}
	for i, r := range list {
		at := fmt.Sprintf("riduzioni, numero %d", i+1)
		one := taxes.TariReduction{Code: w.text(at+", codice", r.Code), It: w.text(at+", nome", r.It), En: w.text(at+", nome_inglese", r.En),
			Percent: taxes.Hundredths(w.percent(at+", percento", r.Percent, wholePercent) / (money.PerCent / 100))}
		if one.En == "" {
			one.En = one.It
		}
		if one.Code == "" || one.It == "" {
			w.fault(at, "ci vogliono il codice e il nome")
		}
		if seen[one.Code] {
			w.fault(at, "il codice %q c'è due volte", one.Code)
		}
		seen[one.Code] = true
		all = append(all, one)
	}
	return all
}

// plan reads the instalments: in the order of their days, together the whole of the year. The last may say no share,
// and is then the rest.
func (w *reader) plan(list []tariTerm) []taxes.TariTerm {
	var all []taxes.TariTerm
	var last calendar.Day
	var sum money.Rate
	for i, t := range list {
		at, before := fmt.Sprintf("rate, numero %d", i+1), len(w.faults)
		one := taxes.TariTerm{Due: w.day(at+", entro", t.Due), Share: w.percent(at+", percento", t.Share, wholePercent), Rates: t.Rates}
		if t.Due == "" {
			w.fault(at, "manca il giorno: entro")
		}
		switch {
		case t.Share == "" && i+1 < len(list):
			w.fault(at, "manca percento: solo l'ultima rata può essere il resto")
		case t.Share != "" && one.Share == 0 && len(w.faults) == before:
			w.fault(at, "percento è zero")
		}
		if t.Rates != 0 && (t.Rates > w.year || t.Rates < w.year-2) {
			w.fault(at, "tariffe_anno è %d: ci vuole il %d o uno dei due anni prima", t.Rates, w.year)
		}
		w.ordered(at+", entro", last, one.Due)
		last, sum = max(last, one.Due), sum+one.Share
		all = append(all, one)
	}
	rest := len(list) > 0 && list[len(list)-1].Share == ""
	switch {
	case sum > money.One:
		w.fault("rate", "insieme fanno più del 100 per cento")
	case len(list) > 0 && !rest && sum < money.One:
		w.fault("rate", "insieme fanno meno del 100 per cento: l'ultima si può lasciare senza percento")
	}
	return all
}
