package web

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"sportello/app/internal/text"
)

// Words reads the catalogues i18n/<lang>/*.json of assets and gives the words of a language; Italian when
// the language is not known. It fails when a file is no catalogue or a key stands in two.
func Words(assets fs.FS) (func(lang string) text.Text, error) {
	bundle := i18n.NewBundle(language.Italian)
	italian, err := load(bundle, assets, "it")
	if err != nil {
		return nil, err
	}
	english, err := load(bundle, assets, "en")
	if err != nil {
		return nil, err
	}
	return func(lang string) text.Text {
		if lang == "en" {
			return english
		}
		return italian
	}, nil
}

// words are the messages of one language. Safe for use by many requests at once.
type words struct {
	lang     string
	localize *i18n.Localizer
	messages map[string]entry
}

// entry is what Say needs to know of a message before it asks go-i18n, which matches languages anew at
// each call: most messages have no variable and no plural, and are answered from here.
type entry struct {
	plain  string   // the message, when it is only that
	vars   []string // the names in it
	plural bool
}

func load(bundle *i18n.Bundle, assets fs.FS, lang string) (*words, error) {
	files, err := fs.Glob(assets, path.Join("i18n", lang, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no catalogue in i18n/%s", lang)
	}
	w := &words{lang: lang, localize: i18n.NewLocalizer(bundle, lang), messages: map[string]entry{}}
	for _, file := range files {
		if err := w.read(bundle, assets, file); err != nil {
			return nil, fmt.Errorf("reading %s: %w", file, err)
		}
	}
	return w, nil
}

func (w *words) read(bundle *i18n.Bundle, assets fs.FS, file string) error {
	raw, err := fs.ReadFile(assets, file)
	if err != nil {
		return err
	}
	parsed, err := i18n.ParseMessageFileBytes(raw, w.lang+".json", nil)
	if err != nil {
		return err
	}
	for _, m := range parsed.Messages {
		if _, twice := w.messages[m.ID]; twice {
			return fmt.Errorf("%q stands in two catalogues", m.ID)
		}
		// CLDR has a third Italian form, for whole millions ("un milione di"). No count here is so large;
		// were one to be, the plural reads well enough.
		m.Many = m.Other
		w.messages[m.ID] = describe(m)
	}
	return bundle.AddMessages(parsed.Tag, parsed.Messages...)
}

var variable = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

func describe(m *i18n.Message) entry {
	e := entry{plain: m.Other, plural: m.One != ""}
	for _, found := range variable.FindAllStringSubmatch(m.One+m.Other, -1) {
		e.vars = append(e.vars, found[1])
	}
	return e
}

func (w *words) Lang() string { return w.lang }

func (w *words) Has(key string) bool {
	_, ok := w.messages[key]
	return ok
}

func (w *words) Say(key string, vars ...any) string {
	e, ok := w.messages[key]
	if !ok {
		return text.Missing(key)
	}
	if !e.plural && len(e.vars) == 0 {
		return e.plain
	}
	said, err := w.localize.Localize(e.config(key, vars))
	if err != nil {
		return text.Missing(key)
	}
	return said
}

// config is the question to go-i18n: every variable has a value, if only the mark of a missing one.
func (e entry) config(key string, vars text.Vars) *i18n.LocalizeConfig {
	data := make(map[string]string, len(e.vars))
	for _, name := range e.vars {
		value, given := vars.Find(name)
		if !given {
			value = text.Missing(name)
		}
		data[name] = value
	}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if n, given := vars.Count(); given && e.plural {
		c.PluralCount = n
	}
	return c
}
