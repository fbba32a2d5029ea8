package check

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// The limits that the project has given itself (ACCESSIBILITY, rule 10).
const (
	maxWords = 25 // words in a sentence

	plainAim   = 80 // Gulpease of a page: the aim
	hardLimit  = 70 // Gulpease of a page: the limit
	sentenceOK = 60 // Gulpease of one sentence: the limit
	// shortWords: below it a sentence is not scored alone. A heading or label of five words swings by
	// sixty points with one long word; its ease shows in the score of the page.
	shortWords = 6
	// bareWords: a line below it with no full stop ("Nome", "Avanti") names a thing. It is no sentence,
	// and counting it as one would flatter the page.
	bareWords = 3
)

// line is one run of text on the page, as the eye takes it in.
type line struct {
	node *html.Node
	text string
	// hint tells that a field names it as its description, so that it is heard after the label.
	hint bool
}

// ReadingText gives the Italian text of a page, one line for each block, as Page scores it: of main
// when there is one, else of everything. A label is joined with the hint of its field. What is
// hidden, in another language, or marked translate="no" (names, codes, quoted law) is left out, and so
// are bare words: one or two without a full stop, such as "Nome" or "Avanti".
func ReadingText(root *html.Node) []string {
	return newDoc(root).reading()
}

func (d *doc) reading() []string {
	var out []string
	for _, l := range d.lines("it") {
		if Words(l.text) >= bareWords || strings.ContainsAny(l.text, ".!?…") {
			out = append(out, l.text)
		}
	}
	return out
}

// lines gives the text in one language ("" for every language).
func (d *doc) lines(lang string) []line {
	start := d.first("main")
	if start == nil {
		start = d.root
	}
	c := &collector{d: d, lang: lang, hints: d.hints()}
	c.block(start)
	return c.joined()
}

// hints lists the elements that describe a field without being its error.
func (d *doc) hints() map[*html.Node]bool {
	out := map[*html.Node]bool{}
	for _, e := range d.all {
		if !field(e) && !grouping(e) {
			continue
		}
		for _, id := range strings.Fields(attr(e, "aria-describedby")) {
			out[d.byID(id)] = true
		}
	}
	return out
}

type collector struct {
	d     *doc
	lang  string
	hints map[*html.Node]bool
	lines []line
	open  strings.Builder
	at    *html.Node
}

// block reads an element that stands on lines of its own.
func (c *collector) block(n *html.Node) {
	c.flush()
	old := c.at
	c.at = n
	c.inside(n)
	c.flush()
	c.at = old
}

func (c *collector) inside(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch {
		case k.Type == html.TextNode:
			c.open.WriteString(k.Data)
		case k.Type != html.ElementNode || c.skips(k):
		case is(k, "br"):
			c.flush()
		case inline[k.Data]:
			c.inside(k)
		default:
			c.block(k)
		}
	}
}

func (c *collector) skips(n *html.Node) bool {
	if hidden(n) || attr(n, "translate") == "no" || is(n, "script", "style", "template", "noscript", "textarea", "select", "svg", "img", "head") {
		return true
	}
	return c.lang != "" && c.d.langOf(n) != c.lang
}

func (c *collector) flush() {
	if t := clean(c.open.String()); t != "" && c.at != nil && (c.lang == "" || c.d.langOf(c.at) == c.lang) {
		c.lines = append(c.lines, line{node: c.at, text: t, hint: c.hints[c.at]})
	}
	c.open.Reset()
}

// joined puts each hint behind the label before it, when the label is no sentence by itself.
func (c *collector) joined() []line {
	var out []line
	for _, l := range c.lines {
		if n := len(out); l.hint && n > 0 && is(out[n-1].node, "label", "legend") && !strings.ContainsAny(out[n-1].text, ".!?…") {
			out[n-1].text += " " + l.text
			continue
		}
		out = append(out, l)
	}
	return out
}

// langOf gives the primary language of an element; a tree that says nothing is Italian.
func (d *doc) langOf(n *html.Node) string {
	if p := within(n, func(e *html.Node) bool { return attr(e, "lang") != "" }); p != nil {
		primary, _, _ := strings.Cut(attr(p, "lang"), "-")
		return primary
	}
	return "it"
}

func longSentence(d *doc, found report) {
	for _, l := range d.lines("") {
		for _, s := range Sentences(l.text) {
			if n := Words(s); n > maxWords {
				found(l.node, fmt.Sprintf("A sentence has %d words, more than %d. One idea a sentence: «%s»", n, maxWords, s))
			}
		}
	}
}

func hardSentence(d *doc, found report) {
	for _, l := range d.lines("it") {
		for _, s := range Sentences(l.text) {
			if g := Gulpease(chosen(s)); Words(s) >= shortWords && g < sentenceOK {
				found(l.node, fmt.Sprintf("A sentence has Gulpease %.0f, under %d. Shorter words, or two sentences: «%s»", g, sentenceOK, s))
			}
		}
	}
}

// given finds the whole name of a person, two or more words with capitals, and an e-mail address. A capital alone is
// no name of a person: "Comune" and "Telesoccorso" are words that we chose. At the beginning of a sentence the first
// word has a capital anyway, and one of three letters is no given name ("Nel Comune").
var given = regexp.MustCompile(`(?:^\p{Lu}\pL{3,}|\s\p{Lu}\pL+)(?:\s\p{Lu}\pL+)+|\s\S+@\S+`)

// long is a word of more than five letters, or an address.
var long = regexp.MustCompile(`(\pL{5})[^\s]+`)

// chosen is a sentence of which only the words count that its writer chose. How long the name of a person is,
// nobody can help, and who bears it reads it well: each word of it weighs as one of five letters.
func chosen(sentence string) string {
	return given.ReplaceAllStringFunc(sentence, func(name string) string { return long.ReplaceAllString(name, "$1") })
}

// wholeText scores the Italian text of a page as one.
func (d *doc) wholeText() []Finding {
	var text []string
	for _, l := range d.reading() {
		for _, s := range Sentences(l) {
			text = append(text, chosen(s))
		}
	}
	g := Gulpease(strings.Join(text, "\n"))
	at := where(d.first("main"))
	switch {
	case g < hardLimit:
		return []Finding{{hardPage, Failure, at, fmt.Sprintf("The page has Gulpease %.0f, under %d.", g, hardLimit)}}
	case g < plainAim:
		return []Finding{{plainPage, Note, at, fmt.Sprintf("The page has Gulpease %.0f; the aim is %d.", g, plainAim)}}
	}
	return nil
}
