package backoffice

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Field is something a row tells. The names are those that a mapping file uses.
type Field string

// Kind is a kind of file: its fields, how their columns are called, and which of them a file must have.
type Kind struct {
	// names are the header names that offices use, as plain gives them, the likeliest first. A blank parts them.
	// An address may be made of several columns: see addressParts.
	names    map[Field]string
	required []Field
	id       Field          // what a row is about, besides its person: a row that has neither may be a sum of others
	holds    map[Field]cell // sums and days, by which the forms of a file are found out
}

// cell is what a cell of a field holds, as far as finding out the forms goes.
type cell int

const (
	aSum cell = iota + 1
	aDay
)

// addressParts are joined after the street when the file has them.
var addressParts = []string{
	"civico numerocivico numcivico nrcivico ncivico nciv numciv civ civicoutenza housenumber",
	"esponente esp barrato lettera", "scala", "piano", "interno int",
}

func (k *Kind) fieldNames() []string {
	var names []string
	for f := range k.names {
		names = append(names, string(f))
	}
	slices.Sort(names)
	return names
}

// plain is a header name without case, accents and anything that is no letter or digit: "N° Rata" is nrata. A
// per-cent sign counts as the word.
func plain(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(signs.Replace(strings.ToLower(name))) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var signs = strings.NewReplacer("º", "", "°", "", "%", "perc")

// bare is plain without the unit: "Superficie (m²)" is superficie, IMPORTO_EURO is importo.
func bare(name string) string {
	if open := strings.IndexByte(name, '('); open > 0 {
		name = name[:open]
	}
	name = plain(name)
	return strings.TrimSuffix(strings.TrimSuffix(name, "euro"), "eur")
}

// layout is where each field stands in the rows of one file.
type layout struct {
	kind  *Kind
	names []string // header names as written
	at    map[Field][]int
	skip  []skipAt
}

type skipAt struct {
	column int
	is     []string
}

// known counts the fields found.
func (l *layout) known() int { return len(l.at) }

// missing are the required fields that were not found.
func (l *layout) missing() []Field {
	var out []Field
	for _, f := range l.kind.required {
		if len(l.at[f]) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// newLayout finds the fields in a header: first those that the map names, then the others by their synonyms.
// A column serves one field. It gives the first name of the map that the header does not have.
func newLayout(kind *Kind, names []string, m *Map) (l *layout, absent string) {
	l = &layout{kind: kind, names: names, at: map[Field][]int{}}
	index := map[string]int{}
	for _, shorten := range [...]func(string) string{bare, plain} { // a whole name beats a shortened one
		for i := len(names) - 1; i >= 0; i-- {
			index[shorten(names[i])] = i
		}
	}
	delete(index, "")
	taken := map[int]bool{}
	for f, columns := range m.Columns {
		for _, c := range columns {
			i, ok := index[plain(c)]
			if !ok && absent == "" {
				absent = c
			}
			if ok {
				l.at[f], taken[i] = append(l.at[f], i), true
			}
		}
	}
	for _, s := range m.Skip {
		i, ok := index[plain(s.Column)]
		if !ok && absent == "" {
			absent = s.Column
		}
		if ok {
			l.skip = append(l.skip, skipAt{i, s.Is})
		}
	}
	l.guess(index, taken, m)
	return l, absent
}

func (l *layout) guess(index map[string]int, taken map[int]bool, m *Map) {
	find := func(words string) int {
		for _, w := range strings.Fields(words) {
			if i, ok := index[w]; ok && !taken[i] {
				taken[i] = true
				return i
			}
		}
		return -1
	}
	for _, f := range l.kind.fieldNames() {
		if _, mapped := m.Columns[Field(f)]; mapped {
			continue
		}
		if i := find(l.kind.names[Field(f)]); i >= 0 {
			l.at[Field(f)] = []int{i}
		}
	}
	if _, mapped := m.Columns[Address]; mapped || len(l.at[Address]) == 0 {
		return
	}
	for _, part := range addressParts {
		if i := find(part); i >= 0 {
			l.at[Address] = append(l.at[Address], i)
		}
	}
}

func (l *layout) has(fields ...Field) bool {
	for _, f := range fields {
		if len(l.at[f]) == 0 {
			return false
		}
	}
	return true
}
