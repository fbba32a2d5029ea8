package desk

import (
	"net/url"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/app/flowview"
	"sportello/app/internal/page"
)

// asked is what a clerk wants to file, and the citizen's consent to it as far as it has come.
type asked struct {
	flowview.Drawn
	answers flow.Answers // that will be filed
	consent desk.Consent // the newest about this draft; empty: none was asked yet
	news    string       // key of the words for what has just happened
	problem string       // what is wrong with the code
}

// Consent asks for the citizen's yes to one application: first the clerk reads one sentence aloud, then takes the
// citizen's code. With the right code it is filed at once.
func Consent(v page.Visit) page.Page {
	if filed, ok := v.Folder.Application(v.Form.Get("draft")); ok && v.Who.Mandate.Kind == identity.MandateDesk {
		return page.To("/pratiche/" + url.PathEscape(filed.ID))
	}
	a, p, ok := askedFor(v)
	if !ok {
		return p
	}
	if !v.Sent() {
		return a.draw(v)
	}
	if !a.Seen(v) {
		a.news = "flow.changed"
		return a.draw(v)
	}
	switch do := v.Form.Get("do"); {
	case do == "ask":
		return a.ask(v)
	case a.consent.ID == "" || a.consent.ID != v.Form.Get("consent"):
		return a.draw(v)
	case do == "mail":
		return a.mail(v)
	case do == "code" && a.consent.Open(v.Now):
		return a.code(v)
	case do == "file" && a.consent.Given(v.Now):
		return a.file(v)
	}
	return a.draw(v)
}

// askedFor is the draft that the address names, when it can be sent as it is; else the page instead.
func askedFor(v page.Visit) (asked, page.Page, bool) {
	f, known := applications.FlowOf(v.Args["service"], v.Town.Fines)
	_, offered := v.Town.Service(f.ID)
	if v.Who.Mandate.Kind != identity.MandateDesk || !known || !offered {
		return asked{}, page.NotFound(v), false
	}
	a := asked{Drawn: flowview.Drawn{Flow: f, Base: "/servizi/" + url.PathEscape(f.ID) + "/domanda"}}
	draft, drafted := v.Folder.Draft(f.ID)
	if a.Answers, a.Draft = draft.Answers, draft.ID; !drafted || !a.Whole(v) {
		return a, page.To(a.Base), false
	}
	a.answers = f.Kept(a.Answers)
	for _, c := range v.Folder.Consents { // newest first
		if c.About == a.Draft && c.Assistance == v.Who.Mandate.ID {
			a.consent = c
			break
		}
	}
	return a, page.Page{}, true
}

// ask notes that the sentence was read out.
func (a asked) ask(v page.Visit) page.Page {
	receipt, err := v.Do("", command.ConsentAsk, desk.AskConsent{Draft: a.Draft, Service: a.Flow.ID, Answers: a.answers})
	if _, refused := page.Refused(receipt, err); err != nil || refused {
		a.Trouble = flowview.Trouble(err)
		return a.draw(v)
	}
	return page.To(a.address())
}

// mail has a code sent to the address on file.
func (a asked) mail(v page.Visit) page.Page {
	receipt, err := v.Do("", command.ConsentCarry, desk.CarryCode{Consent: a.consent.ID, Means: desk.ByMail})
	if _, refused := page.Refused(receipt, err); err != nil || refused {
		a.news = "codes.mail.not"
		return a.draw(v)
	}
	return page.To(a.address())
}

// code takes the citizen's yes, and files.
func (a asked) code(v page.Visit) page.Page {
	code, ok := command.TypedCode(v.Form.Get("code"))
	err := page.ErrNoCode
	if ok {
		_, err = v.Do("", command.ConsentGive, desk.GiveConsent{Consent: a.consent.ID, Code: code})
	}
	if err == nil {
		a.consent.GivenAt = v.Now
		return a.file(v)
	}
	if a.problem, ok = v.CodeProblem(err); !ok {
		a.Trouble = flowview.Trouble(err)
	}
	return a.draw(v)
}

// file files the application, and uses the consent. When it does not go through, the yes stays good for its time.
func (a asked) file(v page.Visit) page.Page {
	receipt, err := v.Do(a.Draft, command.Submit, applications.Submit{Service: a.Flow.ID, Answers: a.answers, Consent: a.consent.ID})
	if key, refused := page.Refused(receipt, err); refused {
		a.consent = desk.Consent{} // it is none for this: the sentence is read again
		a.news = "codes.again." + key
		if !v.Text.Has(a.news + ".title") {
			a.news = "codes.again.no_consent"
		}
		return a.draw(v)
	}
	if err != nil {
		a.Trouble = flowview.Trouble(err)
		return a.draw(v)
	}
	return page.To("/pratiche/" + url.PathEscape(receipt.Command) + "?nuova=1")
}

func (a asked) address() string { return "/consenso/" + url.PathEscape(a.Flow.ID) }
