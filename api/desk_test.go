package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/desk"
)

// annasCode is a sound codice fiscale of nobody.
const annasCode = "RSSMRA85T10A562S"

// deskDoor is /v1 for Bice, a clerk, in a town where Anna lives.
type deskDoor struct {
	*pair
	owner *pgxpool.Pool
}

func atDesk(t *testing.T, change ...func(*api.Config)) deskDoor {
	t.Helper()
	h, owner := openDoor(t, change...)
	for _, sql := range []string{`insert into clerk(person, office) values ('` + bice + `', 'Sportello')`,
		`update person set fiscal_code = '` + annasCode + `', family_name = 'Rossi' where id = '` + anna + `'`} {
		if _, err := owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	return deskDoor{&pair{T: t, door: h}, owner}
}

// clerk sends a command of Bice's at the desk; it gives the status with the end of the problem, or why a receipt refuses.
func (d deskDoor) clerk(method, path, body, key string, more ...string) string {
	d.Helper()
	headers := append([]string{"Sportello-Subject", bice, "Idempotency-Key", key, "X-Office", "Sportello"}, more...)
	w := call(d.door, bice, method, path, body, headers...)
	var answer struct{ Type, Problem string }
	_ = json.Unmarshal(w.Body.Bytes(), &answer)
	return strings.TrimSpace(fmt.Sprint(w.Code, " ", strings.TrimPrefix(answer.Type, "/problems/"), answer.Problem))
}

func (d deskDoor) work() (seen desk.Desk) {
	d.Helper()
	w := call(d.door, bice, "GET", "/v1/desk/assistances", "", "X-Office", "Sportello")
	if err := json.Unmarshal(w.Body.Bytes(), &seen); err != nil || w.Code != 200 {
		d.Fatalf("%d %s", w.Code, w.Body)
	}
	return seen
}

func key(n int) string { return fmt.Sprintf("01890000-0000-7000-8000-0000000002%02d", n) }

const (
	searchFor = `{"reason":"tax","note":"Chiede della rata","fiscal_code":"` + annasCode + `"}`
	byCard    = `{"search":"%s","presence":{"how":"document","document":"passport","last_four":"12AB","expires":"%s"}}`
)

// TestDesk walks a whole assistance as a program does.
func TestDesk(t *testing.T) {
	d := atDesk(t)
	open := fmt.Sprintf(byCard, key(1), "2099-12-31")
	for _, step := range []struct{ about, got, want string }{
		{"a search", d.clerk("POST", "/v1/desk/searches", searchFor, key(1)), "200"},
		{"the same search again", d.clerk("POST", "/v1/desk/searches", searchFor, key(1)), "200"},
		{"nobody", d.clerk("POST", "/v1/desk/searches", `{"reason":"tax","note":"x","family_name":"Rossi","given_name":"Bea","birth_date":"1950-01-01"}`, key(2)), "200 desk.nobody"},
		{"no reason", d.clerk("POST", "/v1/desk/searches", `{"reason":"tax","note":"","fiscal_code":"`+annasCode+`"}`, key(3)), "422 refused/bad_search"},
		{"a reason of one's own", d.clerk("POST", "/v1/desk/searches", `{"reason":"curious","note":"x","fiscal_code":"`+annasCode+`"}`, key(3)), "422"},
		{"a document that has ended", d.clerk("POST", "/v1/desk/assistances", fmt.Sprintf(byCard, key(1), "2020-12-31"), key(4)), "422 refused/bad_presence"},
		{"the opening", d.clerk("POST", "/v1/desk/assistances", open, key(4)), "200"},
		{"the opening again, with the same key", d.clerk("POST", "/v1/desk/assistances", open, key(4)), "200"},
		{"the search again, with another key", d.clerk("POST", "/v1/desk/assistances", open, key(5)), "200 desk.gone"},
		{"Anna's folder", status(d, key(4)), "200"},
		{"the desk, in the assistance", d.clerk("POST", "/v1/desk/searches", searchFor, key(6), "Sportello-Mandate", key(4), "Sportello-Subject", anna), "404 not-found"},
		{"filing without Anna's yes", d.file(key(4)), "422 refused/no_consent"},
		{"the end", d.clerk("DELETE", "/v1/desk/assistances/"+key(4), "", key(7)), "200"},
		{"Anna's folder afterwards", status(d, key(4)), "403 no-mandate"},
	} {
		if step.got != step.want {
			t.Errorf("%s: %q, want %q", step.about, step.got, step.want)
		}
	}
	if work := d.work(); len(work.Open) != 0 || work.Last == nil || work.Last.ID != key(4) || work.Last.Person.FiscalCode != annasCode {
		t.Errorf("the clerk reads %+v", work)
	}
	var filed int
	if err := d.owner.QueryRow(t.Context(), `select count(*) from application`).Scan(&filed); err != nil || filed != 0 {
		t.Errorf("%d applications, %v", filed, err)
	}
}

// status is what the folder under a mandate answers.
func status(d deskDoor, mandate string) string {
	return d.clerk("GET", "/v1/folder", "", key(90), "Sportello-Mandate", mandate)
}

// file sends an application for Anna under an assistance.
func (d deskDoor) file(mandate string) string {
	return d.clerk("POST", "/v1/applications", whole, draft, "Sportello-Mandate", mandate, "Sportello-Subject", anna)
}

// TestDeskIsOfClerks: whoever is no clerk finds nothing there, and a clerk never helps themselves.
func TestDeskIsOfClerks(t *testing.T) {
	d := atDesk(t)
	for _, c := range []struct{ method, path, body string }{
		{"GET", "/v1/desk/assistances", ""}, {"POST", "/v1/desk/searches", searchFor},
		{"POST", "/v1/desk/assistances", fmt.Sprintf(byCard, key(1), "2099-12-31")}, {"DELETE", "/v1/desk/assistances/" + key(1), ""},
	} {
		if got := d.do(anna, anna, "", c.method, c.path, c.body); got != "404 not-found" {
			t.Errorf("%s %s for a citizen: %s", c.method, c.path, got)
		}
	}
	if _, err := d.owner.Exec(t.Context(), `update person set fiscal_code = 'LSMMRT80A65B729D' where id = $1`, bice); err != nil {
		t.Fatal(err)
	}
	self := strings.Replace(searchFor, annasCode, "LSMMRT80A65B729D", 1)
	if got := d.clerk("POST", "/v1/desk/searches", self, key(1)); got != "200 desk.nobody" {
		t.Errorf("a search for oneself: %s", got)
	}
	if got := d.clerk("POST", "/v1/desk/assistances", fmt.Sprintf(byCard, key(1), "2099-12-31"), key(2)); got != "200 desk.gone" {
		t.Errorf("an assistance for oneself: %s", got)
	}
}
