package api_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// The design's limits for what one can read at once.
const (
	fileLimit     = 300
	functionLimit = 45
)

// TestShape: no file and no function is longer than somebody can hold in their head. What is generated
// does not count; a test's function may be a long table, its file may not be long.
func TestShape(t *testing.T) {
	files := token.NewFileSet()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "bin" || d.Name() == "out" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_gen.go") {
			return nil
		}
		parsed, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if n := files.File(parsed.Pos()).LineCount(); n > fileLimit {
			t.Errorf("%s has %d lines, the limit is %d", path, n, fileLimit)
		}
		if !strings.HasSuffix(path, "_test.go") {
			functions(t, files, parsed)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func functions(t *testing.T, files *token.FileSet, file *ast.File) {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > functionLimit {
			t.Errorf("%s: %s has %d lines, the limit is %d", files.Position(f.Pos()), f.Name.Name, n, functionLimit)
		}
	}
}
