//go:build js && wasm

package phone

import (
	"slices"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"sportello/app/ui"
)

const svg = "http://www.w3.org/2000/svg"

// properties are the attributes that go-app writes as true or false; in a tree they are there or not.
var properties = []string{"async", "autofocus", "autoplay", "checked", "default", "defer", "disabled", "hidden", "ismap", "loop",
	"multiple", "muted", "open", "readonly", "required", "reversed", "selected"}

// element walks a tree into go-app's elements. A tree is made of elements and text; all else is left out.
func element(n *ui.Node, space string) goapp.UI {
	if n.Type == html.TextNode {
		return goapp.Text(n.Data)
	}
	if n.Data == "svg" {
		space = svg
	}
	e := goapp.Elem(n.Data)
	if space != "" {
		e = e.XMLNS(space)
	}
	for _, a := range n.Attr {
		if slices.Contains(properties, a.Key) {
			a.Val = "true"
		}
		e = e.Attr(a.Key, a.Val)
	}
	var kids []goapp.UI
	for kid := range n.ChildNodes() {
		if drawn(kid) {
			kids = append(kids, element(kid, space))
		}
	}
	return e.Body(kids...)
}

func drawn(n *ui.Node) bool { return n.Type == html.ElementNode || n.Type == html.TextNode }

// mend writes what go-app v10.1.11 loses: attributes with an empty value (alt="", an option's value=""),
// and the value and checked attributes, of which it sets the property only, so that resetting a form and
// styles that ask for [checked] work as on the server's page.
func mend(e js.Value, n *ui.Node) {
	for _, a := range n.Attr {
		if a.Val == "" || a.Key == "value" || slices.Contains(properties, a.Key) {
			e.Call("setAttribute", a.Key, a.Val)
		}
	}
	at := e.Get("firstChild")
	for kid := range n.ChildNodes() {
		if !drawn(kid) {
			continue
		}
		if kid.Type == html.ElementNode {
			mend(at, kid)
		}
		at = at.Get("nextSibling")
	}
}
