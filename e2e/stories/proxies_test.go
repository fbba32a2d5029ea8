package stories

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/jackc/pgx/v5"

	"sportello/e2e/browser"
)

// codeOf is the fiscal code of an inhabitant.
func codeOf(t *testing.T, given, family string) (code string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), town.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), `select fiscal_code from person where given_name = $1 and family_name = $2`, given, family).Scan(&code); err != nil {
		t.Fatal(err)
	}
	return code
}

// eight are eight digits in two groups, as a code is shown.
var eight = regexp.MustCompile(`\b\d{4} \d{4}\b`)

// TestProxyFromInvitationToEnd: Corrado gives Lorena a proxy, she takes it with the code and reads for him; he reads
// that she did, and takes it away. All without script.
func TestProxyFromInvitationToEnd(t *testing.T) {
	hers := codeOf(t, "Lorena", "Ornagvesti")
	corrado, lorena := reads(t, codeOf(t, "Corrado", "Verdurvusi")), reads(t, hers)
	corrado.open("/deleghe/nuova")
	corrado.follow("Cominci")
	for _, a := range [][]string{{"name", "Lorena Ornagvesti", "code", hers}, {"reach", "prepare"}, {"services", "all"}, {"time", "12"}} {
		corrado.press("Continua", a...)
	}
	corrado.sees("Controlli la delega", "preparare le domande")
	corrado.press("Dia la delega")
	corrado.sees("Il codice per Lorena Ornagvesti")
	code := eight.FindString(corrado.main())
	if code == "" {
		t.Fatalf("no code is shown: %s", corrado.main())
	}

	lorena.open("/")
	lorena.sees("Corrado Verdurvusi")
	lorena.open("/deleghe/codice")
	lorena.press("Accetti la delega", "code", "0000 0000")
	lorena.sees("C'è un problema")
	lorena.press("Accetti la delega", "code", code)
	lorena.open("/persone")
	lorena.follow("Per Corrado Verdurvusi")
	base := lorena.at
	lorena.sees("Sta agendo per Corrado Verdurvusi", "Le pagine di Corrado Verdurvusi")
	lorena.follow("Le sue tasse")

	corrado.open("/accessi")
	corrado.sees("Lorena Ornagvesti")
	corrado.open("/deleghe")
	corrado.follow("Lorena Ornagvesti")
	corrado.follow("Tolga la delega")
	corrado.press("Sì, tolga la delega")
	corrado.sees("La delega è tolta")
	if r, err := lorena.client.Get(town.URL + base); err != nil || r.StatusCode != http.StatusForbidden {
		t.Errorf("after the end: %v %v", r.StatusCode, err)
	}
	lorena.open("/persone")
	lorena.sees("Nessuno le ha dato una delega in vigore.")
}

// TestHelpOnTheTelephone: Luca's phone tells in which page he is, by its own pages too, until he ends it. What he
// writes stays with him.
func TestHelpOnTheTelephone(t *testing.T) {
	p := signedIn(t, "luca", "/aiuto")
	p.awake()
	p.Loads(func() { p.Click("form[action='/aiuto'] button") })
	p.sees("Il suo codice di aiuto")
	code := eight.FindString(p.Text("main"))
	p.awake()
	p.Click("footer a[href='/privacy'], a[href='/privacy']")
	p.asks("Come usiamo i suoi dati")
	marta := reads(t, "marta")
	marta.open("/sportello/aiuto")
	marta.press("Veda la pagina", "codice", code)
	marta.sees("Dove è la persona", "Come usiamo i suoi dati")
	if got := browser.Eval[int](p.Tab, "document.querySelectorAll('#aiuto-in-corso').length"); got != 1 {
		t.Errorf("%d times said that help is on", got)
	}
	p.rests()
	p.Loads(func() { p.Click("#aiuto-in-corso button") })
	p.at("/privacy")
	p.WaitFor("!document.querySelector('#aiuto-in-corso')", patience)
	marta.open("/sportello/aiuto")
	marta.press("Veda la pagina", "codice", code)
	marta.sees("Il codice non è giusto o non vale più.")
}
