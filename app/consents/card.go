package consents

import (
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Card is the person's card of codes: when it was made and how many are left, and a new one, shown once.
func Card(v page.Visit) page.Page {
	switch {
	case v.Sent() && v.Offline:
		return card(v, "codes.offline")
	case v.Sent() && v.OnPhone:
		return page.Page{Reload: true} // codes are shown by the town hall alone, and kept nowhere
	case v.Sent():
		return fresh(v)
	}
	return card(v, "")
}

func card(v page.Visit, trouble string) page.Page {
	title := v.Say("codes.card.title")
	body := []*ui.Node{ui.Back("/consensi", v.Say("codes.mine.title"))}
	if trouble != "" {
		body = append(body, ui.Callout(ui.KindWarning, v.Say(trouble+".title"), ui.P(v.Say(trouble+".do"))))
	}
	body = append(body, ui.H1(title), ui.Lead(v.Say("codes.card.about")), v.Age())
	button := "codes.card.first"
	if c := v.Folder.Card; c != nil {
		button = "codes.card.again"
		body = append(body, ui.Facts(
			ui.Row{Key: v.Say("codes.card.made"), Values: []string{text.Moment(v.Text, calendar.Rome(c.MadeAt))}},
			ui.Row{Key: v.Say("codes.card.left"), Values: []string{v.Say("codes.card.count", "Count", c.Left)}}),
			ui.P(v.Say("codes.card.ends")))
	} else {
		body = append(body, ui.P(v.Say("codes.card.none")))
	}
	return page.Page{Title: title, Body: append(body, ui.P(v.Say("codes.card.safe")), ui.Form("/codici", ui.Submit(v.Say(button))))}
}

// fresh makes a new card. Its codes stand on this page alone.
func fresh(v page.Visit) page.Page {
	receipt, err := v.Do("", command.CardMake, struct{}{})
	if err != nil || len(receipt.Codes) == 0 {
		return card(v, "codes.notshown")
	}
	title := v.Say("codes.fresh.title")
	codes := make([]*ui.Node, 0, len(receipt.Codes))
	for i, code := range receipt.Codes {
		codes = append(codes, ui.Amount(v.Say("codes.fresh.number", "Number", i+1), command.ShownCode(code), text.DigitsHeard(code)))
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/codici", v.Say("codes.card.title")), ui.H1(title),
		ui.Callout(ui.KindWarning, v.Say("codes.fresh.once"), ui.P(v.Say("codes.fresh.print"))),
		ui.List(codes...), ui.P(v.Say("codes.fresh.how")), ui.P(v.Say("codes.fresh.lost"))}}
}
