package pgtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Prepare asks PostgreSQL to prepare every query against the schema of dsn: a query that names a column
// nobody has, or compares a date with a number, fails here and not in front of a person.
func Prepare(t *testing.T, dsn string, queries map[string]string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for _, place := range slices.Sorted(maps.Keys(queries)) {
		if _, err := conn.Prepare(t.Context(), "", queries[place]); err != nil {
			t.Errorf("%s: %v\n%s", place, err, queries[place])
		}
	}
}

// Queries reads the Go files of a package's folder, tests aside, and gives every string in them that begins
// like a query, by its place ("session.go:31"). Strings joined with + are followed as far as they are
// literals and constants of the package; a query made in any other way is a failure of the test, because
// nobody can check it.
func Queries(t *testing.T, dir string) map[string]string {
	t.Helper()
	files, set := parse(t, dir)
	c := collector{t: t, set: set, consts: constants(files), found: map[string]string{}}
	for _, f := range files {
		ast.Inspect(f, c.visit)
	}
	return c.found
}

func parse(t *testing.T, dir string) ([]*ast.File, *token.FileSet) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files, set
}

// constants are the package's own, by name.
func constants(files []*ast.File) map[string]ast.Expr {
	all := map[string]ast.Expr{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, name := range spec.Names {
					all[name.Name] = spec.Values[i]
				}
			}
			return true
		})
	}
	return all
}

type collector struct {
	t      *testing.T
	set    *token.FileSet
	consts map[string]ast.Expr
	found  map[string]string
}

var query = regexp.MustCompile(`(?is)^\s*(select|insert\s+into|update\s+\S+(\s+\w+)?\s+set|delete\s+from|with|merge\s+into)\s`)

// visit takes the outermost expression: the literals inside a sum are parts, not queries.
func (c *collector) visit(n ast.Node) bool {
	e, ok := n.(ast.Expr)
	if !ok {
		return true
	}
	switch e.(type) {
	case *ast.BasicLit, *ast.BinaryExpr:
	default:
		return true
	}
	text, err := c.text(e)
	if !query.MatchString(text) {
		return err != nil // not a string, or none of ours: look inside
	}
	at := c.set.Position(e.Pos())
	place := fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
	if err != nil {
		c.t.Errorf("%s: a query must be a constant: %v", place, err)
		return false
	}
	c.found[place] = text
	return false
}

// text is the value of a string expression, or as much of it as comes before something it cannot follow.
func (c *collector) text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return strconv.Unquote(e.Value)
		}
	case *ast.ParenExpr:
		return c.text(e.X)
	case *ast.Ident:
		if value, ok := c.consts[e.Name]; ok {
			return c.text(value)
		}
	case *ast.BinaryExpr:
		left, err := c.text(e.X)
		if err != nil {
			return left, err
		}
		right, err := c.text(e.Y)
		return left + right, err
	}
	return "", fmt.Errorf("%T is not a string this test can read", e)
}
