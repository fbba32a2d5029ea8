package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

const repo = "../.."

// needLibrary skips where npm ci has not run; the build that decides always has it.
func needLibrary(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(repo, library)); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("run npm ci --ignore-scripts first")
		}
		t.Skip("no node_modules: run npm ci --ignore-scripts")
	}
}

func TestBundleIsWhatTheSourcesGive(t *testing.T) {
	needLibrary(t)
	want, err := renderCSS(repo)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(repo, cssBundle))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error(cssBundle + " is old: run go run ./cmd/gen css")
	}
}

func TestBundleIsSmall(t *testing.T) {
	bundle, err := os.ReadFile(filepath.Join(repo, cssBundle))
	if err != nil {
		t.Fatal(err)
	}
	var small bytes.Buffer
	w := brotli.NewWriterLevel(&small, brotli.BestCompression)
	w.Write(bundle)
	w.Close()
	t.Logf("%d bytes, %d with brotli", len(bundle), small.Len())
	if small.Len() > 10_000 { // our share of the 60 KB of a first page
		t.Errorf("%d bytes with brotli, at most 10000", small.Len())
	}
}

func TestVersionMarkIsThatOfTheLibrary(t *testing.T) {
	needLibrary(t)
	raw, err := os.ReadFile(filepath.Join(repo, library, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	version := tokensOf(t, ":root", "tokens")["--bootstrap-italia-version"]
	if !strings.HasPrefix(version, `"`) || !strings.Contains(string(raw), `"version": `+version) {
		t.Errorf("the mark says %s, the library another version", version)
	}
}

func TestIconsAreWhatTheDrawingGives(t *testing.T) {
	for _, i := range icons {
		want, err := drawIcon(i.side, i.part)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(repo, "assets/icons", i.file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) || len(got) > 20_000 {
			t.Errorf("%s is old or too large (%d bytes): run go run ./cmd/gen icons", i.file, len(got))
		}
	}
}

// pairs are the colours that meet: what is read needs 7:1 (WCAG 1.4.6), a mark 3:1 (1.4.11).
var pairs = []struct {
	front, back string
	least       float64
}{
	{"ink", "paper", 7}, {"ink", "wash", 7}, {"ink-soft", "paper", 7}, {"ink-soft", "wash", 7}, {"navy", "paper", 7}, {"navy", "wash", 7},
	{"blue", "paper", 7}, {"blue", "wash", 7}, {"blue-dark", "paper", 7}, {"blue-dark", "wash", 7},
	{"on-blue", "blue", 7}, {"on-blue", "blue-dark", 7}, {"on-blue", "bad", 7}, {"paper", "bad", 7},
	{"good", "good-wash", 7}, {"care", "care-wash", 7}, {"bad", "bad-wash", 7}, {"bad", "paper", 7},
	{"ink", "good-wash", 7}, {"ink", "care-wash", 7}, {"ink", "bad-wash", 7},
	{"line", "paper", 3}, {"line", "wash", 3}, {"focus", "paper", 3}, {"focus", "wash", 3},
}

func TestColoursAreFarEnoughApart(t *testing.T) {
	plain := tokensOf(t, ":root", "tokens")
	high := tokensOf(t, `[data-contrast="high"]`, "choices")
	for _, p := range pairs {
		for name, own := range map[string]map[string]string{"plain": {}, "high": high} {
			front, back := pick(own, plain, p.front), pick(own, plain, p.back)
			if got := contrast(t, front, back); got < p.least {
				t.Errorf("%s: %s on %s is %.2f:1, at least %.0f:1", name, p.front, p.back, got, p.least)
			}
		}
	}
	if got := contrast(t, "#ffffff", plain["--navy"]); got < 7 { // footer
		t.Errorf("white on navy is %.2f:1", got)
	}
}

func pick(own, plain map[string]string, name string) string {
	if v, ok := own["--"+name]; ok {
		return v
	}
	return plain["--"+name]
}

// tokensOf are the custom properties that a selector sets in one of our sheets.
func tokensOf(t *testing.T, selector, sheet string) map[string]string {
	t.Helper()
	rules, err := readSheet(filepath.Join(repo, "assets/css", sheet+".css"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, r := range rules {
		if len(r.selectors) == 1 && r.selectors[0] == selector {
			for _, d := range r.decls {
				all[d.name] = d.value
			}
		}
	}
	return all
}

// contrast is the ratio of WCAG 2.2 between two colours written as #rgb or #rrggbb.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light, dark := luminance(t, a), luminance(t, b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	digits := strings.TrimPrefix(hex, "#")
	if len(digits) == 3 {
		digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		t.Fatalf("%q is no colour", hex)
	}
	linear := func(c uint64) float64 {
		v := float64(c&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
