package trail

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/trail"
	"sportello/app/internal/page"
)

// sentence is one act in plain words: when and who, what, and why, each so short that it is easy to hear.
func sentence(v page.Visit, a trail.Access) string {
	said := []string{v.Say("trail.line", "Time", calendar.Rome(a.At).Format("15:04"), "Who", who(v, a)), what(v, a)}
	said = append(said, why(v, a)...)
	return strings.Join(said, " ")
}

// who is the person, or the name of another and in what quality they acted.
func who(v page.Visit, a trail.Access) string {
	name := a.Name
	if name == "" {
		name = v.Say("trail.someone")
	}
	switch {
	case a.Own:
		return v.Say("trail.you")
	case a.Office != "":
		return v.Say("trail.clerk", "Name", name, "Office", a.Office)
	case a.Mandate.Kind == identity.MandateProxy:
		key := "trail.proxy." + a.Proxy
		if !v.Text.Has(key) {
			key = "trail.proxy.simple"
		}
		return v.Say(key, "Name", name)
	}
	return name
}

func what(v page.Visit, a trail.Access) string {
	key := "trail.act." + a.Act
	switch {
	case a.Own && strings.HasPrefix(a.Act, "desk."):
		key = "trail.act.desk.own"
	case a.Act == trail.Look && a.Mandate.Kind == identity.MandateDesk && a.About != trail.WholeFolder:
		key = "trail.look.page"
	case a.Act == trail.Look:
		key = "trail.look." + a.About
		if !v.Text.Has(key) {
			key = "trail.look.folder"
		}
	case !v.Text.Has(key):
		key = "trail.act.other"
	}
	return v.Say(key, "Page", page.NameOf(v.Text, a.About))
}

// why is the service it was about, the clerk's reason, and how the person said yes: each a sentence, if there is one.
func why(v page.Visit, a trail.Access) []string {
	var said []string
	if key := "applications." + a.Service + ".title"; a.Service != "" && v.Text.Has(key) {
		said = append(said, v.Say("trail.about", "Service", v.Say(key)))
	}
	if key := "reason." + a.Reason; a.Reason != "" && v.Text.Has(key) {
		said = append(said, v.Say("trail.reason", "Reason", v.Say(key)))
	}
	if a.Note != "" {
		said = append(said, v.Say("trail.note", "Note", a.Note))
	}
	if key := "trail.consent." + a.Consent; a.Consent != "" && v.Text.Has(key) {
		said = append(said, v.Say(key))
	}
	return said
}
