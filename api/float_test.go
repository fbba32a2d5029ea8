package api_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// moneyCode are the files in which sums are read, reckoned, kept and shown: folders, and of others the files that match.
var moneyCode = []struct {
	dir   string
	files *regexp.Regexp
}{
	{"money", everyFile}, {"taxes", everyFile}, {"fines", everyFile}, {"payments", everyFile}, {"internal/pagopa", everyFile}, {"calendar", everyFile}, {"deadlines", everyFile}, {"internal/backoffice", everyFile},
	{"../app/taxes", everyFile}, {"../app/fines", everyFile}, {"../app/payments", everyFile}, {"../app/internal/text", regexp.MustCompile(`^(euro|rate|share|money)`)},
	{"internal/postgres", regexp.MustCompile(`^(tax|imu|rates|intake|tari|fine|pay|receipt|notice|fdr)`)}, {"internal/rest", regexp.MustCompile(`^(taxes|deadlines|fines|payments)`)},
	{"folder", regexp.MustCompile(`^(deadlines|pay|intention|awaited)`)}, {".", regexp.MustCompile(`^import[a-z]*\.go$`)},
}

var everyFile = regexp.MustCompile(``)

// wholeMath are the names of package math that are no floating-point number.
var wholeMath = regexp.MustCompile(`^(Max|Min)(Int|Uint)(8|16|32|64)?$`)

// TestNoFloatInMoney: a sum that has once been a floating-point number is no sum any more: 0.1 + 0.2 is not 0.3.
// Tests may not either, except for how long a thing takes and for the cells of a spreadsheet.
func TestNoFloatInMoney(t *testing.T) {
	for _, place := range moneyCode {
		seen := 0
		err := filepath.WalkDir(place.dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && path != place.dir && place.files != everyFile {
				return skip(err)
			}
			if d.IsDir() || !strings.HasSuffix(path, ".go") || !place.files.MatchString(d.Name()) || strings.HasSuffix(path, "_bench_test.go") {
				return nil
			}
			seen++
			for _, found := range floats(t, path, nil) {
				t.Error(found)
			}
			return nil
		})
		if err != nil || seen == 0 {
			t.Errorf("%s: %d files looked at, %v", place.dir, seen, err)
		}
	}
}

func skip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

// TestFloatsAreFound: the fence bites on every way in, and lets the rest through.
func TestFloatsAreFound(t *testing.T) {
	for code, want := range map[string]int{
		`var x float64`:                                  1,
		`func f(x float32) {}`:                           1,
		`var x complex128`:                               1,
		`var x = 0.22`:                                   1,
		`var x = 1e2`:                                    1,
		`var x = int64(float64(3) * 1.06)`:               2,
		`var x, _ = strconv.ParseFloat("1.5", 64)`:       1,
		`var x = strconv.FormatFloat(y, 'f', 2, 64)`:     1,
		`var x = math.Round(y)`:                          1,
		`var x = math.MaxFloat64`:                        1,
		`import m "math"; var x = m.Floor(y)`:            1,
		`import . "math"; var x = Floor(y)`:              1,
		`var x big.Float`:                                1,
		`var x, _ = r.Float64()`:                         1,
		`var x = d.Seconds()`:                            1,
		`var x json.Number; var y, _ = x.Float64()`:      1,
		`var x int64 = math.MaxInt64`:                    0,
		`var x = 1_000 * 22 / 100`:                       0,
		`var x, _ = strconv.ParseInt("1.5", 10, 64)`:     0,
		`var x = "0.22" // 1.5 and float64 in a comment`: 0,
	} {
		source := "package p\n"
		if !strings.HasPrefix(code, "import") {
			source += "import (\"math\"; \"strconv\")\n"
		}
		if got := floats(t, "p.go", source+code); len(got) != want {
			t.Errorf("%s: found %v, want %d", code, got, want)
		}
	}
}

// floats tells every floating-point number in a file.
func floats(t *testing.T, path string, source any) (found []string) {
	t.Helper()
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	math := "math"
	for _, i := range parsed.Imports {
		if name, _ := strconv.Unquote(i.Path.Value); name == "math" && i.Name != nil {
			math = i.Name.Name
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if what := float(n, math); what != "" {
			found = append(found, fmt.Sprintf("%s: %s", files.Position(n.Pos()), what))
		}
		return true
	})
	return found
}

// float says what is a floating-point number in one node; math is what the file calls that package.
func float(n ast.Node, math string) string {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.FLOAT || n.Kind == token.IMAG {
			return "the number " + n.Value
		}
	case *ast.Ident:
		if slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, n.Name) {
			return "the type " + n.Name
		}
	case *ast.ImportSpec:
		if n.Path.Value == `"math"` && n.Name != nil && n.Name.Name == "." {
			return "package math without its name"
		}
	case *ast.SelectorExpr:
		of, _ := n.X.(*ast.Ident)
		switch name := n.Sel.Name; {
		case of != nil && of.Name == math && !wholeMath.MatchString(name):
			return "math." + name
		case strings.Contains(name, "Float"), slices.Contains([]string{"Seconds", "Minutes", "Hours"}, name):
			return "." + name
		}
	}
	return ""
}
