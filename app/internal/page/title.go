package page

import "sportello/app/internal/text"

// Title is the whole title of a page: an error is said first, the comune last.
func Title(words text.Text, p Page, town string) string {
	title := p.Title + " - " + town
	if p.Error {
		return words.Say("flow.error") + " " + title
	}
	return title
}
