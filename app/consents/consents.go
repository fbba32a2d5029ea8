// Package consents is the citizen's side of a consent: what a clerk of the desk asks their yes for, the code to tell
// the clerk, the no, and the printed card of codes.
//
// The list works without a network. A code is made by the town hall and shown once: that needs one, and the page
// is then one of the server. The clerk's side is in app/desk.
package consents

import (
	"net/url"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Asked lists what clerks ask the person's yes for now.
func Asked(v page.Visit) page.Page {
	title := v.Say("codes.mine.title")
	body := []*ui.Node{ui.Back("/", v.Say("codes.mine.back")), ui.H1(title), v.Age()}
	if v.Query.Get("no") != "" {
		body = append(body, ui.Callout(ui.KindSuccess, v.Say("codes.no.title"), ui.P(v.Say("codes.no.about"))))
	}
	var cards []*ui.Node
	for _, c := range v.Folder.Consents {
		if c.Open(v.Now) {
			cards = append(cards, ui.Card(about(v, c), "/consensi/"+url.PathEscape(c.ID), v.Say("codes.mine.by", "Clerk", c.Clerk, "Office", c.Office)))
		}
	}
	body = append(body, ui.P(v.Say("codes.mine.about")))
	if len(cards) == 0 {
		body = append(body, ui.P(v.Say("codes.mine.none")), ui.P(v.Say("codes.mine.new")), ui.LinkSecond("/consensi", v.Say("codes.mine.look")))
	}
	return page.Page{Title: title, Body: append(body, ui.Cards(cards...), ui.Link("/codici", v.Say("codes.card.link")))}
}

// about says what is asked in one line.
func about(v page.Visit, c desk.Consent) string {
	return v.Say("codes.mine."+string(c.Deed), "Service", v.Say("applications."+c.Service+".title"))
}

// One is one request: its code, when the person asks for it, or their no.
func One(v page.Visit) page.Page {
	c, ok := find(v)
	switch {
	case !ok:
		return page.NotFound(v)
	case !c.Open(v.Now):
		return over(v, c)
	case v.Sent() && v.Offline:
		return request(v, c, "codes.offline")
	case v.Sent() && v.OnPhone:
		return page.Page{Reload: true} // a code is shown by the town hall alone, and kept nowhere
	case v.Sent() && v.Form.Get("do") == "no":
		return refuse(v, c)
	case v.Sent():
		return show(v, c)
	}
	return request(v, c, "")
}

func find(v page.Visit) (desk.Consent, bool) {
	for _, c := range v.Folder.Consents {
		if c.ID == v.Args["id"] {
			return c, true
		}
	}
	return desk.Consent{}, false
}

// request is the page of what is asked, by whom, with the answers that will be sent.
func request(v page.Visit, c desk.Consent, trouble string) page.Page {
	title := v.Say("codes.one.title")
	body := []*ui.Node{ui.Back("/consensi", v.Say("codes.mine.title"))}
	if trouble != "" {
		body = append(body, ui.Callout(ui.KindWarning, v.Say(trouble+".title"), ui.P(v.Say(trouble+".do"))))
	}
	to := "/consensi/" + url.PathEscape(c.ID)
	return page.Page{Title: title, Body: append(body, ui.H1(title), ui.Lead(about(v, c)), v.Age(), facts(v, c), answers(v, c), ui.P(v.Say("codes.one.only")),
		ui.Form(to, ui.Hidden("do", "show"), ui.Submit(v.Say("codes.one.show"))),
		ui.Form(to, ui.Hidden("do", "no"), ui.SubmitSecond("", "", v.Say("codes.one.no"))))}
}

func facts(v page.Visit, c desk.Consent) *ui.Node {
	cost := v.Say("codes.one.free")
	if c.Amount > 0 {
		cost = text.Euro(v.Text, c.Amount)
	}
	return ui.Facts(
		ui.Row{Key: v.Say("codes.one.who"), Values: []string{c.Clerk, c.Office}},
		ui.Row{Key: v.Say("codes.one.cost"), Values: []string{cost}},
		ui.Row{Key: v.Say("codes.one.until"), Values: []string{v.Say("codes.one.hour", "When", calendar.Rome(c.ExpiresAt).Format("15:04"))}},
	)
}

// answers are those that will be sent, when they are still the ones that were read out.
func answers(v page.Visit, c desk.Consent) *ui.Node {
	f, known := applications.FlowOf(c.Service, v.Town.Fines)
	draft, drafted := v.Folder.Draft(c.Service)
	if !known || !drafted || desk.Digest(f.Kept(draft.Answers)) != c.Digest {
		return nil
	}
	d := flowview.Drawn{Flow: f, Answers: draft.Answers}
	return ui.Details(v.Say("codes.one.answers"), ui.Facts(flowview.Rows(v, d, false)...))
}

// show has a fresh code made, and shows it this once.
func show(v page.Visit, c desk.Consent) page.Page {
	receipt, err := v.Do("", command.ConsentShow, desk.OfConsent{Consent: c.ID})
	if err != nil || len(receipt.Codes) != 1 {
		return request(v, c, "codes.notshown")
	}
	code := receipt.Codes[0]
	title := v.Say("codes.shown.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/consensi", v.Say("codes.mine.title")), ui.H1(title),
		ui.Amount(v.Say("codes.shown.label"), command.ShownCode(code), text.DigitsHeard(code)),
		ui.P(v.Say("codes.shown.means")), ui.Lead(about(v, c)),
		ui.P(v.Say("codes.shown.until", "When", calendar.Rome(c.ExpiresAt).Format("15:04"))), ui.P(v.Say("codes.shown.new")),
		ui.Form("/consensi/"+url.PathEscape(c.ID), ui.Hidden("do", "no"), ui.SubmitSecond("", "", v.Say("codes.one.no")))}}
}

func refuse(v page.Visit, c desk.Consent) page.Page {
	if _, err := v.Do("", command.ConsentRefuse, desk.OfConsent{Consent: c.ID}); err != nil {
		return request(v, c, "codes.notended")
	}
	return page.To("/consensi?no=1")
}

// over is the page for a request that has ended: said yes to, said no to, or too late.
func over(v page.Visit, c desk.Consent) page.Page {
	key := "codes.over.late"
	switch {
	case !c.EndedAt.IsZero():
		key = "codes.over.ended"
	case !c.GivenAt.IsZero():
		key = "codes.over.given"
	}
	title := v.Say(key)
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/consensi", v.Say("codes.mine.title")), ui.H1(title), ui.Lead(about(v, c)),
		ui.P(v.Say("codes.over.about")), ui.Link("/pratiche", v.Say("codes.over.see"))}}
}
