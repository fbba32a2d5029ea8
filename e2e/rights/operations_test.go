package rights

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// What a visitor gets of an operation of /v1, besides the letters of pages.
const (
	done    = 'y' // it is done, or refused for another reason than a right
	unright = 'r' // the mandate does not reach so far, or it is a matter for oneself alone
	strange = 'e' // nobody has signed in
	missing = '0' // not found, or not theirs
	another = 'w' // the mandate is for another person than the command
	unasked = 'q' // they may see it, and neither were asked nor have asked
	without = 'i' // it says under which mandate it is asked, or is none
	consent = 'k' // only with the citizen's consent to this very act
	toomuch = 'u' // more than the proxy lets them pay at once
	atdesk  = 'd' // a clerk never pays for a citizen
)

// operation is one operation of /v1 with a request that nothing but a right can stand against.
type operation struct{ method, path, body, gets string }

// The columns are those of pages. A name in braces is a row that only some may touch; who may comes first to it, or
// may as often as they like.
var operations = []operation{
	{"GET", "/v1/town", "", "yyyy yyyyyy yyyyy yy"},
	{"GET", "/v1/folder", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/access-log", "", "ynnn nnnnnn nnnny ee"},
	{"GET", "/v1/deadlines", "", "yyyy nnnnnn nnnyy ee"},
	{"POST", "/v1/calendar", "", "y000 nnnnnn nnn0y ee"},
	{"DELETE", "/v1/calendar", "", "y000 nnnnnn nnn0y ee"},
	{"GET", "/v1/confirmations", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/consents", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/contact", "", "yynn nnnnnn nnnyy ee"},
	{"GET", "/v1/taxes/tari", "", "yyyn nnnnnn nnnyy ee"},
	{"GET", "/v1/taxes/imu", "", "yynn nnnnnn nnnyy ee"},
	{"POST", "/v1/taxes/imu/simulations", `{"unit":"{unit}","event":"care_home","on":"2026-08-01"}`, "yynn nnnnnn nnny0 ee"},
	{"GET", "/v1/fines", "", "yynn nnnnnn nnnyy ee"},
	{"GET", "/v1/fines/{fine}", "", "yynn nnnnnn nnny0 ee"},
	{"GET", "/v1/proxies", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/desk/assistances", "", "0000 nnnnnn nnn0y ee"},
	{"GET", "/v1/desk/assistances/{assisted}/consents", "", "i000 nnnnnn nnnyi ee"},
	{"PUT", "/v1/drafts/{new}", `{"service":"telesoccorso","answers":{"phone":"0362 123456"}}`, "yyry nnnnnn nnnyy ee"},
	{"DELETE", "/v1/drafts/{new}", "", "yyry nnnnnn nnnyy ee"},
	{"POST", "/v1/applications", `{"service":"telesoccorso","answers":` + answers + `}`, "yyrr nnnnnn nnnky ee"},
	{"PUT", "/v1/preferences", `{"text":"large"}`, "yyyy nnnnnn nnnyy ee"},
	{"POST", "/v1/confirmations", `{"draft":"{new}","service":"telesoccorso","answers":` + answers + `,"asked":"{teresa}"}`, "yyry nnnnnn nnnyy ee"},
	{"POST", "/v1/confirmations/{proposed}/no", `{"note":""}`, "yqrr nnnnnn nnnq0 ee"},
	{"DELETE", "/v1/confirmations/{offered}", "", "qyr0 nnnnnn nnnq0 ee"},
	{"PUT", "/v1/contact/email", `{"value":"prova@example.it"}`, "yyrr nnnnnn nnnyy ee"},
	{"DELETE", "/v1/contact/changes/{change}", "", "y0rr nnnnnn nnn00 ee"},
	{"POST", "/v1/card", `{}`, "y000 nnnnnn nnn0y ee"},
	{"POST", "/v1/consents/{asked}/code", "", "y000 nnnnnn nnn00 ee"},
	{"POST", "/v1/consents/{asked}/no", "", "y000 nnnnnn nnn00 ee"},
	{"POST", "/v1/desk/searches", `{"reason":"question","note":"prova","fiscal_code":"RSSMRA85T10A562S"}`, "0000 nnnnnn nnn0y ee"},
	{"POST", "/v1/desk/assistances", `{"search":"{new}","presence":{"how":"known"}}`, "0000 nnnnnn nnn0y ee"},
	{"DELETE", "/v1/desk/assistances/{new}", "", "0000 nnnnnn nnn0y ee"},
	{"POST", "/v1/desk/assistances/{assisted}/consents", `{"draft":"{new}","service":"telesoccorso","answers":` + answers + `}`, "0000 nnnnnn nnny0 ee"},
	{"POST", "/v1/desk/assistances/{assisted}/consents/{open}/code", `{"means":"mail"}`, "0000 nnnnnn nnny0 ee"},
	{"POST", "/v1/desk/assistances/{assisted}/consents/{open}/yes", `{"code":"1234 5678"}`, "0000 nnnnnn nnny0 ee"},
	{"POST", "/v1/proxies", `{"fiscal_code":"RSSMRA85T10A562S","name":"Mario","rights":{"tasks":["see"]},"from":"2026-11-23","until":"2027-11-23","code":"12345678"}`, "yrrr nnnnnn nnnry ee"},
	{"POST", "/v1/proxies/accepted", `{"code":"12345678"}`, "yrrr nnnnnn nnnry ee"},
	{"PATCH", "/v1/proxies/{spare}", `{"act":"pause"}`, "yrrr nnnnnn nnnr0 ee"},
	{"PUT", "/v1/proxies/{new}", `{"kind":"parent","fiscal_code":"RSSMRA85T10A562S","name":"Mario","rights":{"tasks":["see"]}}`, "yrrr nnnnnn nnnry ee"},
	{"POST", "/v1/proxies/papers", `{"kind":"simple","delegator_code":"RSSMRA85T10A562S","delegator_name":"Mario","delegate_code":"RSSMRA85T10A562S","delegate_name":"Mario","rights":{"tasks":["see"]},"from":"2026-11-23","papers":{}}`, "rrrr nnnnnn nnnry ee"},
	{"PATCH", "/v1/proxies/{claimed}/papers", `{"good":false,"reason":"prova"}`, "rrrr nnnnnn nnnry ee"},
	{"POST", "/v1/payments", `{"notices":["` + cheap + `"],"total":500}`, "yyyr nnnnnn nnndy ee"}, // who may not even see it is told that there is no such notice
	{"POST", "/v1/payments", `{"notices":["` + dear + `"],"total":12000}`, "yuyr nnnnnn nnndy ee"},
	{"GET", "/v1/payments", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/payments/{new}", "", "0000 nnnnnn nnn00 ee"},
	{"DELETE", "/v1/payments/{new}", "", "yyrr nnnnnn nnndy ee"},
	{"GET", "/v1/receipts", "", "yyyy nnnnnn nnnyy ee"},
	{"GET", "/v1/receipts/{new}", "", "0000 nnnnnn nnn00 ee"},
	{"PUT", "/v1/help", `{"page":"/"}`, "0000 000000 00000 00"},
	{"DELETE", "/v1/help", "", "yyyy yyyyyy yyyyy yy"},
}

// TestOperations asks for every operation of /v1 in every way.
func TestOperations(t *testing.T) {
	for _, o := range operations {
		t.Run(o.method+" "+o.path, func(t *testing.T) {
			want := strings.ReplaceAll(o.gets, " ", "")
			var letters strings.Builder
			for i, v := range visitors {
				subject := teresa
				if v.letter == "M" {
					subject = marta
				}
				fill := strings.NewReplacer("{new}", uuid.NewString(), "{assisted}", assisted, "{teresa}", teresa, "{asked}", consentAsked, "{spare}", spare, "{open}", consentOpen,
					"{proposed}", proposed, "{offered}", offered, "{change}", change, "{claimed}", claimed, "{unit}", unit, "{fine}", fine)
				a, err := ask(clients[v.who], o.method, fill.Replace(o.path), fill.Replace(o.body), v.mandate, subject, uuid.NewString())
				if err != nil {
					t.Fatal(err)
				}
				letter := outcome(t, a)
				letters.WriteRune(letter)
				if letter != rune(want[i]) {
					t.Errorf("%s: gets %c (%d %s), want %c", v.about, letter, a.status, a.body, want[i])
				}
				if sees := strings.Contains(a.body, marker); sees != (o.path == "/v1/folder" && strings.Contains("SWPA", v.letter)) {
					t.Errorf("%s: Teresa's words are in the answer: %v", v.about, sees)
				}
			}
			t.Log(letters.String())
		})
	}
}

// TestEveryOperation: the description of /v1 has no operation that the table has not.
func TestEveryOperation(t *testing.T) {
	a, err := ask(clients[""], "GET", "/openapi.json", "", "", "", "")
	if err != nil {
		t.Fatal(err)
	}
	var spec struct{ Paths map[string]map[string]any }
	if err := json.Unmarshal([]byte(a.body), &spec); err != nil || len(spec.Paths) == 0 {
		t.Fatalf("reading the description: %v", err)
	}
	asked := map[string]bool{}
	for _, o := range operations {
		asked[o.method+" "+shape(o.path)] = true
	}
	for path, methods := range spec.Paths {
		for method := range methods {
			if name := strings.ToUpper(method) + " " + shape(path); !asked[name] {
				t.Errorf("nobody has asked for %s", name)
			}
		}
	}
}

// shape is a path without the names in it.
func shape(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") || p == "email" {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// outcome is what was got, as a letter. A request that is not well made says nothing of rights, and fails.
func outcome(t *testing.T, a got) rune {
	t.Helper()
	var problem struct{ Type string }
	if a.status >= 400 {
		err := json.Unmarshal([]byte(a.body), &problem)
		if err == nil && strings.Contains(a.body, "header.Sportello-Mandate") {
			return without
		}
		if err != nil || problem.Type == "" {
			t.Fatalf("a request that is no good: %d %s", a.status, a.body)
		}
	}
	switch kind := strings.TrimPrefix(problem.Type, "/problems/"); {
	case a.status == http.StatusUnauthorized:
		return strange
	case kind == "no-mandate":
		return refused
	case kind == "refused/no_right":
		return unright
	case kind == "refused/pay_over_cap":
		return toomuch
	case kind == "refused/pay_desk":
		return atdesk
	case kind == "other-person":
		return another
	case strings.HasPrefix(kind, "refused/no_consent"):
		return consent
	case kind == "refused/not_asked":
		return unasked
	case a.status == http.StatusNotFound:
		return missing
	case kind == "fault":
		t.Errorf("a fault of ours: %s", a.body)
	}
	return done
}
