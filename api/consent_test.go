package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/e2e/outside/mailbox"
)

// helping is Bice at the desk, in an assistance for Anna, in a town with a mailbox.
func helping(t *testing.T) (deskDoor, *mailbox.Mailbox) {
	t.Helper()
	box := mailbox.New(mailbox.Config{})
	at, err := box.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	d := atDesk(t, func(c *api.Config) {
		c.Mail = api.Mail{Addr: at, From: "Prova <prova@example.it>"}
		c.Say = func(lang, key string, vars ...any) string { return fmt.Sprint(lang, " ", key, " ", vars) }
	})
	d.clerk("POST", "/v1/desk/searches", searchFor, key(1))
	if got := d.clerk("POST", "/v1/desk/assistances", fmt.Sprintf(byCard, key(1), "2099-12-31"), key(4)); got != "200" {
		t.Fatal(got)
	}
	return d, box
}

const consentsAt = "/v1/desk/assistances/01890000-0000-7000-8000-000000000204/consents"

// under sends a command of Bice's for Anna in the assistance.
func (d deskDoor) under(method, path, body, id string) string {
	d.Helper()
	return d.clerk(method, path, body, id, "Sportello-Mandate", key(4), "Sportello-Subject", anna)
}

// own sends a command of Anna's in her own matters, and gives its receipt.
func (d deskDoor) own(path, body string) (int, command.Receipt) {
	d.Helper()
	w := call(d.door, anna, "POST", path, body, "Sportello-Subject", anna)
	var r command.Receipt
	_ = json.Unmarshal(w.Body.Bytes(), &r)
	return w.Code, r
}

func yesOf(code string) string { return `{"code":"` + code + `"}` }

var (
	askBody  = strings.TrimSuffix(whole, "}") + `,"draft":"` + draft + `"}`
	withYes  = strings.TrimSuffix(whole, "}") + `,"consent":"` + key(10) + `"}`
	eight    = regexp.MustCompile(`\b\d{4} \d{4}\b`)
	giveAt   = consentsAt + "/" + key(10) + "/yes"
	mailAt   = consentsAt + "/" + key(10) + "/code"
	fileBody = strings.Replace(withYes, "Via Cavour 12", "Via Roma 1", 1)
)

// TestV1Consents walks a filing with the citizen's spoken code as a program does: app, letter and card.
func TestV1Consents(t *testing.T) {
	d, box := helping(t)
	if got := d.under("POST", consentsAt, askBody, key(10)); got != "200" {
		t.Fatal(got)
	}
	w := call(d.door, anna, "GET", "/v1/consents", "")
	var open []desk.Consent
	if err := json.Unmarshal(w.Body.Bytes(), &open); err != nil || len(open) != 1 || open[0].ID != key(10) || open[0].Deed != desk.Filing {
		t.Fatalf("Anna reads %s", w.Body)
	}
	status, shown := d.own("/v1/consents/"+key(10)+"/code", "")
	if status != 200 || len(shown.Codes) != 1 || len(shown.Codes[0]) != command.CodeDigits {
		t.Fatalf("%d %+v", status, shown)
	}
	for _, step := range []struct{ about, got, want string }{
		{"filing before the yes", d.under("POST", "/v1/applications", withYes, draft), "422 refused/no_consent"},
		{"a code of seven digits", d.under("POST", giveAt, yesOf("1234567"), key(11)), "422 refused/code_form"},
		{"a letter, with no address on file", d.under("POST", mailAt, `{"means":"mail"}`, key(12)), "422 refused/no_address"},
		{"the right code", d.under("POST", giveAt, yesOf(command.ShownCode(shown.Codes[0])), key(13)), "200"},
		{"the right code again", d.under("POST", giveAt, yesOf(shown.Codes[0]), key(14)), "200"},
		{"other answers", d.under("POST", "/v1/applications", fileBody, draft), "422 refused/consent_other"},
		{"another draft", d.under("POST", "/v1/applications", withYes, key(15)), "422 refused/consent_other"},
		{"the application", d.under("POST", "/v1/applications", withYes, draft), "201"},
		{"the application again, with its key", d.under("POST", "/v1/applications", withYes, draft), "201"},
		{"the consent for another one", d.under("POST", "/v1/applications", withYes, key(16)), "422 refused/no_consent"},
		{"the code afterwards", d.under("POST", giveAt, yesOf(shown.Codes[0]), key(17)), "422 wrong-code"},
	} {
		if step.got != step.want {
			t.Errorf("%s: %q, want %q", step.about, step.got, step.want)
		}
	}
	var by, kind string
	if err := d.owner.QueryRow(t.Context(), `select actor::text, mandate ->> 'kind' from application where subject = $1`, anna).Scan(&by, &kind); err != nil || by != bice || kind != "desk" {
		t.Errorf("filed by %s under %s (%v)", by, kind, err)
	}
	if len(box.Letters()) != 0 {
		t.Error("a letter was sent to nowhere")
	}
}

