package rights

import (
	"fmt"
	"html"
	"io"
	"strings"
	"testing"

	"sportello/app"
)

// What a visitor gets of a page.
const (
	page    = 'y' // the page, or another one of the same matters
	enter   = 'e' // to sign in first
	away    = 'o' // out of another's matters, to the same address in one's own
	refused = 'n' // nothing can be done for this person: the same for what ended and what never was
	nothing = '0' // there is no such page
)

// row is a page: an address of its pattern, and what each visitor gets, in the order of visitors.
type row struct{ pattern, path, gets string }

// The columns: self, whole, tax, preparing | expired, future, paused, revoked, other, never | clerk: without,
// ended, late, with, in their own | nobody, nobody with an id.
const (
	everybody = "yooo oooooo ooooy yo" // pages about nobody
	anybody   = "yyyy nnnnnn nnnyy ye" // pages that are about somebody when somebody asks
	own       = "yooo oooooo ooooy eo" // one's own matters alone
	theirs    = "yyyy nnnnnn nnnyy ee" // what the mandate does not reach is not on the page
	clerks    = "0ooo oooooo ooooy eo" // the desk, of which nobody else knows anything
	held      = "yy00 nnnnnn nnny0 ee" // what Teresa holds and Marta does not
)

var pages = []row{
	{"/", "/", anybody},
	{"/entra", "/entra", "yeee eeeeee eeeey ye"},
	{"/esci", "/esci", own},
	{"/preferenze", "/preferenze", everybody},
	{"/aiuto", "/aiuto", everybody},
	{"/accessibilita", "/accessibilita", everybody},
	{"/privacy", "/privacy", everybody},
	{"/note-legali", "/note-legali", everybody},
	{"/segnala", "/segnala", everybody},
	{"/recapiti", "/recapiti", "yy00 nnnnnn nnnyy ee"},
	{"/recapiti/ferma", "/recapiti/ferma", theirs},
	{"/recapiti/{kind}", "/recapiti/email", "yy00 nnnnnn nnnyy ee"},
	{"/tasse/tari", "/tasse/tari", theirs},
	{"/tasse/tari/{utenza}/{anno}", "/tasse/tari/{utenza}/2026", "yyy0 nnnnnn nnny0 ee"},
	{"/tasse", "/tasse", theirs},
	{"/tasse/tari/{utenza}/{anno}/perche", "/tasse/tari/{utenza}/2026/perche", "yyy0 nnnnnn nnny0 ee"},
	{"/tasse/tari/{utenza}/{anno}/paga/{rata}", "/tasse/tari/{utenza}/2026/paga/3", "yyy0 nnnnnn nnny0 ee"},
	{"/tasse/tari/{utenza}/{anno}/paga/{rata}/f24", "/tasse/tari/{utenza}/2026/paga/3/f24", "yyy0 nnnnnn nnny0 ee"},
	{"/tasse/imu", "/tasse/imu", theirs},
	{"/tasse/imu/simula", "/tasse/imu/simula", theirs},
	{"/tasse/imu/{anno}", "/tasse/imu/2026", held},
	{"/tasse/imu/{anno}/perche", "/tasse/imu/2026/perche", held},
	{"/tasse/imu/{anno}/paga/{quando}", "/tasse/imu/2026/paga/saldo", held},
	{"/tasse/imu/{anno}/ritardo", "/tasse/imu/2026/ritardo", held},
	{"/tasse/imu/{anno}/immobili", "/tasse/imu/2026/immobili", held},
	{"/tasse/imu/{anno}/immobili/{unit}", "/tasse/imu/2026/immobili/{unit}", held},
	{"/scadenze", "/scadenze", theirs},
	{"/scadenze.ics", "/scadenze.ics", theirs},
	{"/scadenze/calendario", "/scadenze/calendario", own},
	{"/multe", "/multe", theirs},
	{"/multe/{verbale}", "/multe/{fine}", held},
	{"/multe/cerca", "/multe/cerca", everybody},
	{"/avviso", "/avviso", everybody},
	{"/paga", "/paga", theirs},
	{"/paga/conferma", "/paga/conferma?avviso=" + cheap, "yy0y nnnnnn nnny0 ee"},
	{"/paga/conferma", "/paga/conferma", theirs},
	{"/paga/libero", "/paga/libero", everybody},
	{"/paga/libero/{payment}", "/paga/libero/{never}", "0ooo oooooo oooo0 0o"},
	{"/pagamenti", "/pagamenti", theirs},
	{"/pagamenti/{payment}", "/pagamenti/" + tried, held},
	{"/ricevute/{receipt}", "/ricevute/" + proved, held},
	{"/ricevute/{receipt}.html", "/ricevute/" + proved + ".html", held},
	{"/servizi", "/servizi", anybody},
	{"/servizi/{service}", "/servizi/telesoccorso", anybody},
	{"/servizi/{service}/domanda", begin, theirs},
	{"/servizi/{service}/domanda/controlla", begin + "/controlla", theirs},
	{"/servizi/{service}/domanda/conferma", begin + "/conferma", theirs},
	{"/servizi/{service}/domanda/elimina", begin + "/elimina", theirs},
	{"/servizi/{service}/domanda/{step}", begin + "/address", theirs},
	{"/pratiche", "/pratiche", theirs},
	{"/pratiche/non-mandate", "/pratiche/non-mandate", own},
	{"/pratiche/{id}", "/pratiche/" + filed, "yy0y nnnnnn nnny0 ee"},
	{"/conferme/{id}", "/conferme/" + filed, "yy0y nnnnnn nnny0 ee"},
	{"/conferme/{id}/no", "/conferme/" + filed + "/no", "yy0y nnnnnn nnny0 ee"},
	{"/conferme/{id}/ritira", "/conferme/" + filed + "/ritira", "yy0y nnnnnn nnny0 ee"},
	{"/accessi", "/accessi", own},
	{"/persone", "/persone", own},
	{"/deleghe", "/deleghe", own},
	{"/deleghe/nuova", "/deleghe/nuova", own},
	{"/deleghe/nuova/controlla", "/deleghe/nuova/controlla", own},
	{"/deleghe/nuova/elimina", "/deleghe/nuova/elimina", own},
	{"/deleghe/nuova/{step}", "/deleghe/nuova/who", own},
	{"/deleghe/codice", "/deleghe/codice", own},
	{"/deleghe/richiesta", "/deleghe/richiesta", own},
	{"/deleghe/richiesta/controlla", "/deleghe/richiesta/controlla", own},
	{"/deleghe/richiesta/elimina", "/deleghe/richiesta/elimina", own},
	{"/deleghe/richiesta/{step}", "/deleghe/richiesta/kind", own},
	{"/deleghe/modulo", "/deleghe/modulo", everybody},
	{"/consensi", "/consensi", own},
	{"/codici", "/codici", own},
	{"/sportello/deleghe", "/sportello/deleghe", clerks},
	{"/sportello/deleghe/carta", "/sportello/deleghe/carta", clerks},
	{"/sportello/deleghe/carta/controlla", "/sportello/deleghe/carta/controlla", clerks},
	{"/sportello/deleghe/carta/{step}", "/sportello/deleghe/carta/delegator", clerks},
	{"/sportello/aiuto", "/sportello/aiuto", clerks},
	{"/deleghe/{id}", "/deleghe/{whole}", "yooo oooooo oooo0 eo"},
	{"/deleghe/{id}/{act}", "/deleghe/{whole}/revoca", "yooo oooooo oooo0 eo"},
	{"/consensi/{id}", "/consensi/{never}", "0ooo oooooo oooo0 eo"},
	{"/sportello/deleghe/{id}", "/sportello/deleghe/{never}", "0ooo oooooo oooo0 eo"},
	{"/consenso/{service}", "/consenso/telesoccorso", "0000 nnnnnn nnny0 ee"},
	{"/sportello", "/sportello", clerks},
	{"/sportello/persona", "/sportello/persona", clerks},
	{"/sportello/presenza/{search}", "/sportello/presenza/{never}", clerks},
	{"/sportello/presenza/{search}/{how}", "/sportello/presenza/{never}/known", clerks},
	{"/sportello/vede", "/sportello/vede", "0000 nnnnnn nnny0 ee"},
	{"/sportello/fine", "/sportello/fine", clerks},
	{"/sportello/finita", "/sportello/finita", clerks},
}

