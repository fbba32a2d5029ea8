package home

import (
	"sportello/api/deadlines"
	"sportello/api/folder"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// dueDates leads to all deadlines, and names the next.
func dueDates(v page.Visit) *ui.Node {
	title, about := v.Say("deadlines.title"), v.Say("deadlines.card")
	if v.Who.ForOther() {
		title = v.Say("deadlines.of")
	}
	if next, ok := deadlines.Sort(folder.Deadlines(v.Folder, v.Town, v.Today), v.Today).Next(); ok {
		about = v.Say("deadlines.next", "What", page.What(v.Text, next), "Day", text.Day(v.Text, next.Day))
	}
	return ui.Card(title, "/scadenze", about)
}
