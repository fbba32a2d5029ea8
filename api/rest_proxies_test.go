package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/proxies"
)

// The people of these tests need codes that are right (DOMAIN § 5), which those of door have not.
const (
	delegateCode = "CLMGPP55H16I625R"
	proxyKey     = "01890000-0000-7000-8000-0000000000f1"
)

// TestProxiesOverV1: given, taken on with the code, used, revoked: every step as a program does it.
func TestProxiesOverV1(t *testing.T) {
	h, owner := openDoor(t)
	if _, err := owner.Exec(t.Context(), `update person set fiscal_code = $2 where id = $1`, bice, delegateCode); err != nil {
		t.Fatal(err)
	}
	today := calendar.InRome(time.Now())
	body := `{"fiscal_code":"` + strings.ToLower(delegateCode) + `","name":"Bice","rights":{"tasks":["see","prepare"]},"from":"` + today.String() + `","until":"` + (today + 90).String() + `","code":"12345678"}`
	give := func(body string) int {
		return call(h, anna, "POST", "/v1/proxies", body, "Sportello-Subject", anna, "Idempotency-Key", proxyKey).Code
	}
	under := func() int { return call(h, bice, "GET", "/v1/folder", "", "Sportello-Mandate", proxyKey).Code }
	n := 0
	accept := func(who, code string) int {
		n++
		return call(h, who, "POST", "/v1/proxies/accepted", `{"code":"`+code+`"}`, "Sportello-Subject", who, "Idempotency-Key", key(n)).Code
	}
	change := func(who, act string) int {
		n++
		return call(h, who, "PATCH", "/v1/proxies/"+proxyKey, `{"act":"`+act+`"}`, "Sportello-Subject", who, "Idempotency-Key", key(n)).Code
	}
	for _, s := range []struct {
		about string
		got   func() int
		want  int
	}{
		{"given", func() int { return give(body) }, http.StatusOK},
		{"given again", func() int { return give(body) }, http.StatusOK},
		{"with another code", func() int { return give(strings.Replace(body, "12345678", "87654321", 1)) }, http.StatusUnprocessableEntity},
		{"before the code", under, http.StatusForbidden},
		{"a wrong code", func() int { return accept(bice, "12345679") }, http.StatusUnprocessableEntity},
		{"no code at all", func() int { return accept(bice, "123") }, http.StatusUnprocessableEntity},
		{"the delegator herself", func() int { return accept(anna, "12345678") }, http.StatusUnprocessableEntity},
		{"the code", func() int { return accept(bice, "1234 5678") }, http.StatusOK},
		{"in force", under, http.StatusOK},
		{"not hers to pause", func() int { return change(bice, "pause") }, http.StatusUnprocessableEntity},
		{"paused", func() int { return change(anna, "pause") }, http.StatusOK},
		{"while paused", under, http.StatusForbidden},
		{"resumed", func() int { return change(anna, "resume") }, http.StatusOK},
		{"in force again", under, http.StatusOK},
		{"an act that is none", func() int { return change(anna, "extend") }, http.StatusUnprocessableEntity},
		{"renounced", func() int { return change(bice, "renounce") }, http.StatusOK},
		{"afterwards", under, http.StatusForbidden},
	} {
		if got := s.got(); got != s.want {
			t.Errorf("%s: %d, want %d", s.about, got, s.want)
		}
	}
	var list []proxies.Proxy
	w := call(h, anna, "GET", "/v1/proxies", "")
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || len(list) != 1 || list[0].State != proxies.Renounced || strings.Contains(w.Body.String(), "12345678") {
		t.Errorf("Anna reads %s (%v)", w.Body, err)
	}
}

// TestNobodyPassesAProxyOn: giving, claiming and registering are done in one's own name alone, and registering by clerks.
func TestNobodyPassesAProxyOn(t *testing.T) {
	h, owner := openDoor(t)
	_, err := owner.Exec(t.Context(), `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		values ($1, 'tutor', $2, 'x', $3, '{see,prepare,send,pay}', '2020-01-01', 'active', $2, now(), now())`, proxyKey, anna, bice)
	if err != nil {
		t.Fatal(err)
	}
	until := (calendar.InRome(time.Now()) + 9).String()
	give := `{"fiscal_code":"` + delegateCode + `","name":"X","rights":{"tasks":["see"]},"from":"` + until + `","until":"` + until + `","code":"12345678"}`
	claim := `{"kind":"heir","fiscal_code":"` + delegateCode + `","name":"X","rights":{"tasks":["see"]}}`
	paper := `{"kind":"simple","delegator_code":"` + delegateCode + `","delegator_name":"X","delegate_code":"DMCMRS48B69I625O","delegate_name":"Y","rights":{"tasks":["see"]},"from":"` + until + `","until":"` + until + `","papers":{}}`
	for _, c := range []struct{ about, who, method, path, body, subject, mandate string }{
		{"giving for Anna", bice, "POST", "/v1/proxies", give, anna, proxyKey},
		{"claiming for Anna", bice, "PUT", "/v1/proxies/" + key(1), claim, anna, proxyKey},
		{"registering without an office", bice, "POST", "/v1/proxies/papers", paper, bice, ""},
		{"verifying without an office", bice, "PATCH", "/v1/proxies/" + proxyKey + "/papers", `{"good":true}`, bice, ""},
	} {
		headers := []string{"Sportello-Subject", c.subject, "Idempotency-Key", key(2)}
		if c.mandate != "" {
			headers = append(headers, "Sportello-Mandate", c.mandate)
		}
		w := call(h, c.who, c.method, c.path, c.body, headers...)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "/problems/refused/no_right") {
			t.Errorf("%s: %d %s", c.about, w.Code, w.Body)
		}
	}
	var n int
	if err := owner.QueryRow(t.Context(), `select count(*) from proxy`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d proxies (%v)", n, err)
	}
}
