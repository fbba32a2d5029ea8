package assets

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	keyForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)*(\.[a-z0-9_-]+)+$`)
	keyPart = regexp.MustCompile(`^[a-z0-9_.-]+$`)
)

// sources are what the Go files say of keys: every text in them, every text built with + from a key's
// beginning, and every call of Say with a literal key.
type sources struct {
	literals map[string]string // text to where it stands
	patterns map[string]*regexp.Regexp
	calls    []call
	files    *token.FileSet
}

// call is v.Say("key", "Name", …). spread is a call with vars… whose names cannot be read.
type call struct {
	key, at string
	vars    []string
	spread  bool
}

// readSources reads all Go files below the folders, tests and generated files aside.
func readSources(t *testing.T, folders ...string) *sources {
	t.Helper()
	s := &sources{literals: map[string]string{}, patterns: map[string]*regexp.Regexp{}, files: token.NewFileSet()}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") ||
				strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "_gen.go") {
				return err
			}
			parsed, err := parser.ParseFile(s.files, file, nil, parser.SkipObjectResolution)
			if err == nil {
				ast.Inspect(parsed, s.see)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *sources) see(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BasicLit:
		if text, ok := literal(n); ok {
			s.literals[text] = s.files.Position(n.Pos()).String()
		}
	case *ast.BinaryExpr:
		s.seeSum(n)
	case *ast.CallExpr:
		s.seeCall(n)
	}
	return true
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// seeSum notes "applications." + id + ".title" and key + ".title" as patterns. A sum without a dot builds
// no key.
func (s *sources) seeSum(n *ast.BinaryExpr) {
	if n.Op != token.ADD {
		return
	}
	pattern, fixed := "^", ""
	for _, p := range terms(n) {
		if text, ok := literal(p); ok {
			pattern, fixed = pattern+regexp.QuoteMeta(text), fixed+text
		} else {
			pattern += "(.+)"
		}
	}
	if strings.Contains(fixed, ".") && keyPart.MatchString(fixed) {
		s.patterns[pattern] = regexp.MustCompile(pattern + "$")
	}
}

func terms(e ast.Expr) []ast.Expr {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return append(terms(sum.X), terms(sum.Y)...)
	}
	return []ast.Expr{e}
}

func (s *sources) seeCall(n *ast.CallExpr) {
	method, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Say" || len(n.Args) == 0 {
		return
	}
	c := call{at: s.files.Position(n.Pos()).String(), spread: n.Ellipsis.IsValid()}
	if c.key, ok = literal(n.Args[0]); !ok {
		return
	}
	for i := 1; i < len(n.Args); i += 2 {
		name, _ := literal(n.Args[i])
		c.vars = append(c.vars, name)
	}
	s.calls = append(s.calls, c)
}

// uses reports whether the sources say the key: as it stands, or built. What fills a gap of a built key must
// itself be a number or a text that stands in the sources, such as the id of a service; a gap at the
// beginning, as in key + ".title", must be a text that the sources say.
func (s *sources) uses(key string) bool {
	if _, ok := s.literals[key]; ok {
		return true
	}
	for pattern, re := range s.patterns {
		gaps := re.FindStringSubmatch(key)
		if gaps == nil {
			continue
		}
		gaps = gaps[1:]
		if strings.HasPrefix(pattern, "^(") {
			if !s.uses(gaps[0]) {
				continue
			}
			gaps = gaps[1:]
		}
		if s.knows(gaps) {
			return true
		}
	}
	return false
}

func (s *sources) knows(gaps []string) bool {
	for _, gap := range gaps {
		_, err := strconv.Atoi(gap)
		if _, ok := s.literals[gap]; !ok && err != nil {
			return false
		}
	}
	return true
}
