package app

import (
	"strconv"
	"strings"

	"sportello/api/command"
	"sportello/api/help"
	"sportello/api/trail"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// looking says what somebody opens, for the trail of whom it is about.
func looking(pattern string, form bool) command.Look {
	return command.Look{Page: pattern, Matter: matter(pattern), Form: form}
}

// matter is the kind of matter that a page shows: what a proxy reads is counted by it.
func matter(pattern string) string {
	for _, begins := range [][2]string{{"/tasse/tari", "tari"}, {"/tasse/imu", "imu"}, {"/tasse", "taxes"}, {"/multe", "fines"}, {"/servizi", "applications"}, {"/pratiche", "applications"}, {"/conferme", "applications"}, {"/recapiti", "contact"}, {"/scadenze", "deadlines"}, {"/paga", "payments"}, {"/pagamenti", "payments"}, {"/ricevute", "payments"}} {
		if pattern == begins[0] || strings.HasPrefix(pattern, begins[0]+"/") {
			return begins[1]
		}
	}
	return trail.WholeFolder
}

// place says where the person is, for a clerk to whom they have given a help code. Both hosts tell the same, and
// it is made of names that we gave: patterns, steps, fields. Nothing typed, nothing read.
func place(s screen, p page.Page) help.Place {
	at := help.Place{Page: s.pattern, Step: p.Step, Errors: p.Problems}
	if p.Error && len(at.Errors) == 0 {
		for _, n := range p.Body {
			at.Errors = append(at.Errors, wrongFields(n)...)
		}
	}
	if p.Status >= 400 {
		at.Errors = append(at.Errors, "status."+strconv.Itoa(p.Status))
	}
	return at.Clean()
}

// wrongFields are the fields that an error summary leads to.
func wrongFields(n *ui.Node) (names []string) {
	if n == nil {
		return nil
	}
	for d := range n.Descendants() {
		if !within(d, ui.SummaryID) {
			continue
		}
		for _, a := range d.Attr {
			if field, ok := strings.CutPrefix(a.Val, "#"); ok && a.Key == "href" {
				names = append(names, "field."+field)
			}
		}
	}
	return names
}

func within(n *ui.Node, id string) bool {
	for ; n != nil; n = n.Parent {
		for _, a := range n.Attr {
			if a.Key == "id" && a.Val == id {
				return true
			}
		}
	}
	return false
}

// Named reports whether the trail and a clerk who helps have a name for the page of a pattern.
func Named(pattern string) bool { return page.Named(pattern) }
