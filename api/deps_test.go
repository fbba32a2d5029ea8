package api_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// rule says what the packages of a room may import of this module, and what they may never import at all.
// A name that ends in "/" means everything below.
type rule struct {
	room  string
	may   []string // of this module; nil: anything
	never []string
	why   string
}

var (
	kernels = []string{"api/flow", "api/money", "api/calendar", "api/fiscal"}
	world   = []string{"net", "net/http", "os", "database/sql", "github.com/jackc/", "github.com/danielgtaylor/"}
	hosts   = []string{"github.com/maxence-charriere/", "syscall/js"}
	domain  = append([]string{"api/identity", "api/proxies", "api/contact", "api/command"}, kernels...)
	screen  = append([]string{"api/folder", "api/deadlines", "api/applications", "api/fines", "api/payments", "api/taxes", "api/trail", "api/help", "api/desk", "app/ui", "app/flowview", "app/internal/", "app/internal/page", "app/internal/text"}, domain...)
)

// rules are the fences of the house: the first whose room fits a package is the one that counts.
var rules = []rule{
	{"api/flow", kernels, world, "a kernel counts and judges, it touches nothing"},
	{"api/money", kernels, world, "a kernel"},
	{"api/calendar", kernels, world, "a kernel"},
	{"api/fiscal", kernels, world, "a kernel"},
	{"api/identity", kernels, world, "who acts for whom is pure"},
	{"api/proxies", append([]string{"api/identity", "api/contact"}, kernels...), world, "who may act for whom is pure"},
	{"api/contact", append([]string{"api/identity"}, kernels...), world, "how people are reached is pure"},
	{"api/desk", domain, world, "the rules of the desk are pure"},
	{"api/trail", domain, world, "what the trail tells is pure"},
	{"api/help", kernels, world, "where somebody is, and nothing of who"},
	{"api/command", domain, world, "what can be asked is pure"},
	{"api/applications", append([]string{"api/fines"}, domain...), world, "rules are pure: no clock, no store"},
	{"api/taxes", domain, world, "rules are pure"},
	{"api/fines", domain, world, "rules are pure: no clock, no store"},
	{"api/payments", domain, world, "rules are pure: money is moved elsewhere"},
	{"api/internal/pagopa", append([]string{"api/payments", "api/taxes"}, domain...), []string{"github.com/jackc/", "github.com/danielgtaylor/"}, "one outside world a room"},
	{"api/deadlines", kernels, world, "what falls due is pure: no clock, and no sum of its own"},
	{"api/folder", append([]string{"api/deadlines", "api/applications", "api/fines", "api/payments", "api/taxes", "api/trail", "api/help", "api/desk"}, domain...), world, "one value of what may be read"},
	{"api/internal/hall", append([]string{"api/deadlines", "api/applications", "api/fines", "api/payments", "api/taxes", "api/trail", "api/help", "api/desk", "api/folder", "api/internal/codes"}, domain...), world, "the judge knows neither HTTP nor SQL"},
	{"api/internal/rest", append([]string{"api/deadlines", "api/applications", "api/fines", "api/payments", "api/taxes", "api/trail", "api/help", "api/desk", "api/folder", "api/internal/hall"}, domain...),
		[]string{"github.com/jackc/"}, "HTTP never talks to the store"},
	{"api/internal/postgres", append([]string{"api/deadlines", "api/applications", "api/fines", "api/payments", "api/taxes", "api/trail", "api/help", "api/desk", "api/folder", "api/internal/login", "api/internal/codes", "api/internal/jobs", "api/internal/pagopa", "api/internal/postgres/", "api/internal/backoffice"}, domain...),
		[]string{"github.com/danielgtaylor/"}, "the store knows no HTTP"},
	{"api/internal/codes", []string{"api/command"}, world, "codes and their hashes: no store, no clock"},
	{"api/internal/login", domain, []string{"github.com/jackc/", "github.com/danielgtaylor/"}, "one outside world a room"},
	{"api/internal/mail", []string{}, []string{"github.com/jackc/", "github.com/danielgtaylor/"}, "one outside world a room"},
	{"api/internal/jobs", append([]string{"api/internal/mail"}, domain...), []string{"github.com/jackc/", "github.com/danielgtaylor/"}, "a job reads and writes through the store, and says words it is given"},
	{"api/internal/rates", append([]string{"api/taxes"}, kernels...), world, "a file in, figures or faults out"},
	{"api/internal/backoffice", append([]string{"api/taxes", "api/fines"}, domain...), []string{"github.com/jackc/", "github.com/danielgtaylor/", "net/http"}, "one outside world a room"},
	{"app/ui", nil, append([]string{"sportello/", "net/http", "html/template"}, hosts...), "parts know no town hall and no host"},
	{"app/internal/text", []string{"api/money", "api/calendar", "api/fiscal"}, append([]string{"net/http", "github.com/nicksnyder/", "text/template"}, hosts...), "words are light on a phone"},
	{"app/internal/page", screen, append([]string{"net/http"}, hosts...), "a screen knows no host"},
	{"app/flowview", screen, append([]string{"net/http"}, hosts...), "draws any flow, knows no service"},
	{"app/home", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/applications", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/taxes", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/proxies", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/fines", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/payments", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/consents", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/deadlines", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/desk", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/trail", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/identity", screen, append([]string{"net/http"}, hosts...), "a screen imports no other screen"},
	{"app/web", nil, append([]string{"sportello/api/internal/", "github.com/jackc/"}, hosts...), "host 1 reads through the port"},
	{"app/phone", nil, []string{"sportello/api/internal/", "sportello/app/web", "sportello/assets"}, "host 2 is small; its size is held by cmd/pwa"},
	{"cmd/pwa", []string{"app/phone"}, []string{"sportello/assets"}, "assets are never linked into the browser program"},
	{"app", nil, append([]string{"net/http", "sportello/api/internal/", "sportello/app/web", "sportello/app/phone"}, hosts...), "the app knows no host"},
	{"api", nil, append([]string{"sportello/app", "sportello/e2e/"}, hosts...), "the town hall knows no pages"},
	{"assets", []string{}, nil, "assets know no format"},
	{"a11y/", []string{"a11y/", "app/ui"}, nil, "judges pages from outside"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

// TestFences holds every package against the rule of its room.
func TestFences(t *testing.T) {
	for _, p := range list(t) {
		room := strings.TrimPrefix(p.ImportPath, "sportello/")
		for _, r := range rules {
			if r.fits(room) {
				r.check(t, p, room)
				break
			}
		}
	}
}

// TestDoors: the way into the town hall is package api, for cmd and the tests alone; nobody imports e2e or
// a11y but tests and the demonstration.
func TestDoors(t *testing.T) {
	for _, p := range list(t) {
		from := strings.TrimPrefix(p.ImportPath, "sportello/")
		for _, to := range p.Imports {
			switch {
			case to == "sportello/api" && !strings.HasPrefix(from, "cmd/") && !strings.HasPrefix(from, "e2e/"):
				t.Errorf("%s imports sportello/api: only cmd does", from)
			case strings.HasPrefix(to, "sportello/e2e/") && from != "cmd/sportello" && !strings.HasPrefix(from, "e2e/"):
				t.Errorf("%s imports %s: only the demonstration does", from, to)
			case strings.HasPrefix(to, "sportello/a11y") && !strings.HasPrefix(from, "a11y") && !strings.HasPrefix(from, "e2e/"):
				t.Errorf("%s imports %s: only tests do", from, to)
			}
		}
	}
}

func (r rule) fits(room string) bool {
	return room == strings.TrimSuffix(r.room, "/") || strings.HasPrefix(room, strings.TrimSuffix(r.room, "/")+"/") && r.room != "app" && r.room != "api"
}

func (r rule) check(t *testing.T, p listed, room string) {
	t.Helper()
	for _, to := range p.Imports {
		if ours, ok := strings.CutPrefix(to, "sportello/"); ok && r.may != nil && !among(ours, r.may) && !strings.HasPrefix(ours, r.room) {
			t.Errorf("%s imports %s: %s", room, to, r.why)
		}
		if among(to, r.never) && !strings.HasPrefix(to, "sportello/"+r.room) {
			t.Errorf("%s imports %s: %s", room, to, r.why)
		}
	}
}

func among(path string, names []string) bool {
	for _, n := range names {
		if path == n || strings.HasSuffix(n, "/") && strings.HasPrefix(path, n) {
			return true
		}
	}
	return false
}

// list is every package with its imports, tests aside, for the machine and for the browser.
func list(t *testing.T) []listed {
	t.Helper()
	var all []listed
	for _, env := range [][]string{nil, {"GOOS=js", "GOARCH=wasm"}} {
		cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
		cmd.Dir = ".."
		cmd.Env = append(cmd.Environ(), env...)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("listing packages: %v", err)
		}
		for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
			var p listed
			if err := dec.Decode(&p); err != nil {
				t.Fatal(err)
			}
			all = append(all, p)
		}
	}
	if len(all) < 40 {
		t.Fatalf("only %d packages listed: the fence sees too little", len(all))
	}
	return all
}
