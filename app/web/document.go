package web

import (
	"io"

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
	User                    string // name of who signed in; empty when nobody has
	Offline                 bool
	CSS, Boot               string // addresses of the style sheet and of the script; no Boot, no script
	Assets                  string // address of the folder assets, with a slash at its end; empty is "/assets/"
	Demo                    bool
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
	return html.Render(w, ui.El("html", attrs, d.head(), d.body()))
}

func (d Document) head() *ui.Node {
	assets := d.assets()
	head := ui.El("head", nil,
		ui.El("meta", ui.Attrs{"charset": "utf-8"}),
		ui.El("meta", ui.Attrs{"name": "viewport", "content": "width=device-width, initial-scale=1"}),
		ui.El("title", nil, ui.Text(d.Title)),
		ui.El("meta", ui.Attrs{"name": "description", "content": d.Words.Description}),
		ui.El("meta", ui.Attrs{"name": "theme-color", "content": themeColor}),
		ui.El("meta", ui.Attrs{"name": "format-detection", "content": "telephone=no"}),
		ui.El("link", ui.Attrs{"rel": "stylesheet", "href": d.CSS}),
		ui.El("link", ui.Attrs{"rel": "icon", "type": "image/svg+xml", "href": assets + "icons/logo.svg"}),
		ui.El("link", ui.Attrs{"rel": "apple-touch-icon", "href": assets + "icons/icon-192.png"}),
		ui.El("link", ui.Attrs{"rel": "manifest", "href": assets + "icons/manifest.webmanifest"}))
	if d.Boot != "" {
		ui.Add(head, ui.El("script", ui.Attrs{"src": d.Boot, "type": "module"})) // a module waits for the page
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
		d.header(),
		ui.El("div", ui.Attrs{"aria-live": "polite", "class": "visually-hidden", "id": "annunci", "role": "status"}),
		ui.El("div", app, main),
		d.help(), d.footer())
}

func (d Document) assets() string {
	if d.Assets == "" {
		return "/assets/"
	}
	return d.Assets
}

// optional writes an attribute unless its value is empty.
func optional(attrs ui.Attrs, name, value string) {
	if value != "" {
		attrs[name] = value
	}
}
