package assets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/applications"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/proxies"
)

// languages are those of the product. What is asked of one catalogue is asked of both.
var languages = []string{"it", "en"}

// flows are the flows whose words stand under their own id.
var flows = append(proxies.Flows(), applied(applications.Telesoccorso.ID), applied(applications.DriverData.ID), applied(applications.Plan),
	applied(applications.AccidentReport.ID))

func applied(service string) flow.Flow {
	f, _ := applications.FlowOf(service, fines.Rules{})
	return f
}

// message is an entry of a catalogue: one text, or the two forms of a plural.
type message struct {
	One, Other string
	plural     bool
}

func (m *message) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &m.Other) == nil {
		return nil
	}
	m.plural = true
	type forms message
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	return d.Decode((*forms)(m))
}

// texts are the forms of the message that are written.
func (m message) texts() []string {
	if m.plural {
		return []string{m.One, m.Other}
	}
	return []string{m.Other}
}

var variable = regexp.MustCompile(`\{\{\.([A-Z][A-Za-z]*)\}\}`)

// variables are the names in a text, sorted, each once.
func variables(texts ...string) []string {
	var names []string
	for _, found := range variable.FindAllStringSubmatch(strings.Join(texts, " "), -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// catalogue is one file: i18n/<lang>/<name>.json.
type catalogue struct {
	lang, name string
	raw        []byte
	messages   map[string]message
}

// catalogues are all files, read once. A file that is no catalogue fails every test that asks for words.
var catalogues = sync.OnceValues(func() ([]catalogue, error) {
	files, err := fs.Glob(FS, "i18n/*/*.json")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%d catalogues, %w", len(files), err)
	}
	var all []catalogue
	for _, file := range files {
		c := catalogue{lang: path.Base(path.Dir(file)), name: strings.TrimSuffix(path.Base(file), ".json")}
		if c.raw, err = fs.ReadFile(FS, file); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(c.raw, &c.messages); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, c)
	}
	return all, nil
})

func files(t *testing.T) []catalogue {
	t.Helper()
	all, err := catalogues()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// messages are all messages of a language by key.
func messages(t *testing.T, lang string) map[string]message {
	t.Helper()
	all := map[string]message{}
	for _, c := range files(t) {
		if c.lang == lang {
			maps.Copy(all, c.messages)
		}
	}
	return all
}

// A key stands once in a language: JSON would keep the last of two and say nothing.
func TestEveryKeyStandsOnce(t *testing.T) {
	at := map[string]string{}
	for _, c := range files(t) {
		for _, key := range keysIn(t, c.raw) {
			if other := at[c.lang+key]; other != "" {
				t.Errorf("%s: %q stands in %s.json and in %s.json", c.lang, key, other, c.name)
			}
			at[c.lang+key] = c.name
		}
	}
}

// keysIn are the keys of a file as they are written, one for each time.
func keysIn(t *testing.T, raw []byte) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err == nil {
			err = d.Decode(&value)
		}
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
	}
	return keys
}

func TestBothLanguagesSayTheSameThings(t *testing.T) {
	italian, english := messages(t, "it"), messages(t, "en")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(italian)), slices.Sorted(maps.Keys(english))); diff != "" {
		t.Fatalf("keys (-it +en):\n%s", diff)
	}
	for key, it := range italian {
		en := english[key]
		if diff := cmp.Diff(variables(it.texts()...), variables(en.texts()...)); diff != "" {
			t.Errorf("%s: variables (-it +en):\n%s", key, diff)
		}
		if it.plural != en.plural {
			t.Errorf("%s: a plural in one language only", key)
		}
	}
}

func TestPluralsAreWhole(t *testing.T) {
	for _, lang := range languages {
		for key, m := range messages(t, lang) {
			if m.plural && (m.One == "" || m.Other == "") {
				t.Errorf("%s %s: a plural needs one and other", lang, key)
			}
			if m.plural && slices.Index(variables(m.Other), "Count") < 0 && m.One != m.Other {
				t.Errorf("%s %s: the form for many does not say how many", lang, key)
			}
			for _, name := range variables(m.One) {
				if !slices.Contains(variables(m.Other), name) {
					t.Errorf("%s %s: {{.%s}} stands in the form for one only", lang, key, name)
				}
			}
		}
	}
}

// All keys with one beginning stand in one file, of the same name in both languages.
func TestKeysStandInTheirCatalogue(t *testing.T) {
	at := map[string]string{}
	for _, c := range files(t) {
		for key := range c.messages {
			first, _, _ := strings.Cut(key, ".")
			if !keyForm.MatchString(key) {
				t.Errorf("%s/%s.json: %q: small letters, digits, _ and -, with dots between", c.lang, c.name, key)
			}
			if at[first] != "" && at[first] != c.name {
				t.Errorf("%s/%s.json: %q: keys in %s stand in %s.json", c.lang, c.name, key, first, at[first])
			}
			at[first] = c.name
		}
	}
}

// A new line parts two paragraphs. The phone replaces {{.Name}} and knows no other template; pages escape what they show, so a tag would be read out.
func TestMessagesArePlainText(t *testing.T) {
	for _, lang := range languages {
		for key, m := range messages(t, lang) {
			for _, text := range m.texts() {
				rest := variable.ReplaceAllString(text, "")
				if strings.ContainsAny(rest, "{}<>\t\r") || strings.Contains(rest, "&#") {
					t.Errorf("%s %s: only text, new lines and {{.Name}}: %q", lang, key, text)
				}
				if text == "" || strings.TrimSpace(text) != text {
					t.Errorf("%s %s: empty, or a blank at an end: %q", lang, key, text)
				}
			}
		}
	}
}

func TestEveryFileIsEmbedded(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(d.Name(), ".") && file != "."
		if err != nil || d.IsDir() || hidden || !strings.Contains(file, string(os.PathSeparator)) {
			return err
		}
		if _, err := fs.Stat(FS, filepath.ToSlash(file)); err != nil {
			t.Errorf("%s: not in FS, name its folder in assets.go", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
