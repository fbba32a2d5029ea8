package text

import (
	"slices"
	"strings"
	"sync"
)

// table is the words of one language beside the sorted keys of all: messages[i] belongs to keys[i].
// A message with a plural is "one\tother".
type table struct {
	lang     string
	keys     []string
	messages []string
}

// Each list is cut from one long text, once: a list of texts would cost the browser program sixteen bytes
// for each, which do not compress.
var (
	keyList  = sync.OnceValue(func() []string { return strings.Split(keys, "\n") })
	italiano = sync.OnceValue(func() Text { return table{"it", keyList(), strings.Split(italian, "\n")} })
	inglese  = sync.OnceValue(func() Text { return table{"en", keyList(), strings.Split(english, "\n")} })
)

// For is the words of a language from the generated table; Italian when the language is not known.
func For(lang string) Text {
	if lang == "en" {
		return inglese()
	}
	return italiano()
}

func (t table) Lang() string { return t.lang }

func (t table) Has(key string) bool {
	_, found := slices.BinarySearch(t.keys, key)
	return found
}

func (t table) Say(key string, vars ...any) string {
	i, found := slices.BinarySearch(t.keys, key)
	if !found {
		return Missing(key)
	}
	one, other, plural := strings.Cut(t.messages[i], "\t")
	if n, given := Vars(vars).Count(); plural && !(given && (n == 1 || n == -1)) {
		one = other
	}
	return fill(one, vars)
}
