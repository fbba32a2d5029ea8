package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/andybalholm/brotli"
)

func init() { generators["dist"] = genDist }

const distFolder = "assets/dist"

// browserEnv builds for the browser.
var browserEnv = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")

// genDist builds the browser program into assets/dist: app.wasm packed by brotli, the wasm_exec.js of the compiler that
// built it, and the words of the second language. Nothing of it is committed. When no source has changed since, nothing is built.
func genDist(root string) error {
	if err := copyFonts(root); err != nil {
		return err
	}
	print, err := browserSources(root)
	if err != nil {
		return err
	}
	dist := filepath.Join(root, distFolder)
	if err := writeEnglish(root, dist); err != nil {
		return err
	}
	mark := filepath.Join(dist, "app.hash")
	if had, err := os.ReadFile(mark); err == nil && string(had) == print && whole(dist) {
		return nil
	}
	made := filepath.Join(root, "bin", "pwa", "app.wasm")
	if err := buildBrowserProgram(root, made); err != nil {
		return err
	}
	if err := compressFile(made, filepath.Join(dist, "app.wasm.br")); err != nil {
		return err
	}
	home, err := goroot()
	if err != nil {
		return err
	}
	exec, err := os.ReadFile(filepath.Join(home, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dist, "wasm_exec.js"), exec, 0o644); err != nil {
		return err
	}
	return os.WriteFile(mark, []byte(print), 0o644)
}

// buildBrowserProgram compiles cmd/pwa, without paths, symbols and debug tables, which nobody reads there,
// and without inlining: more bytes before compression and 93 KB fewer after it (1,585,723 to 1,492,739), with
// no difference to be seen in a page on a slow phone (e2e/phone, TestFigures).
func buildBrowserProgram(root, out string) error {
	modfile, err := clientOnly(root, "bin/pwa")
	if err != nil {
		return fmt.Errorf("leaving go-app's server half out: %w", err)
	}
	cmd := exec.Command("go", "build", "-modfile", modfile, "-trimpath", "-gcflags=all=-l", "-ldflags", "-s -w", "-o", out, "./cmd/pwa")
	cmd.Dir, cmd.Env = root, browserEnv
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the browser program: %w\n%s", err, said)
	}
	return nil
}

// writeEnglish writes the words of the second language: a phone that reads in Italian does not load them.
func writeEnglish(root, dist string) error {
	w, err := readWords(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "english.txt"), w.asFile(), 0o644)
}

// whole reports whether every file of the browser program is there.
func whole(dist string) bool {
	for _, name := range []string{"app.wasm.br", "wasm_exec.js", "english.txt"} {
		if _, err := os.Stat(filepath.Join(dist, name)); err != nil {
			return false
		}
	}
	return true
}

func compressFile(name, into string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := w.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(into, b.Bytes(), 0o644)
}

// browserSources is a fingerprint of everything the browser program is made of: the compiler, the versions
// of other modules, and the bytes of each file of ours.
func browserSources(root string) (string, error) {
	list := exec.Command("go", "list", "-deps", "-f", `{{if .Module}}{{if .Module.Main}}{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}
{{end}}{{else}}{{.Module.Path}} {{.Module.Version}}
{{end}}{{end}}`, "./cmd/pwa")
	list.Dir, list.Env = root, browserEnv
	list.Stderr = os.Stderr
	lines, err := list.Output()
	if err != nil {
		return "", fmt.Errorf("listing the sources of the browser program: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s all=-l -s -w\n%s", runtime.Version(), clientHalf)
	for line := range strings.Lines(string(lines)) {
		line = strings.TrimSpace(line)
		if !filepath.IsAbs(line) {
			fmt.Fprintln(h, line)
			continue
		}
		data, err := os.ReadFile(line)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n", strings.TrimPrefix(line, root), len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// goroot is where the compiler lives that builds the program.
func goroot() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("asking go where it lives: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}
