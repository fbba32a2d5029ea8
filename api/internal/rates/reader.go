package rates

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sportello/api/calendar"
	"sportello/api/money"
)

// reader turns texts into figures and gathers what is wrong, each with the year and the field where it stands.
type reader struct {
	faults Faults
	where  string
	year   int
	years  map[int]bool
}

// The years that a file may speak of: IMU and TARI begin in 2012 and 2014.
const firstYear, lastYear = 2012, 2100

// inYear says that what follows is of a year, the i-th of the file; false when it is none, or was there already.
func (w *reader) inYear(i, year int) bool {
	w.where, w.year = "anno "+strconv.Itoa(year), year
	switch {
	case year < firstYear || year > lastYear:
		w.where = fmt.Sprintf("gruppo %d", i+1)
		w.fault("anno", "ci vuole un anno dal %d al %d", firstYear, lastYear)
		return false
	case w.years[year]:
		w.fault("anno", "è nel file due volte")
		return false
	case w.years == nil:
		w.years = map[int]bool{}
	}
	w.years[year] = true
	return true
}

func (w *reader) fault(field, words string, about ...any) {
	w.faults = append(w.faults, w.where+", "+field+": "+fmt.Sprintf(words, about...))
}

// end gives the faults, if there are any.
func (w *reader) end() error {
	if len(w.faults) == 0 {
		return nil
	}
	return w.faults
}

// text reads words for people: one line of signs that can be seen.
func (w *reader) text(field, s string) string {
	const longest = 500 // bytes
	s = strings.TrimSpace(s)
	hidden := func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }
	if len(s) > longest || strings.ContainsFunc(s, hidden) {
		w.fault(field, "ci vuole un testo breve, su una riga sola e senza segni nascosti")
	}
	return s
}

// comma is the form of the numbers: no point between thousands, so that 0.734 is refused and not read as 734.
var comma = money.Form{Decimal: ','}

// decimal reads a number up to most, both in hundred-thousandths; nothing written is zero.
func (w *reader) decimal(field, s string, most money.Rate) money.Rate {
	if s == "" {
		return 0
	}
	r, err := money.ParseRate(s, comma)
	switch {
	case errors.Is(err, money.ErrPrecision):
		w.fault(field, "%q ha troppe cifre dopo la virgola", s)
	case err != nil:
		w.fault(field, "%q non è un numero. Si scrive con la virgola, per esempio \"0,7312\"", s)
	case r < 0:
		w.fault(field, "%q è meno di zero", s)
	case r > most:
		w.fault(field, "%q è troppo: il massimo è %s", s, plain(most))
	default:
		return r
	}
	return 0
}

// percent reads a number of per cent, as "5" or "0,83", up to so many.
func (w *reader) percent(field, s string, most int) money.Rate {
	r := w.decimal(field, s, money.Rate(most)*money.One)
	if r%100 != 0 {
		w.fault(field, "%q ha troppe cifre dopo la virgola", s)
	}
	return r / 100
}

// cents reads a sum of euro, up to so many.
func (w *reader) cents(field, s string, most int) money.Cents {
	r := w.decimal(field, s, money.Rate(most)*money.One)
	if r%money.PerCent != 0 {
		w.fault(field, "%q ha troppe cifre dopo la virgola: sono euro e centesimi", s)
	}
	return money.Cents(r / money.PerCent)
}

// prices reads a list of prices by number of people, none of them zero.
func (w *reader) prices(field string, list []string, most int) []money.Rate {
	var all []money.Rate
	for i, s := range list {
		at := fmt.Sprintf("%s, numero %d", field, i+1)
		before := len(w.faults)
		r := w.decimal(at, s, money.Rate(most)*money.One)
		if r == 0 && len(w.faults) == before {
			w.fault(at, "manca, o è zero")
		}
		all = append(all, r)
	}
	return all
}

// day reads a date of the year or of the next; nothing written is no day.
func (w *reader) day(field, s string) calendar.Day {
	if s == "" {
		return 0
	}
	d, err := calendar.Parse(s)
	switch {
	case err != nil:
		w.fault(field, "%q non è una data. Si scrive per esempio \"16/06/%d\"", s, w.year)
	case d.Year() < w.year || d.Year() > w.year+1:
		w.fault(field, "%s non è del %d né dell'anno dopo", d.Italian(), w.year)
	default:
		return d
	}
	return 0
}

// ordered faults a day that does not come after the one before it.
func (w *reader) ordered(field string, before, d calendar.Day) {
	if before != 0 && d != 0 && d <= before {
		w.fault(field, "%s non viene dopo il %s", d.Italian(), before.Italian())
	}
}

func plain(r money.Rate) string {
	return money.FormatHundredths(int64(r/(money.One/100)), money.Italian)
}
