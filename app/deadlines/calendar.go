package deadlines

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Calendar is the private address under which a calendar reads the person's deadlines: what it is, whether there is
// one, making it, ending it. The address is shown once, by the town hall alone: a phone could only keep it.
func Calendar(v page.Visit) page.Page {
	switch {
	case v.Sent() && v.Offline:
		return address(v, "calendar.offline", ui.KindWarning)
	case v.Sent() && v.OnPhone:
		return page.Page{Reload: true}
	case v.Sent() && v.Form.Get("fai") == "chiudi":
		return end(v)
	case v.Sent():
		return fresh(v)
	case v.Query.Get("chiuso") != "" && v.Folder.Calendar == nil:
		return address(v, "calendar.ended", ui.KindSuccess)
	}
	return address(v, "", "")
}

func address(v page.Visit, said, kind string) page.Page {
	title := v.Say("calendar.title")
	body := []*ui.Node{ui.Back("/scadenze", v.Say("deadlines.title"))}
	if said != "" {
		body = append(body, ui.Callout(kind, v.Say(said+".title"), ui.P(v.Say(said+".do"))))
	}
	body = append(body, ui.H1(title), ui.Lead(v.Say("calendar.lead")), v.Age(), ui.P(v.Say("calendar.what")), ui.P(v.Say("calendar.care")))
	link := v.Folder.Calendar
	if link == nil {
		body = append(body, ui.P(v.Say("calendar.none")), ui.Form("/scadenze/calendario", ui.Submit(v.Say("calendar.first"))))
		return page.Page{Title: title, Body: append(body, ui.P(v.Say("calendar.no")))}
	}
	body = append(body, ui.P(v.Say("calendar.there")),
		ui.Facts(ui.Row{Key: v.Say("calendar.made"), Values: []string{text.Moment(v.Text, calendar.Rome(link.MadeAt))}}),
		ui.P(v.Say("calendar.ends")), ui.Form("/scadenze/calendario", ui.Submit(v.Say("calendar.again"))),
		ui.Form("/scadenze/calendario", ui.SubmitSecond("fai", "chiudi", v.Say("calendar.end"))))
	return page.Page{Title: title, Body: body}
}

// fresh makes a new address. It stands on this page alone.
func fresh(v page.Visit) page.Page {
	receipt, err := v.Do("", command.CalendarMake, struct{}{})
	if err != nil || len(receipt.Codes) != 1 {
		return address(v, "calendar.notdone", ui.KindWarning)
	}
	title, made := v.Say("calendar.fresh.title"), receipt.Codes[0]
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/scadenze", v.Say("deadlines.title")), ui.H1(title),
		ui.Callout(ui.KindWarning, v.Say("calendar.fresh.once"), ui.P(v.Say("calendar.fresh.copy"))),
		ui.Field{Name: "segreto", Label: v.Say("calendar.fresh.label"), Autocomplete: "off", Value: made, Rows: 4, Fixed: true}.Node(),
		ui.Section(v.Say("calendar.fresh.how"), ui.P(v.Say("calendar.fresh.open.about")), ui.Link(subscribing(made), v.Say("calendar.fresh.open")),
			ui.P(v.Say("calendar.fresh.else")), ui.Steps(ui.Text(v.Say("calendar.fresh.one")), ui.Text(v.Say("calendar.fresh.two")), ui.Text(v.Say("calendar.fresh.three")), ui.Text(v.Say("calendar.fresh.four"))),
			ui.P(v.Say("calendar.fresh.help", "Phone", v.Town.Phone)))}}
}

// subscribing is an address as a calendar program takes it up: with it, pressing a link is enough.
func subscribing(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return "webcal://" + rest
}

func end(v page.Visit) page.Page {
	if _, err := v.Do("", command.CalendarEnd, struct{}{}); err != nil {
		return address(v, "calendar.notdone", ui.KindWarning)
	}
	return page.To("/scadenze/calendario?chiuso=1")
}
