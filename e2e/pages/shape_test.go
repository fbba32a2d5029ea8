package pages

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// shapedAlike reports whether the page of a sight has the same elements and attributes in both languages, so that what
// the engines said of the Italian one holds for the English one: they judge no words. A page that comes after a form
// is not compared.
func shapedAlike(t testing.TB, s sight) bool {
	t.Helper()
	return s.fill == nil && shapeIn(t, s, "it") == shapeIn(t, s, "en")
}

func shapeIn(t testing.TB, s sight, lang string) string {
	t.Helper()
	client := people.clients[s.who]
	if s.who == nobody {
		client = &http.Client{}
	}
	asked, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.find(), nil)
	if err != nil {
		t.Fatal(err)
	}
	asked.Header.Set("Cookie", "preferenze=lang="+lang)
	got, err := client.Do(asked)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	root, err := html.Parse(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	shape(&b, root)
	return b.String()
}

// wordy are the attributes that hold words, or an address that carries the language.
var wordy = []string{"alt", "aria-label", "content", "href", "hreflang", "placeholder", "title", "value"}

// shape writes a page without its words. Of a label that only ears get it keeps whether the words on the page stand in it.
func shape(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		return
	}
	b.WriteString("<" + n.Data)
	kept := make([]string, 0, len(n.Attr))
	for _, a := range n.Attr {
		switch {
		case a.Key == "lang" || a.Key == "translate":
		case a.Key == "aria-label":
			kept = append(kept, "named "+strconv.FormatBool(strings.Contains(a.Val, words(n))))
		case slices.Contains(wordy, a.Key) || strings.HasPrefix(a.Key, "data-"):
			kept = append(kept, a.Key)
		default:
			kept = append(kept, a.Key+"="+a.Val)
		}
	}
	slices.Sort(kept)
	b.WriteString(strings.Join(kept, " ") + ">")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		shape(b, c)
	}
	b.WriteString("</>")
}
