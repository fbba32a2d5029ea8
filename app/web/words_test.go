package web

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sportello/app/internal/text"
	embedded "sportello/assets"
)

func loaded(t testing.TB) func(lang string) text.Text {
	t.Helper()
	words, err := Words(embedded.FS)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// keysOf are the keys of the catalogues that both hosts have, read apart from Words.
func keysOf(t *testing.T, lang string) []string {
	t.Helper()
	files, err := fs.Glob(embedded.FS, "i18n/"+lang+"/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d catalogues, %v", len(files), err)
	}
	var keys []string
	for _, file := range files {
		if slices.Contains([]string{"desk.json", "mail.json"}, path.Base(file)) {
			continue // of the server alone (cmd/gen, serverOnly)
		}
		raw, err := fs.ReadFile(embedded.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(raw, &messages); err != nil {
			t.Fatal(err)
		}
		keys = slices.AppendSeq(keys, maps.Keys(messages))
	}
	slices.Sort(keys)
	return keys
}

// samples are what a message may be given: counts at the edges of the plural rules, 1 000 000 that CLDR treats
// apart in Italian, texts that a template or a page must not read, and nothing at all.
func samples(names []string) [][]any {
	all := [][]any{nil}
	for _, count := range []any{0, 1, 2, 11, 21, 101, -1, -2, 1_000_000, int64(1), int64(5), "1", 1.0} {
		vars := []any{"Count", count}
		for i, name := range names {
			if name != "Count" {
				vars = append(vars, name, []any{"Ada & <Bò> \"d'Arc\"", "{{.Count}}", "", 7, "%d"}[i%5])
			}
		}
		all = append(all, vars)
	}
	return all
}

func TestBothHostsSayTheSame(t *testing.T) {
	server := loaded(t)
	for _, lang := range []string{"it", "en"} {
		keys := keysOf(t, lang)
		for _, key := range keys {
			e := server(lang).(*words).messages[key]
			for _, vars := range samples(e.vars) {
				if diff := cmp.Diff(server(lang).Say(key, vars...), text.For(lang).Say(key, vars...)); diff != "" {
					t.Errorf("%s %s %v (-server +phone):\n%s", lang, key, vars, diff)
				}
			}
			if !text.For(lang).Has(key) || !server(lang).Has(key) {
				t.Errorf("%s %s: a host does not have it", lang, key)
			}
		}
		for key := range server(lang).(*words).messages {
			if _, both := slices.BinarySearch(keys, key); !both && !strings.HasPrefix(key, "desk.") && !strings.HasPrefix(key, "mail.") {
				t.Errorf("%s %s: the server says it, and no catalogue", lang, key)
			}
		}
	}
}

func TestWordsOfNobody(t *testing.T) {
	server := loaded(t)
	for _, lang := range []string{"it", "en", "", "de"} {
		for _, key := range []string{"nobody.says", "", "text", "text.euro.", "text.heard"} {
			if got, want := server(lang).Say(key), text.For(lang).Say(key); got != want || got != "⟦"+key+"⟧" {
				t.Errorf("%q %q: server %q, phone %q", lang, key, got, want)
			}
		}
		if server(lang).Lang() != text.For(lang).Lang() {
			t.Errorf("%q: server speaks %q, phone %q", lang, server(lang).Lang(), text.For(lang).Lang())
		}
	}
}

func TestWordsRefusesWhatIsNoCatalogue(t *testing.T) {
	for name, c := range map[string]struct {
		italian, english, want string
	}{
		"not JSON":            {`{`, `{}`, "reading i18n/it/a.json"},
		"a list":              {`{}`, `[1]`, "reading i18n/en/a.json"},
		"a number":            {`{"a": 1}`, `{}`, "reading i18n/it/a.json"},
		"English not present": {`{"a.b": "x"}`, "", "no catalogue in i18n/en"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"i18n/it/a.json": {Data: []byte(c.italian)}}
			if c.english != "" {
				files["i18n/en/a.json"] = &fstest.MapFile{Data: []byte(c.english)}
			}
			if _, err := Words(files); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	twice := fstest.MapFS{
		"i18n/it/a.json": {Data: []byte(`{"a.b": "x"}`)},
		"i18n/it/b.json": {Data: []byte(`{"a.b": "y"}`)},
		"i18n/en/a.json": {Data: []byte(`{"a.b": "x"}`)},
	}
	if _, err := Words(twice); err == nil || !strings.Contains(err.Error(), "two catalogues") {
		t.Errorf("a key in two catalogues: %v", err)
	}
}

// Words are said by many requests at once; run with -race this fails if they share what they should not.
func TestWordsAtOnce(t *testing.T) {
	server := loaded(t)
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for n := range 200 {
				if got := server("it").Say("text.ago.days", "Count", 2+n%2); !strings.HasSuffix(got, " giorni fa") {
					t.Errorf("said %q", got)
				}
			}
		})
	}
}

func BenchmarkSay(b *testing.B) {
	it := loaded(b)("it")
	for name, vars := range map[string][]any{"plain": nil, "variable": {"Place", 2, "Of", 9}, "plural": {"Count", 3}} {
		key := map[string]string{"plain": "flow.continue", "variable": "flow.step", "plural": "flow.problems"}[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				it.Say(key, vars...)
			}
		})
	}
}
