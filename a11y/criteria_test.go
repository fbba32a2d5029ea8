package a11y_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sportello/a11y"
	"sportello/a11y/check"
	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

// wcag lists levels A and AA of WCAG 2.2 (W3C Recommendation, 12 December 2024). 4.1.1 is gone there.
const wcag = `1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10
1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2
2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3`

// new22 lists what WCAG 2.2 added, which EN 301 549 v3.2.1 (on WCAG 2.1) does not have.
const new22 = "2.4.11 2.5.7 2.5.8 3.2.6 3.3.7 3.3.8"

func TestTheTableIsWhole(t *testing.T) {
	var numbers []string
	for _, c := range a11y.Criteria {
		if c.Level == "A" || c.Level == "AA" {
			numbers = append(numbers, c.Number)
		}
	}
	if want := strings.Fields(wcag); !slices.Equal(numbers, want) {
		t.Errorf("levels A and AA:\n got %v\nwant %v", numbers, want)
	}
}

func TestEachRowIsTrueInItself(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range a11y.Criteria {
		if seen[c.Number] {
			t.Errorf("%s stands there twice", c.Number)
		}
		seen[c.Number] = true
		if len(c.Proofs) == 0 && c.Hand == "" {
			t.Errorf("%s is proved by nothing and by nobody", c.Number)
		}
		if want := clause(c); c.EN != want {
			t.Errorf("%s: clause %q, want %q", c.Number, c.EN, want)
		}
	}
}

// clause works out the clause of EN 301 549 v3.2.1: chapter 9 follows the numbers of WCAG 2.1.
func clause(c a11y.Criterion) string {
	if own, ok := strings.CutPrefix(c.Number, "EN "); ok {
		return own
	}
	if c.Level == "AAA" || slices.Contains(strings.Fields(new22), c.Number) {
		return ""
	}
	return "9." + c.Number
}

func TestEachNamedProofExists(t *testing.T) {
	exists := map[string]bool{}
	for _, id := range slices.Concat(prefixed("probe:", proof.ProbeRules()), prefixed("tree:", check.Rules()), asked(t)) {
		exists[id] = true
	}
	named := map[string]bool{}
	for _, c := range a11y.Criteria {
		for _, p := range c.Proofs {
			named[p] = true
			test, isTest := strings.CutPrefix(p, "test:")
			if !exists[p] && !(isTest && testExists(t, test)) {
				t.Errorf("%s: nothing is called %s", c.Number, p)
			}
		}
	}
	for _, rule := range proof.ProbeRules() {
		if !named["probe:"+rule] {
			t.Errorf("probe:%s serves no criterion", rule)
		}
	}
}

func prefixed(kind string, ids []string) (out []string) {
	for _, id := range ids {
		out = append(out, kind+id)
	}
	return out
}

// asked gives the rules that the engines really ask of a page, not those that they merely know.
func asked(t *testing.T) []string {
	t.Helper()
	tab := browser.New(t).Tab(t)
	tab.Open("data:text/html,<title>x</title><p>x</p>")
	return proof.Asked(tab)
}

// testExists looks for "folder.TestName" in the test files of the folder.
func testExists(t *testing.T, name string) bool {
	t.Helper()
	folder, test, _ := strings.Cut(name, ".")
	files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	wanted := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(test) + `\(t \*testing\.T\)`)
	for _, f := range files {
		if b, err := os.ReadFile(f); err == nil && wanted.Match(b) {
			return true
		}
	}
	return false
}
