package text

import (
	"slices"
	"strings"
	"sync"
)

// table is the words of one language beside the sorted keys of all: messages[i] belongs to keys[i].
// A message with a plural is "one\x01other". Messages are parted by "\x00", for a message may have several lines.
type table struct {
	lang     string
	keys     []string
	messages []string
}

// Each list is cut from one long text, once: a list of texts would cost the browser program sixteen bytes
// for each, which do not compress.
var (
	keyList  = sync.OnceValue(func() []string { return strings.Split(keys, "\x00") })
	italiano = sync.OnceValue(func() Text { return table{"it", keyList(), strings.Split(italian, "\x00")} })
	inglese  = sync.OnceValue(func() Text { return table{"en", keyList(), strings.Split(english, "\x00")} })
)

// For is the words of a language from the generated table; Italian when the language is not known. In a browser English
// is not known before it was learnt.
func For(lang string) Text {
	if lang == "en" && english != "" {
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
	one, other, plural := strings.Cut(t.messages[i], "\x01")
	if n, given := Vars(vars).Count(); plural && !(given && (n == 1 || n == -1)) {
		one = other
	}
	return fill(one, vars)
}