// The letter goes to the address in force: one that the clerk has changed a minute before is not.
func TestV1CodeByLetter(t *testing.T) {
	d, box := helping(t)
	contact := func(id, value, by, mandate string, from time.Duration) {
		t.Helper()
		_, err := d.owner.Exec(t.Context(), `insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
			values ($1, $2, 'email', $3, $4, $5, now() - interval '1 hour', now() + $6::interval)`, id, anna, value, by, `{"kind":"`+mandate+`"}`, from)
		if err != nil {
			t.Fatal(err)
		}
	}
	contact(key(80), "anna@example.it", anna, "self", -time.Hour)
	contact(key(81), "clerk@example.it", bice, "desk", 72*time.Hour)
	if got := d.under("POST", consentsAt, askBody, key(10)); got != "200" {
		t.Fatal(got)
	}
	for range 2 { // a second tap sends nothing
		if got := d.under("POST", mailAt, `{"means":"mail"}`, key(12)); got != "200" {
			t.Fatal(got)
		}
	}
	letters := box.Letters()
	if len(letters) != 1 || letters[0].To != "anna@example.it" {
		t.Fatalf("%d letters: %+v", len(letters), letters)
	}
	code := eight.FindString(letters[0].Text)
	if got := d.under("POST", giveAt, yesOf(code), key(13)); code == "" || got != "200" {
		t.Errorf("the code %q of the letter: %s\n%s", code, got, letters[0].Text)
	}
	box.Simulate(mailbox.Faults{Refuse: 550})
	if got := d.under("POST", consentsAt, askBody, key(18)); got != "200" {
		t.Fatal(got)
	}
	if got := d.under("POST", consentsAt+"/"+key(18)+"/code", `{"means":"mail"}`, key(19)); got != "422 refused/not_carried" {
		t.Errorf("a letter that is refused: %s", got)
	}
}

// Ten codes in one's own matters alone; the clerk is told the number, never a code.
func TestV1Card(t *testing.T) {
	d, _ := helping(t)
	for about, got := range map[string]string{
		"a clerk for the citizen": d.under("POST", "/v1/card", "", key(30)),
		"a stranger":              d.do("", anna, "", "POST", "/v1/card", ""),
	} {
		if got == "200" {
			t.Errorf("%s makes a card", about)
		}
	}
	status, card := d.own("/v1/card", "")
	if status != 200 || len(card.Codes) != desk.CardCodes {
		t.Fatalf("%d, %d codes", status, len(card.Codes))
	}
	if got := d.under("POST", consentsAt, askBody, key(10)); got != "200" {
		t.Fatal(got)
	}
	w := call(d.door, bice, "GET", consentsAt, "", "Sportello-Mandate", key(4), "X-Office", "Sportello")
	var asked []desk.Consent
	if err := json.Unmarshal(w.Body.Bytes(), &asked); err != nil || len(asked) != 1 || asked[0].Card != 1 {
		t.Fatalf("the clerk reads %s", w.Body)
	}
	if strings.Contains(w.Body.String(), card.Codes[0]) {
		t.Error("the clerk reads a code")
	}
	if got := d.under("POST", giveAt, yesOf(card.Codes[0]), key(13)); got != "200" {
		t.Errorf("code number 1: %s", got)
	}
	var folder struct{ Card desk.Card }
	w = call(d.door, anna, "GET", "/v1/folder", "")
	if err := json.Unmarshal(w.Body.Bytes(), &folder); err != nil || folder.Card.Left != 9 {
		t.Errorf("%d codes are left (%v)", folder.Card.Left, err)
	}
}

// Guessing stops after five, with the same answer for what there is and what there is not; the citizen goes on.
func TestV1Guessing(t *testing.T) {
	d, _ := helping(t)
	if got := d.under("POST", consentsAt, askBody, key(10)); got != "200" {
		t.Fatal(got)
	}
	_, shown := d.own("/v1/consents/"+key(10)+"/code", "")
	var bodies []string
	for i := range 6 {
		at := giveAt
		if i%2 == 1 {
			at = consentsAt + "/" + key(70+i) + "/yes" // there is no such consent
		}
		w := call(d.door, bice, "POST", at, yesOf("00000000"), "Sportello-Subject", anna, "Sportello-Mandate", key(4), "X-Office", "Sportello")
		if want := map[bool]int{true: http.StatusUnprocessableEntity, false: http.StatusTooManyRequests}[i < 5]; w.Code != want {
			t.Errorf("try %d: %d, want %d", i+1, w.Code, want)
		}
		bodies = append(bodies, regexp.MustCompile(`"value":\d+`).ReplaceAllString(w.Body.String(), ""))
	}
	if bodies[0] != bodies[1] {
		t.Errorf("the answers differ:\n%s\n%s", bodies[0], bodies[1])
	}
	if got := d.under("POST", giveAt, yesOf(shown.Codes[0]), key(13)); got != "429 locked" {
		t.Errorf("the right code while locked: %s", got)
	}
	if status, _ := d.own("/v1/consents/"+key(10)+"/no", ""); status != 200 {
		t.Errorf("the citizen cannot say no: %d", status)
	}
	if w := call(d.door, anna, "POST", "/v1/applications", whole, "Sportello-Subject", anna, "Idempotency-Key", draft); w.Code != 201 {
		t.Errorf("the citizen cannot file: %d %s", w.Code, w.Body)
	}
	if got := d.under("POST", consentsAt+"/"+key(10)+"/no", "", key(33)); !strings.HasPrefix(got, "40") {
		t.Errorf("a clerk says no: %s", got)
	}
}
