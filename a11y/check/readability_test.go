package check_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/a11y/check"
)

// Domain facts §8: vectors worked out by hand for this definition of word, letter and sentence.
func TestGulpease(t *testing.T) {
	for _, c := range []struct {
		text  string
		words int
		want  float64
	}{
		{"Il gatto dorme.", 3, 100},
		{"Devi pagare la tassa sui rifiuti entro il 18 giugno. Puoi pagare online, in banca o in tabaccheria.", 17, 79.00},
		{"Il contribuente deve effettuare il versamento dell'imposta municipale propria entro il termine previsto dalla normativa vigente.", 17, 41.35},
		{"L'istanza, corredata della documentazione prescritta, deve essere presentata telematicamente mediante autenticazione con identità digitale.", 15, 27.67},
		{"", 0, 100},
		{"18 – 24", 0, 100},
	} {
		if got := check.Gulpease(c.text); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%q: %.2f, want %.2f", c.text, got, c.want)
		}
		if got := check.Words(c.text); got != c.words {
			t.Errorf("%q: %d words, want %d", c.text, got, c.words)
		}
	}
}

// A name and an address are as long as they are: a sentence is judged by the words that its writer chose.
func TestNamesAreNobodysFault(t *testing.T) {
	for text, hard := range map[string]bool{
		"Sta aiutando ora la signora Mariantonietta Brambillaschevich Pontecorvo":                     false,
		"Scriviamo a questo indirizzo: mariantonietta.brambillaschevich@esempio.it":                   false,
		"Mariantonietta Brambillaschevich vuole che io mandi la sua domanda":                          false,
		"Nel Contribuentario deve effettuarsi il versamento dell'imposta entro la normativa":          true,
		"Sta effettuando operazioni amministrative nell'interesse della signora Ada Colli":            true,
		"Il Contribuente deve effettuare il Versamento dell'Imposta entro il Termine dalla Normativa": true, // capitals make no names
		"Il contribuente deve effettuare il versamento dell'imposta entro il termine dalla normativa": true,
	} {
		root, err := html.Parse(strings.NewReader(`<html lang="it"><body><main><p>` + text + `.</p></main></body></html>`))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range check.Page(root) {
			found = found || f.Rule == "hard-sentence"
		}
		if found != hard {
			t.Errorf("%q: found hard: %v", text, found)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"full stop", "Paga ora. Poi riposa.", []string{"Paga ora", "Poi riposa."}},
		{"a number", "Deve pagare 1.234,50 euro.", []string{"Deve pagare 1.234,50 euro."}},
		{"abbreviations", "Vedi art. 3 n. 12 della legge. Chiami il sig. Rossi!", []string{"Vedi art. 3 n. 12 della legge", "Chiami il sig. Rossi!"}},
		{"a line end", "La sua TARI\nDa pagare oggi", []string{"La sua TARI", "Da pagare oggi"}},
		{"a quote", "Prema «Avanti.» Poi aspetti…", []string{"Prema «Avanti", "Poi aspetti…"}},
		{"a word that ends like an abbreviation", "Entra nella parte. Poi esci.", []string{"Entra nella parte", "Poi esci."}},
		{"no words", "12. 24.", nil},
	} {
		got := check.Sentences(c.text)
		for i := range got {
			got[i] = strings.TrimRight(got[i], ".!…»")
		}
		for i := range c.want {
			c.want[i] = strings.TrimRight(c.want[i], ".!…»")
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestReadingTextJoinsLabelAndHint(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<html lang="it"><body><nav>Menu</nav><main><h1>Chi <em>è</em> lei?</h1>
		<p>Scriva il nome.<br>Poi vada avanti.</p><label for="cf">Codice fiscale</label><p id="h">Lo trova sulla tessera sanitaria.</p>
		<input id="cf" aria-describedby="h"><p lang="en">Write your name.</p><p translate="no">Direzione amministrativa</p>
		<p hidden>Nascosto</p><ul><li>Uno</li><li>Due gatti neri</li><li>Due!</li></ul></main></body></html>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Chi è lei?", "Scriva il nome.", "Poi vada avanti.", "Codice fiscale Lo trova sulla tessera sanitaria.", "Due gatti neri", "Due!"}
	if diff := cmp.Diff(want, check.ReadingText(root)); diff != "" {
		t.Error(diff)
	}
}
