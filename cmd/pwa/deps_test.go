package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// banned is what must not be linked into the browser program, and why. Sizes are brotli, measured over a bare
// go-app program.
var banned = map[string]string{
	"github.com/jackc/pgx":               "the database is behind /v1",
	"github.com/danielgtaylor/huma":      "the server's description of /v1 is the server's",
	"github.com/nicksnyder/go-i18n":      "543 KB: the phone has a generated table (app/internal/text)",
	"github.com/go-playground/validator": "756 KB: checks are written by hand (api/flow)",
	"github.com/zitadel/oidc":            "signing in is the server's work",
	"github.com/coreos/go-oidc":          "signing in is the server's work",
	"github.com/andybalholm/brotli":      "the browser decompresses",
	"golang.org/x/text":                  "tables of all languages; two are enough",
	"html/template":                      "495 KB: pages are trees (app/ui)",
	"text/template":                      "links reflection on every method: nothing can be left out any more",
	"time/tzdata":                        "68 KB: Europe/Rome is counted by api/calendar",
	"testing":                            "a helper of tests has come along",
	"os/exec":                            "there are no programs in a browser",
	"sportello/api":                      "the root of api opens the database; only the rooms below are pure",
	"sportello/api/internal":             "the server that keeps what api promises",
	"sportello/app/web":                  "the other host",
	"sportello/assets":                   "words come as a table, all else over the network",
	"sportello/e2e":                      "proofs",
}

// meant reports whether a ban is of a package: of api only the root, of all others what lies below too.
func meant(pkg, ban string) bool {
	if ban == "sportello/api" {
		return pkg == ban
	}
	return pkg == ban || strings.HasPrefix(pkg, ban+"/")
}

func TestDependencies(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", ".")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Fields(string(out))
	if len(all) < 50 {
		t.Fatalf("only %d packages: the list is not that of the browser program", len(all))
	}
	for _, pkg := range all {
		for ban, why := range banned {
			if meant(pkg, ban) {
				t.Errorf("the browser program links %s: %s", pkg, why)
			}
		}
	}
}
