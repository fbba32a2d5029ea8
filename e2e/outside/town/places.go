package town

import (
	"fmt"
	"strconv"

	"sportello/api/calendar"
)

// birthplace is a comune by its Belfiore code, and how many of a thousand Italians of the town were born in it.
type birthplace struct {
	code     string
	perMille int
}

// birthplaces: the town's own hospital, those around (Desio, Carate, Giussano, Monza, Milano, Como, Lecco,
// Bergamo), and the South of those who came to work.
var birthplaces = []birthplace{
	{"I625", 430}, {"F205", 105}, {"F704", 100}, {"D286", 90}, {"B729", 60}, {"E063", 45}, {"C933", 25}, {"E507", 15}, {"A794", 10},
	{"F839", 15}, {"G273", 15}, {"H224", 15}, {"D643", 15}, {"A662", 10}, {"C351", 10}, {"D086", 15}, {"G942", 10}, {"H501", 15},
}

func (b *builder) place(s somebody, o *origin) string {
	if s.abroad {
		return o.code
	}
	n := b.rng.IntN(1000)
	for _, p := range birthplaces {
		if n < p.perMille {
			return p.code
		}
		n -= p.perMille
	}
	return "I625"
}

// streets sound of Seregno; who lives in them does not exist.
var streets = []string{
	"Via Umberto I", "Corso del Popolo", "Corso Matteotti", "Piazza Concordia", "Piazza Risorgimento", "Viale Edison",
	"Viale Repubblica", "Viale dei Tigli", "Viale Tiziano", "Via Giuseppe Garibaldi", "Via San Benedetto", "Via dell'Oriana",
	"Via Cavour", "Via Trabattoni", "Via Montello", "Via Stefano da Seregno", "Via Santa Valeria", "Via Wagner", "Via Verdi",
	"Via Solferino", "Via Milano", "Via Colzani", "Via Cadore", "Via Piave", "Via Nazioni Unite", "Via Carlo Porta",
	"Via Toscanini", "Via San Rocco", "Via Marsala", "Via Monte Bianco", "Via alla Porada", "Via Ballerini", "Via Lamarmora",
	"Via Correnti", "Via Medici da Seregno", "Via Parini", "Via San Vitale", "Via Sciesa", "Via Sant'Ambrogio", "Via Ripamonti",
	"Via Rossini", "Via Luini", "Via Fermi", "Via Galilei", "Via Leonardo da Vinci", "Via Carso", "Via Cascina Belsito", "Via Gorizia",
}

// squares are the usual square metres by occupants, one to six.
var squares = [6]int{62, 80, 94, 104, 114, 126}

// utenza is the waste office's number of a home.
func utenza(index int) string { return fmt.Sprintf("U%08d", index+1) }

// home makes the dwelling of a family.
func (b *builder) home(index, people, holder int) Home {
	h := Home{
		Utenza: utenza(index), Street: pick(b, streets), Number: b.number(), Category: b.category(),
		Sheet: 1 + b.rng.IntN(44), Parcel: 1 + b.rng.IntN(900), Sub: 1 + b.rng.IntN(60),
		Square: squares[min(people, 6)-1] + b.rng.IntN(51) - 20, People: people, Holder: holder,
		From: b.moved(), LowISEE: b.chance(45), Disabled: b.chance(20), pays: b.payer(),
	}
	if h.Category == "A/7" && h.Square >= 118 {
		h.Category = "A/8" // a villa
	}
	if b.chance(30) {
		h.Street += "; scala " + pick(b, []string{"A", "B", "C"})
	}
	return h
}

func (b *builder) number() string {
	n := strconv.Itoa(1 + b.rng.IntN(140))
	switch b.rng.IntN(20) {
	case 0:
		return n + "/A"
	case 1:
		return n + " bis"
	}
	return n
}

func (b *builder) category() string {
	switch n := b.rng.IntN(100); {
	case n < 55:
		return "A/3"
	case n < 83:
		return "A/2"
	case n < 96:
		return "A/4"
	}
	return "A/7"
}

// moved is the day from which the utenza is in force: one in twenty-five since last New Year's Day, so that the
// earlier years have no bill; the others since long.
func (b *builder) moved() calendar.Day {
	year := 1985 + b.rng.IntN(b.today.Year()-4-1985)
	if b.chance(40) {
		year = b.today.Year() - 1
	}
	d, _ := calendar.Of(year, 1, 1)
	return d
}
