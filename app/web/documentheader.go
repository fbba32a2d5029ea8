package web

import (
	"sportello/app"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// logo is a person at a counter, cut out of an arch, in the colour of the text around it.
const (
	logoArch    = "M9 34V21a15 15 0 0 1 30 0v13zM24 11.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13.5 34a10.5 9 0 0 1 21 0z"
	logoCounter = "M6.5 37h35a2.5 2.5 0 0 1 0 5h-35a2.5 2.5 0 0 1 0-5z"
)

// header is small on a phone, so that the page comes first: one line with the brand and a menu. The menu is a
// details element: it opens without script.
func (d Document) header() *ui.Node {
	header := ui.El("header", ui.Attrs{"class": "it-header-wrapper"})
	if d.Demo {
		ui.Add(header, ui.El("p", ui.Attrs{"class": "demo"}, ui.Text(d.Words.Demo)))
	}
	menu := ui.El("details", ui.Attrs{"class": "menu"}, ui.El("summary", nil, ui.Text(d.Words.Menu)),
		ui.El("div", ui.Attrs{"class": "menu-body"}, d.nav(), d.slim()))
	banner := d.Network
	if banner == nil {
		banner = ui.El("div", ui.Attrs{"id": page.NetworkID})
	}
	if d.Offline {
		ui.Add(banner, ui.Text(d.Words.Offline))
	}
	return ui.Add(header, ui.El("div", ui.Attrs{"class": "it-nav-wrapper container"}, d.brand(), menu), banner)
}

func (d Document) brand() *ui.Node {
	home := d.Home
	if home == "" {
		home = "/"
	}
	return ui.El("div", ui.Attrs{"class": "it-brand-wrapper"}, ui.El("a", ui.Attrs{"href": home}, logo(),
		ui.El("span", ui.Attrs{"class": "it-brand-text"},
			ui.El("span", ui.Attrs{"class": "it-brand-title"}, ui.Text(d.Words.Name), ui.El("span", ui.Attrs{"class": "visually-hidden"}, ui.Text(", "))),
			ui.El("span", ui.Attrs{"class": "it-brand-tagline"}, ui.Text(d.Words.Place.Name)))))
}

func logo() *ui.Node {
	return ui.El("svg", ui.Attrs{"aria-hidden": "true", "focusable": "false", "height": "42", "viewBox": "0 0 48 48", "width": "42"},
		ui.El("path", ui.Attrs{"d": logoArch, "fill": "currentColor", "fill-rule": "evenodd"}),
		ui.El("path", ui.Attrs{"d": logoCounter, "fill": "currentColor"}))
}

// nav leads to the main pages and says which of them this one belongs to.
func (d Document) nav() *ui.Node {
	list := ui.El("ul", ui.Attrs{"class": "navbar-nav"})
	for _, to := range d.links() {
		href := app.Address(d.Base, to[0])
		attrs := ui.Attrs{"class": "nav-link", "data-own": to[0], "href": href}
		if current := d.current(href); current != "" {
			attrs["aria-current"], attrs["class"] = current, "nav-link active"
		}
		ui.Add(list, ui.El("li", ui.Attrs{"class": "nav-item"}, ui.El("a", attrs, ui.Text(to[1]))))
	}
	return ui.El("nav", ui.Attrs{"aria-label": d.Words.Nav, "class": "navbar"}, list)
}

// links are the main pages, and the words for them.
func (d Document) links() [][2]string {
	links := [][2]string{{"/", d.Words.Home}, {"/servizi", d.Words.Services}, {"/pratiche", d.Words.Applications}, {"/tasse", d.Words.Taxes}, {"/paga", d.Words.Pay}, {"/deleghe", d.Words.Proxies}, {"/preferenze", d.Words.Preferences}}
	if d.Clerk {
		links = append(links, [2]string{"/sportello", d.Words.Desk})
	}
	return links
}

// current is the aria-current of a link of the menu: this page, or a page above this one.
func (d Document) current(href string) string {
	return page.Current(d.Path, href)
}

// slim is the language, and who is here.
func (d Document) slim() *ui.Node {
	slim := ui.El("div", ui.Attrs{"class": "it-header-slim-wrapper"})
	if d.LangHref != "" {
		ui.Add(slim, ui.El("a", ui.Attrs{"href": d.LangHref, "hreflang": d.OtherLang, "lang": d.OtherLang}, ui.Text(d.Words.OtherLanguage)))
	}
	if d.User == "" {
		return ui.Add(slim, ui.El("a", ui.Attrs{"data-element": "personal-area-login", "href": "/entra"}, ui.Text(d.Words.SignIn)))
	}
	return ui.Add(slim, ui.P(d.User),
		ui.El("form", ui.Attrs{"action": "/esci", "method": "post", "role": "none"}, ui.El("button", ui.Attrs{"type": "submit"}, ui.Text(d.Words.SignOut))))
}
