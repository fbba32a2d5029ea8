package home

import (
	"strconv"
	"strings"

	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Help is how to get help: by telephone, at the desk, and how this site works.
func Help(v page.Visit) page.Page {
	if v.Sent() && !v.Offline { // of the help code, on a phone: the server acts on it
		return page.Page{Reload: true}
	}
	return written(v, "help", ui.Facts(
		ui.Row{Key: v.Say("help.phone"), Values: []string{v.Town.Phone}},
		ui.Row{Key: v.Say("help.hours"), Values: []string{v.Town.Hours}, Lang: v.Native()},
		ui.Row{Key: v.Say("help.desk"), Values: []string{v.Town.Address}, Lang: v.Native()},
		ui.Row{Key: v.Say("help.email"), Values: []string{v.Town.Email}},
	), helpCode(v), ui.Section(v.Say("home.letter"), ui.List(ui.Link("/multe/cerca", v.Say("fines.find")), ui.Link("/avviso", v.Say("fines.check.title")))))
}

// Accessibility says how accessible this site is, what is not proved yet, and how to complain.
func Accessibility(v page.Visit) page.Page {
	return written(v, "accessibility", ui.Link("mailto:"+v.Town.Email, v.Say("accessibility.write", "Email", v.Town.Email)))
}

// Privacy says what is kept, why, for how long, and whom to ask (GDPR art. 13).
func Privacy(v page.Visit) page.Page {
	return written(v, "privacy", ui.LinkSecond("/accessi", v.Say("trail.title")), ui.Link("mailto:"+v.Town.PEC, v.Say("privacy.write", "Email", v.Town.PEC)))
}

// Legal is the legal notes.
func Legal(v page.Visit) page.Page { return written(v, "legal") }

// Report is how to say that something does not work.
func Report(v page.Visit) page.Page {
	return written(v, "report", ui.Facts(
		ui.Row{Key: v.Say("help.phone"), Values: []string{v.Town.Phone}},
		ui.Row{Key: v.Say("help.hours"), Values: []string{v.Town.Hours}, Lang: v.Native()},
	), ui.Link("mailto:"+v.Town.Email, v.Say("report.write", "Email", v.Town.Email)))
}

// written is a page of the catalogues: a title, an opening, and numbered parts, each with a heading.
func written(v page.Visit, key string, kids ...*ui.Node) page.Page {
	title := v.Say(key + ".title")
	body := append([]*ui.Node{ui.H1(title), ui.Lead(v.Say(key + ".lead"))}, kids...)
	for i := 1; ; i++ {
		part := key + "." + strconv.Itoa(i)
		if !v.Text.Has(part + ".title") {
			return page.Page{Title: title, Body: body}
		}
		body = append(body, ui.Section(v.Say(part+".title"), paragraphs(v.Say(part+".text"))...))
	}
}

// paragraphs are the lines of a text, each a paragraph of its own.
func paragraphs(text string) []*ui.Node {
	var out []*ui.Node
	for line := range strings.Lines(text) {
		out = append(out, ui.P(strings.TrimSuffix(line, "\n")))
	}
	return out
}
