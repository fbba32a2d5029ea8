package web

import (
	"io"
	"path"

	"golang.org/x/net/html"

	"sportello/app/ui"
)

// Document is the HTML document around a page: head, header, help and footer. It works without script, and
// keeps the header, the live regions and the banners outside of the element "app", which the phone replaces.
type Document struct {
	Lang, Title             string   // the whole title, with "Errore:" and the name of the comune
	Main                    *ui.Node // a main of ui.Main, or what goes inside one
	Text, Contrast, Spacing string   // preferences: normal, large, larger, largest; high; wide
	Words                   Layout
	Home, Path              string // where the brand leads; the page's own address, for aria-current
	Helped                  bool   // a help code is on: a clerk sees which page this is
	Base                    string // what stands before the addresses of another's matters
	User                    string // name of who signed in; empty when nobody has
	Clerk                   bool   // who signed in works at the desk
	Offline                 bool
	Network                 *ui.Node // the place of page.Network, with the words of the phone's script
	CSS, Boot               string   // addresses of the style sheet, beside which icons/ is, and of the script, if any
	Demo                    bool
	Person                  string // id of who signed in, for the phone; empty when nobody has
	Shared                  bool   // the device is shared: the phone keeps nothing
	Version                 string // of all files under the folder of CSS
	Shell                   bool   // a document kept by a phone, in which it draws the page itself
	LangHref, OtherLang     string // leads to the same page in the other language, named by its code
	RenderedAt              string // moment of writing, RFC 3339
}

// themeColor is the colour of the browser's frame around an installed page: the blue of the header.
const themeColor = "#004d99"

// Write writes the document as UTF-8.
func (d Document) Write(w io.Writer) error {
	if _, err := io.WriteString(w, "<!doctype html>\n"); err != nil {
		return err
	}
	attrs := ui.Attrs{"lang": d.Lang}
	optional(attrs, "data-text", d.Text)
	optional(attrs, "data-contrast", d.Contrast)
	optional(attrs, "data-spacing", d.Spacing)
	optional(attrs, "data-person", d.Person)
	optional(attrs, "data-base", d.Base)
	flag(attrs, "data-shared", d.Shared)
	flag(attrs, "data-shell", d.Shell)
	return html.Render(w, ui.El("html", attrs, d.head(), d.body()))
}

func (d Document) head() *ui.Node {
	icons := path.Join(path.Dir(d.CSS), "icons")
	head := ui.El("head", nil,
		ui.El("meta", ui.Attrs{"charset": "utf-8"}),
		ui.El("meta", ui.Attrs{"name": "viewport", "content": "width=device-width, initial-scale=1"}),
		ui.El("title", nil, ui.Text(d.Title)),
		ui.El("meta", ui.Attrs{"name": "description", "content": d.Words.Description}),
		ui.El("meta", ui.Attrs{"name": "theme-color", "content": themeColor}),
		ui.El("meta", ui.Attrs{"name": "format-detection", "content": "telephone=no"}),
		ui.El("link", ui.Attrs{"rel": "stylesheet", "href": d.CSS}),
		ui.El("link", ui.Attrs{"rel": "icon", "type": "image/svg+xml", "href": icons + "/logo.svg"}),
		ui.El("link", ui.Attrs{"rel": "apple-touch-icon", "href": icons + "/icon-192.png"}),
		ui.El("link", ui.Attrs{"rel": "manifest", "href": icons + "/manifest.webmanifest"}))
	if d.Boot != "" {
		ui.Add(head, ui.El("script", ui.Attrs{"src": d.Boot, "defer": "", "data-version": d.Version}),
			ui.El("script", ui.Attrs{"src": path.Join(path.Dir(d.Boot), "aloud.js"), "defer": ""}))
	}
	return head
}

func (d Document) body() *ui.Node {
	main := d.Main
	if main == nil || main.Data != "main" {
		main = ui.Main(d.Main)
	}
	app := ui.Attrs{"id": "app"}
	optional(app, "data-rendered-at", d.RenderedAt)
	return ui.El("body", nil,
		ui.El("p", ui.Attrs{"class": "skiplinks"}, ui.El("a", ui.Attrs{"href": "#" + ui.MainID}, ui.Text(d.Words.Skip))),
		d.header(), d.helping(),
		ui.El("div", ui.Attrs{"aria-live": "polite", "class": "visually-hidden", "id": "annunci", "role": "status"}),
		ui.El("div", app, main),
		d.help(), d.footer())
}

// optional writes an attribute unless its value is empty.
func optional(attrs ui.Attrs, name, value string) {
	if value != "" {
		attrs[name] = value
	}
}

// flag writes an attribute without a value when it is on.
func flag(attrs ui.Attrs, name string, on bool) {
	if on {
		attrs[name] = ""
	}
}
