package stories

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/e2e/house"
)

// TestCalendarLink: a calendar that signs in nowhere reads the days by a secret address, without sums or names, until
// the address is closed. Then it is like one that never was.
func TestCalendarLink(t *testing.T) {
	gemma := reads(t, "gemma")
	gemma.open("/scadenze")
	gemma.follow("Un calendario che cambia da solo")
	gemma.press("Faccia l'indirizzo segreto")
	gemma.sees("Lo vede solo ora")
	secret := ""
	for n := range gemma.page.Descendants() {
		if attr(n, "id") == "segreto" {
			secret = text(n)
		}
	}
	if !strings.HasPrefix(secret, town.URL+"/calendario/") {
		t.Fatalf("the address is %q", secret)
	}
	status, kind, diary := fetched(t, secret)
	if status != http.StatusOK || !strings.HasPrefix(kind, "text/calendar") {
		t.Fatalf("a calendar gets %d %s", status, kind)
	}
	if !strings.HasPrefix(diary, "BEGIN:VCALENDAR") || !strings.Contains(diary, "SUMMARY:") {
		t.Errorf("no days in %s", diary)
	}
	for _, never := range []string{"€", "euro", "Barlasvati", "Gemma"} {
		if strings.Contains(diary, never) {
			t.Errorf("the secret address tells %q: %s", never, diary)
		}
	}
	gemma.open("/scadenze/calendario")
	if strings.Contains(gemma.main(), secret) {
		t.Error("the address is shown again")
	}
	gemma.press("Chiuda l'indirizzo", "fai", "chiudi")
	gemma.sees("L'indirizzo è chiuso")
	gone, _, said := fetched(t, secret)
	never, _, strange := fetched(t, town.URL+"/calendario/"+strings.Repeat("A", 43)+".ics")
	if gone != http.StatusNotFound || never != gone || said != strange {
		t.Errorf("closed: %d %q; never made: %d %q", gone, said, never, strange)
	}
}

// fetched is what a program without cookies gets.
func fetched(t *testing.T, address string) (status int, kind, body string) {
	t.Helper()
	got, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	raw, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, got.Header.Get("Content-Type"), string(raw)
}

// TestTheOfficeImports: the tax office takes in what Corrado holds, and then what he has paid, with the command that
// a comune runs; his pages say so each time, and a second run of the same file changes nothing.
func TestTheOfficeImports(t *testing.T) {
	code := codeOf(t, "Corrado", "Verdurvusi")
	corrado := reads(t, code)
	year := calendar.InRome(time.Now()).Year()
	holds := "COD_FISC;COGNOME;NOME;COD_IMMOBILE;TIPO;INDIRIZZO;FOGLIO;PARTICELLA;SUB;CAT;VALORE;QUOTA;DIRITTO;USO;DAL;AL\r\n" +
		code + ";VERDURVUSI;CORRADO;Z9000001;F;Via dell'Ufficio 5;9;901;3;A/3;1.000,00;1/1;proprietà;altro;01/01/2019;\r\n" +
		code + ";VERDURVUSI;CORRADO;Z9000002;F;Via Sbagliata 1;9;902;3;A/3;500,00;3/2;proprietà;altro;01/01/2019;31/12/2019\r\n"
	if said := imports(t, "imu", holds); !strings.Contains(said, "riga       3") || !strings.Contains(said, "colonna QUOTA") {
		t.Errorf("the row that is refused is not named: %s", said)
	}
	good := strings.Join(strings.SplitAfter(holds, "\r\n")[:2], "")
	imports(t, "imu", good)
	imports(t, "imu", good)
	corrado.open("/tasse/imu")
	corrado.sees("Via dell'Ufficio 5", "Il Comune non ha ancora visto pagamenti")
	owed := corrado.amount()

	imports(t, "payments", "ID_RIGA;COD_FISC;COGNOME;NOME;TRIBUTO;ANNO;ACCONTO;SALDO;RAVV;DATA_PAG;IMPORTO;N_IMMOBILI\r\n"+
		"Z0001;"+code+";VERDURVUSI;CORRADO;3918;"+strconv.Itoa(year)+";S;S;N;01/06/"+strconv.Itoa(year)+";123,00;1\r\n")
	corrado.open("/tasse/imu/" + strconv.Itoa(year))
	corrado.sees("123,00 €", "codice 3918")
	if corrado.amount() == owed {
		t.Errorf("what was paid is still owed: %s", owed)
	}
}

// imports runs the command on a file and gives what it said. That rows are refused is no failure of the run, unless
// nothing could enter.
func imports(t *testing.T, kind, file string) string {
	t.Helper()
	program, err := house.Binary()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), kind+".csv")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), program, "import", kind, path)
	run.Env = append(os.Environ(), "DATABASE_URL="+town.DSN())
	said, err := run.CombinedOutput()
	if code := run.ProcessState.ExitCode(); code != 0 && code != 3 {
		t.Fatalf("sportello import %s: %v\n%s", kind, err, said)
	}
	return string(said)
}
