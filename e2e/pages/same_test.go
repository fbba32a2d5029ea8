package pages

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/app"
)

// TestEverythingStandsWhereItStood: brand, menu, help and footer hold the same links, by the same names and in
// the same order, on every page (WCAG 3.2.3, 3.2.4, 3.2.6).
func TestEverythingStandsWhereItStood(t *testing.T) {
	frames, seen := map[string][]string{}, 0
	for _, s := range sights() {
		if s.fill != nil {
			continue
		}
		client := people.clients[s.who]
		if s.who == nobody {
			client = &http.Client{}
		}
		got, err := client.Get(s.find())
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(got.Body)
		got.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		frame := around(root)
		if len(frame) < 12 {
			t.Fatalf("%s: only %d things stand around the page", s.name, len(frame))
		}
		mandate, _ := app.Split(strings.TrimPrefix(s.find(), town.URL)) // the links stay with who they are about
		whose := s.who + mandate
		if first := frames[whose]; first == nil {
			frames[whose] = frame
		} else if diff := cmp.Diff(first, frame); diff != "" {
			t.Errorf("%s: what stands around the page is different (-before +here):\n%s", s.name, diff)
		}
		seen++
	}
	t.Logf("%d pages alike", seen)
}

// around lists the links and buttons that do not belong to the page itself, with where they lead. A link that
// leads to the page in another language leads elsewhere on each page.
func around(n *html.Node) (out []string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "main" {
			out = append(out, "the page")
			continue
		}
		if c.Data == "a" || c.Data == "button" {
			href, _, _ := strings.Cut(attribute(c, "href"), "?lang=")
			if attribute(c, "hreflang") != "" {
				href = ""
			}
			out = append(out, words(c)+" → "+href)
			continue
		}
		out = append(out, around(c)...)
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestNothingIsAskedTwice: the address that the town hall has is offered, what was answered stands in its
// field, and no field is asked on two pages (WCAG 3.3.7).
func TestNothingIsAskedTwice(t *testing.T) {
	asked := map[string]string{}
	for _, a := range answers {
		got, err := people.clients[drafted].Get(town.URL + flow + "/" + a.step)
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(got.Body)
		got.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		for name, said := range given(root) {
			if before := asked[name]; before != "" {
				t.Errorf("%s is asked on %s and again on %s", name, before, a.step)
			}
			asked[name] = a.step
			if want := a.say.Get(name); said != want {
				t.Errorf("%s: the field says %q, the answer was %q", name, said, want)
			}
		}
	}
	if len(asked) != 11 {
		t.Errorf("%d fields are asked, the flow has 11", len(asked))
	}
	got, err := people.clients[plain].Get(town.URL + flow + "/address")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	root, err := html.Parse(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if said := given(root)["address"]; said != "Via Umberto I 12" { // where the demonstration town has her live
		t.Errorf("the address offered is %q", said)
	}
}

// given are the fields of the page with what stands in them.
func given(root *html.Node) map[string]string {
	out := map[string]string{}
	for d := range root.Descendants() {
		name, kind := attribute(d, "name"), attribute(d, "type")
		switch {
		case name == "" || kind == "hidden" || d.Data != "input" && d.Data != "textarea":
		case d.Data == "textarea":
			out[name] = strings.TrimPrefix(text(d), "\n")
		case kind == "radio" || kind == "checkbox":
			out[name] += "" // asked, though nothing may be chosen
			for _, a := range d.Attr {
				if a.Key == "checked" {
					out[name] = attribute(d, "value")
				}
			}
		default:
			out[name] = attribute(d, "value")
		}
	}
	return out
}

func text(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}
