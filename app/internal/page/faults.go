package page

import (
	"maps"
	"slices"

	"sportello/app/ui"
)

// The status codes of RFC 9110 that a page may have. The browser program does without net/http.
const (
	forbidden   = 403
	notFound    = 404
	conflict    = 409
	tooLarge    = 413
	ourFault    = 500
	unavailable = 503
)

// NotFound is the page for what does not exist and for what is not the person's: nobody can tell which.
func NotFound(v Visit) Page {
	return fault(v, notFound, "fault.notfound", ui.P(v.Say("fault.notfound.do")))
}

// NoMandate is the page for somebody who may not, or no longer, act for another: a proxy that has ended or is
// paused, an assistance that is over, and what never was all look the same. A clerk is led back to the desk. What was
// typed stays readable.
func NoMandate(v Visit) Page {
	if v.Who.Office != "" {
		return fault(v, forbidden, "fault.nomandate", ui.P(v.Say("acting.desk.over")), typed(v),
			ui.LinkButton("/sportello/finita", v.Say("acting.desk.over.see")))
	}
	return fault(v, forbidden, "fault.nomandate", ui.P(v.Say("fault.nomandate.do")), typed(v))
}

// unseen are the fields that a form carries and nobody types.
var unseen = []string{"assistance", "code", "consent", "do", "draft", "id", "seen"}

// typed is what somebody wrote in a form that can no longer be acted on, to be copied; nil for a link.
func typed(v Visit) *ui.Node {
	var said []*ui.Node
	for _, name := range slices.Sorted(maps.Keys(v.Form)) {
		if value := v.Form.Get(name); value != "" && !slices.Contains(unseen, name) {
			said = append(said, ui.Text(value))
		}
	}
	if said == nil {
		return nil
	}
	return ui.Section(v.Say("fault.nomandate.typed"), ui.List(said...))
}

// OtherPerson is the page for a form that stood on a page of somebody else, who signed in on this device before.
func OtherPerson(v Visit) Page {
	return fault(v, conflict, "trouble.other", ui.P(v.Say("trouble.other.do")))
}

// Down is the page for a town hall that does not answer: what is saved, and where. What was typed is in the
// page, and goes again with one button.
func Down(v Visit) Page {
	kept := "fault.down.server"
	if v.OnPhone {
		kept = "fault.down.phone"
	}
	return fault(v, unavailable, "fault.down", ui.P(v.Say(kept)), ui.P(v.Say("fault.down.do")), again(v))
}

// again repeats what was asked: a link, or the form with all that was typed.
func again(v Visit) *ui.Node {
	if v.Form == nil {
		return ui.Link(v.Path, v.Say("fault.again"))
	}
	kids := []*ui.Node{ui.P(v.Say("fault.typed"))}
	for _, name := range slices.Sorted(maps.Keys(v.Form)) {
		kids = append(kids, ui.Hidden(name, v.Form.Get(name)))
	}
	return ui.Form(v.Path, append(kids, ui.Submit(v.Say("fault.again")))...)
}

// NotHere is the page for something that this phone has not kept and cannot fetch now.
func NotHere(v Visit) Page {
	return fault(v, unavailable, "fault.nothere", ui.P(v.Say("fault.nothere.do")))
}

// Fault is the page for a fault of ours, with the reference under which it was written down.
func Fault(v Visit, reference string) Page {
	return fault(v, ourFault, "fault.ours", ui.P(v.Say("fault.ours.do")), again(v),
		ui.Facts(ui.Row{Key: v.Say("fault.reference"), Values: []string{reference}}))
}

func fault(v Visit, status int, key string, kids ...*ui.Node) Page {
	title := v.Say(key + ".title")
	body := append([]*ui.Node{ui.H1(title)}, kids...)
	return Page{Status: status, Title: title, Body: append(body, ui.P(v.Say("fault.phone", "Phone", v.Town.Phone)), ui.Link("/", v.Say("fault.home")))}
}

// TooLarge is the page for a form that is longer than any form of ours.
func TooLarge(v Visit) Page {
	return fault(v, tooLarge, "fault.toolarge", ui.P(v.Say("fault.toolarge.do")))
}

// Server is a page that only the town hall answers: a phone asks it, and says so where it cannot.
func Server(v Visit, title string) Page {
	if !v.Offline {
		return Page{Reload: true}
	}
	return Page{Status: unavailable, Title: title, Body: []*ui.Node{ui.H1(title), ui.Callout(ui.KindWarning, v.Say("fault.network.title"), ui.P(v.Say("fault.network.do"))),
		ui.P(v.Say("fault.phone", "Phone", v.Town.Phone)), ui.Link("/", v.Say("fault.home"))}}
}