const begin = "/servizi/telesoccorso/domanda"

// TestPages asks for every page in every way.
func TestPages(t *testing.T) {
	asked := map[string]bool{}
	for _, r := range pages {
		asked[r.pattern] = true
		t.Run(r.path, func(t *testing.T) {
			path := strings.NewReplacer("{utenza}", utenza, "{unit}", unit, "{fine}", fine, "{whole}", whole, "{never}", never).Replace(r.path)
			want := strings.ReplaceAll(r.gets, " ", "")
			var letters strings.Builder
			for i, v := range visitors {
				a, err := ask(clients[v.who], "GET", app.Base(v.mandate)+path, "", "", "", "")
				if err != nil {
					t.Fatal(err)
				}
				letter := kind(v, path, a)
				letters.WriteRune(letter)
				if letter != rune(want[i]) {
					t.Errorf("%s: gets %c (%d %s), want %c", v.about, letter, a.status, a.location, want[i])
				}
				if strings.Contains(html.UnescapeString(a.body), marker) != knows(v, path) {
					t.Errorf("%s: Teresa's words are on the page: %v, should be %v", v.about, !knows(v, path), knows(v, path))
				}
			}
			t.Log(letters.String())
		})
	}
	for _, pattern := range app.Paths() {
		if !asked[pattern] {
			t.Errorf("nobody has asked for %s", pattern)
		}
	}
}

