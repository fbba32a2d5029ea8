package home

import (
	"sportello/api/command"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// helpCode is the part of the help page where somebody shows a code to read out on the telephone, and ends it. The
// server acts on its form, for the code hangs on a cookie that no script reads: see app/web.
func helpCode(v page.Visit) *ui.Node {
	phone := v.Town.Phone
	var kids []*ui.Node
	switch {
	case v.Offline && v.Form.Get("fai") == "basta":
		kids = append(kids, ui.Callout("warning", "", ui.P(v.Say("helpcode.end.offline"))))
	case v.Query.Get("finito") != "":
		kids = append(kids, ui.Callout("success", v.Say("helpcode.ended")))
	case v.Query.Get("pieno") != "":
		kids = append(kids, ui.Callout("warning", v.Say("helpcode.full", "Phone", phone)))
	}
	switch {
	case v.HelpCode != "":
		kids = append(kids, ui.Amount(v.Say("helpcode.label"), command.ShownCode(v.HelpCode), text.DigitsHeard(v.HelpCode)),
			ui.P(v.Say("helpcode.read", "Phone", phone)), ui.P(v.Say("helpcode.on")))
	case v.Offline:
		kids = append(kids, ui.P(v.Say("helpcode.offline", "Phone", phone)))
	default:
		kids = append(kids, ui.P(v.Say("helpcode.about")), ui.P(v.Say("helpcode.never")),
			ui.Form("/aiuto", ui.Hidden("fai", "mostra"), ui.Submit(v.Say("helpcode.show"))))
	}
	return ui.Section(v.Say("helpcode.title"), kids...)
}

// whoSaw leads to who saw one's own data: only the person in person may read that.
func whoSaw(v page.Visit) *ui.Node {
	if v.Who.ForOther() {
		return nil
	}
	return ui.Card(v.Say("trail.title"), "/accessi", v.Say("trail.card"))
}
