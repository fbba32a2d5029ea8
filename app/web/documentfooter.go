package web

import (
	"strings"

	"golang.org/x/net/html"

	"sportello/app/ui"
)

// help stands at the same place on every page (WCAG 3.2.6): who answers the telephone, and when.
func (d Document) help() *ui.Node {
	w := d.Words
	box := ui.El("div", ui.Attrs{"class": "container stack"},
		ui.El("h2", ui.Attrs{"id": "chiedi-aiuto"}, ui.Text(w.Help)), ui.P(w.HelpText))
	if w.Place.Phone != "" {
		ui.Add(box, ui.LinkSecond(dial(w.Place.Phone), w.Call+" "+w.Place.Phone))
	}
	if w.Place.Hours != "" {
		ui.Add(box, d.native(ui.Lines(w.Place.Hours)))
	}
	ui.Add(box, ui.Link("/aiuto", w.MoreHelp), d.tools())
	return ui.El("aside", ui.Attrs{"aria-labelledby": "chiedi-aiuto", "class": "help"}, box)
}

// tools are the buttons that read the page aloud and print it large. They need a script, which shows them.
func (d Document) tools() *ui.Node {
	button := func(id, text string) *ui.Node {
		return ui.El("button", ui.Attrs{"class": "btn btn-outline-primary btn-lg", "hidden": "", "id": id, "type": "button"}, ui.Text(text))
	}
	listen := button("ascolta", d.Words.Listen)
	listen.Attr = append(listen.Attr, html.Attribute{Key: "data-start", Val: d.Words.Listen}, html.Attribute{Key: "data-stop", Val: d.Words.StopListening})
	return ui.El("div", ui.Attrs{"class": "tools"}, listen, button("stampa", d.Words.PrintLarge))
}

// native marks words that the comune wrote in Italian, on a page in another language (WCAG 3.1.2).
func (d Document) native(n *ui.Node) *ui.Node {
	if d.Lang != "it" {
		n.Attr = append(n.Attr, html.Attribute{Key: "lang", Val: "it"})
	}
	return n
}

// dial is the address that calls an Italian number.
func dial(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	if strings.HasPrefix(digits, "+") {
		return "tel:" + digits
	}
	return "tel:+39" + digits // the zero of an Italian prefix stays
}

// footer holds what the model of municipal sites asks for, with its marks, and how to reach the comune.
func (d Document) footer() *ui.Node {
	w := d.Words
	links := ui.El("ul", ui.Attrs{"class": "link-list"},
		footerLink("faq", "/aiuto", w.FAQ), footerLink("report-inefficiency", "/segnala", w.Report),
		footerLink("accessibility-link", "/accessibilita", w.Accessibility),
		footerLink("privacy-policy-link", "/privacy", w.Privacy), footerLink("legal-notes", "/note-legali", w.Legal))
	return ui.El("footer", ui.Attrs{"class": "it-footer"}, ui.El("div", ui.Attrs{"class": "it-footer-main container stack"},
		ui.El("h2", nil, ui.Text(w.Place.Name)), d.contacts(), links))
}

func footerLink(element, href, text string) *ui.Node {
	return ui.El("li", nil, ui.Mark(ui.El("a", ui.Attrs{"href": href}, ui.Text(text)), element))
}

func (d Document) contacts() *ui.Node {
	w, list := d.Words, ui.El("ul", ui.Attrs{"class": "link-list"})
	if w.Place.Address != "" {
		ui.Add(list, d.native(ui.El("li", ui.Attrs{"class": "lines"}, ui.Text(w.Place.Address))))
	}
	for _, c := range [][3]string{{w.Email, "mailto:", w.Place.Email}, {w.PEC, "mailto:", w.Place.PEC}, {w.Site, "", w.Place.Site}} {
		if c[2] != "" {
			ui.Add(list, ui.El("li", nil, ui.El("a", ui.Attrs{"href": c[1] + c[2]}, ui.Text(c[0]))))
		}
	}
	return list
}
