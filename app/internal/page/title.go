package page

import (
	"strings"

	"sportello/app/internal/text"
)

// Title is the whole title of a page: an error is said first, the comune last.
func Title(words text.Text, p Page, town string) string {
	title := p.Title
	if p.For != "" {
		title = words.Say("acting.title", "Title", p.Title, "Name", p.For)
	}
	if town != "" { // a phone may not know it yet
		title += " - " + town
	}
	if p.Error {
		return words.Say("flow.error") + " " + title
	}
	return title
}

// Current is the aria-current of a link of the menu on the page at path: this page, or a page above it.
func Current(path, href string) string {
	switch {
	case path == href:
		return "page"
	case href != "/" && strings.HasPrefix(path, href+"/"):
		return "true"
	}
	return ""
}