// TestNotThereAlike: who may see the TARI alone is told of a year and a home that are there what they are told of
// those that never were.
func TestNotThereAlike(t *testing.T) {
	said := func(path string) string {
		a, err := ask(clients["chiara"], "GET", app.Base(taxOnly)+path, "", "", "", "")
		if err != nil {
			t.Fatal(err)
		}
		_, main, _ := strings.Cut(a.body, "<main")
		main, _, _ = strings.Cut(main, "</main>")
		if a.status != 404 || main == "" {
			t.Errorf("%s: %d %s", path, a.status, main)
		}
		return main
	}
	for there, never := range map[string]string{"/tasse/imu/2026": "/tasse/imu/1999", "/tasse/imu/2026/immobili/" + unit: "/tasse/imu/2026/immobili/nessuno",
		"/tasse/imu/2026/paga/saldo": "/tasse/imu/1999/paga/saldo", "/tasse/imu/2026/ritardo": "/tasse/imu/1999/ritardo"} {
		if a, b := said(there), said(never); a != b {
			t.Errorf("%s:\n%s\n%s:\n%s", there, a, never, b)
		}
	}
}

// knows reports whether Teresa's words must be on a page.
func knows(v visitor, path string) bool {
	return path == "/pratiche/"+filed && strings.Contains("SWPA", v.letter)
}

// kind is what was got, as a letter.
func kind(v visitor, path string, a got) rune {
	base := app.Base(v.mandate)
	switch {
	case a.status == 200, a.status == 303 && base != "" && strings.HasPrefix(a.location, base),
		a.status == 303 && base == "" && !strings.HasPrefix(a.location, "/entra"):
		return page
	case a.status == 303 && strings.HasPrefix(a.location, "/entra"):
		return enter
	case a.status == 303 && base != "" && !strings.HasPrefix(a.location, app.People):
		return away
	case a.status == 403:
		return refused
	case a.status == 404:
		return nothing
	}
	panic(fmt.Sprintf("%s: status %d", path, a.status))
}

func readAll(r io.Reader) (string, error) {
	b, err := io.ReadAll(r)
	return string(b), err
}

// TestWhoMayPay: the button that pays stands on the page of who may pay so much, and on nobody else's; the others are
// told why, and have the number.
func TestWhoMayPay(t *testing.T) {
	const button, number = `name="totale"`, "3489 0000 0000 0003 11"
	for letter, says := range map[string]string{"S": button, "W": "Questa somma è troppo alta per la delega", "P": "Con questa delega non può pagare", "A": number} {
		for _, v := range visitors {
			if v.letter != letter {
				continue
			}
			a, err := ask(clients[v.who], "GET", app.Base(v.mandate)+"/paga/conferma?avviso="+left, "", "", "", "")
			if err != nil {
				t.Fatal(err)
			}
			said := strings.ReplaceAll(html.UnescapeString(a.body), "\u00a0", " ")
			if !strings.Contains(said, says) || !strings.Contains(said, number) || (letter != "S") == strings.Contains(said, button) {
				t.Errorf("%s: says %q %v, the number %v, has the button %v", v.about, says, strings.Contains(said, says), strings.Contains(said, number), strings.Contains(said, button))
			}
		}
	}
}
