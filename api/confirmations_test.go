package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sportello/api/applications"
	"sportello/api/folder"
)

// Bice helps Anna under this proxy, with the tasks of each test.
const help = "01890000-0000-7000-8000-0000000000f1"

// pair is the town hall's door for two people, with a proxy between them.
type pair struct {
	*testing.T
	door http.Handler
	keys int
}

func two(t *testing.T, tasks string) *pair {
	h, owner := openDoor(t)
	_, err := owner.Exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		values ($1, 'simple', $2, 'x', $3, $4, '2020-01-01', 'active', $2, now(), now())`, help, anna, bice, tasks)
	if err != nil {
		t.Fatal(err)
	}
	return &pair{T: t, door: h}
}

// do is one command: who, for whom and under which proxy, what. It gives the status and the end of the problem.
func (p *pair) do(who, subject, mandate, method, path, body string) string {
	p.keys++
	key := fmt.Sprintf("01890000-0000-7000-8000-0000000001%02d", p.keys)
	if path == "/v1/applications" {
		key = draft
	}
	headers := []string{"Sportello-Subject", subject, "Idempotency-Key", key}
	if mandate != "" {
		headers = append(headers, "Sportello-Mandate", mandate)
	}
	w := call(p.door, who, method, path, body, headers...)
	var problem struct{ Type string }
	_ = json.Unmarshal(w.Body.Bytes(), &problem)
	return strings.TrimSpace(fmt.Sprint(w.Code, " ", strings.TrimPrefix(problem.Type, "/problems/")))
}

func (p *pair) folder(who, mandate string) (f folder.Folder) {
	p.Helper()
	w := call(p.door, who, "GET", "/v1/folder", "", "Sportello-Mandate", mandate)
	if mandate == "" {
		w = call(p.door, who, "GET", "/v1/folder", "")
	}
	if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != 200 {
		p.Fatalf("%d %v", w.Code, err)
	}
	return f
}

func proposal(asked string) string {
	return strings.TrimSuffix(whole, "}") + `,"draft":"` + draft + `","asked":"` + asked + `"}`
}

var (
	yes   = strings.TrimSuffix(whole, "}") + `,"confirms":true}`
	other = strings.Replace(yes, "Via Cavour 12", "Via Roma 1", 1)
)

// What each of the two may do through /v1, in the order of a story: only the yes of who was asked files anything.
func TestV1Confirmations(t *testing.T) {
	const path, one = "/v1/confirmations", "/v1/confirmations/" + draft
	p := two(t, "{see,prepare}")
	for _, c := range []struct{ about, got, want string }{
		{"Bice proposes to a stranger", p.do(bice, anna, help, "POST", path, proposal(draft)), "422 refused/no_delegate"},
		{"Bice proposes to herself", p.do(bice, anna, help, "POST", path, proposal(bice)), "422 refused/no_delegate"},
		{"Anna proposes to Bice, who may not send", p.do(anna, anna, "", "POST", path, proposal(bice)), "422 refused/no_delegate"},
		{"an unfinished draft", p.do(bice, anna, help, "POST", path, strings.Replace(proposal(anna), `"declare":"yes"`, `"declare":""`, 1)), "422 refused/bad_answers"},
		{"Bice proposes to Anna", p.do(bice, anna, help, "POST", path, proposal(anna)), "200"},
		{"and again", p.do(bice, anna, help, "POST", path, proposal(anna)), "422 refused/waiting"},
		{"Bice says yes", p.do(bice, anna, help, "POST", "/v1/applications", yes), "422 refused/no_right"},
		{"Bice says no", p.do(bice, anna, help, "POST", one+"/no", `{}`), "422 refused/no_right"},
		{"Anna withdraws what is Bice's", p.do(anna, anna, "", "DELETE", one, ""), "422 refused/not_asked"},
		{"Bice in her own matters", p.do(bice, bice, "", "POST", one+"/no", `{}`), "404 not-found"},
		{"Anna says yes to other answers", p.do(anna, anna, "", "POST", "/v1/applications", other), "422 refused/other_answers"},
		{"a note without end", p.do(anna, anna, "", "POST", one+"/no", `{"note":"`+strings.Repeat("x", 501)+`"}`), "422"},
		{"Anna says no", p.do(anna, anna, "", "POST", one+"/no", `{"note":"il telefono"}`), "200"},
		{"and then yes", p.do(anna, anna, "", "POST", "/v1/applications", yes), "422 refused/settled"},
		{"Bice proposes again", p.do(bice, anna, help, "POST", path, proposal(anna)), "200"},
		{"and takes it back", p.do(bice, anna, help, "DELETE", one, ""), "200"},
		{"twice", p.do(bice, anna, help, "DELETE", one, ""), "422 refused/settled"},
		{"Bice proposes a third time", p.do(bice, anna, help, "POST", path, proposal(anna)), "200"},
		{"Anna says yes", p.do(anna, anna, "", "POST", "/v1/applications", yes), "201"},
		{"and again", p.do(anna, anna, "", "POST", "/v1/applications", yes), "201"},
		{"Anna files the same draft herself", p.do(anna, anna, "", "POST", "/v1/applications", whole), "422 key-reused"},
		{"Bice proposes what was filed", p.do(bice, anna, help, "POST", path, proposal(anna)), "422 refused/settled"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.about, c.got, c.want)
		}
	}
	if f := p.folder(anna, ""); len(f.Applications) != 1 || f.Applications[0].PreparedBy == "" || len(f.Confirmations) != 0 {
		t.Errorf("%d applications, confirmations %+v", len(f.Applications), f.Confirmations)
	}
	var list []applications.Confirmation
	if w := call(p.door, anna, "GET", path, ""); w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &list) != nil || len(list) != 0 {
		t.Errorf("the list: %d %s", w.Code, w.Body)
	}
}

// A helper's application cannot be filed for themselves by mistake, nor an own one for the person they help: the
// subject is said again with each command, and nothing of one is among the other's.
func TestV1SubjectMatchesMandate(t *testing.T) {
	p := two(t, "{see,prepare,send}")
	keep := "/v1/drafts/" + draft
	for _, c := range []struct{ about, got, want string }{
		{"an answer under the proxy, said to be one's own", p.do(bice, bice, help, "PUT", keep, whole), "409 other-person"},
		{"an application under the proxy, said to be one's own", p.do(bice, bice, help, "POST", "/v1/applications", whole), "409 other-person"},
		{"an application for Anna without the proxy", p.do(bice, anna, "", "POST", "/v1/applications", whole), "409 other-person"},
		{"a proposal under the proxy, said to be one's own", p.do(bice, bice, help, "POST", "/v1/confirmations", proposal(anna)), "409 other-person"},
		{"under a proxy that is none", p.do(bice, anna, draft, "POST", "/v1/applications", whole), "403 no-mandate"},
		{"an answer for Anna", p.do(bice, anna, help, "PUT", keep, whole), "200"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.about, c.got, c.want)
		}
	}
	if mine, hers := p.folder(bice, ""), p.folder(bice, help); len(mine.Drafts) != 0 || len(hers.Drafts) != 1 {
		t.Errorf("%d drafts of Bice's own, %d of Anna's", len(mine.Drafts), len(hers.Drafts))
	}
	if got := p.do(bice, anna, help, "POST", "/v1/applications", whole); got != "201" {
		t.Fatalf("filing for Anna: %s", got)
	}
	a := p.folder(anna, "").Applications
	if len(a) != 1 || a[0].Mandate.ID != help || len(p.folder(bice, "").Applications) != 0 {
		t.Errorf("Anna's are %+v", a)
	}
}
