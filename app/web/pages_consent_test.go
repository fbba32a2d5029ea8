package web_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/app"
	"sportello/app/ui"
	"sportello/app/web"
	"sportello/assets"
)

const consentID = "01890000-0000-7000-8000-0000000000f1"

// yesTo is what marta asks Teresa's yes for, one minute ago.
func yesTo(change ...func(*desk.Consent)) desk.Consent {
	f, _ := applications.FlowOf("telesoccorso", fines.Rules{})
	c := desk.Consent{ID: consentID, Assistance: assistanceID, Deed: desk.Filing, About: draftID, Service: "telesoccorso", Digest: desk.Digest(f.Kept(flow.Answers(answered))),
		Clerk: "Marta Lesmevati", Office: "Sportello del cittadino", AskedAt: noon.Add(-time.Minute), ExpiresAt: noon.Add(desk.ConsentLasts - time.Minute)}
	for _, do := range change {
		do(&c)
	}
	return c
}

// askingYes is Teresa's folder as marta reads it, with an application that is whole.
func askingYes(asked ...desk.Consent) folder.Folder {
	f := drafting()
	f.Who, f.Desk.Open, f.Consents = martaHelps, []desk.Assistance{assistance(12 * time.Minute)}, asked
	f.Contact.Email = "teresa@example.it"
	return f
}

// askedOf is Teresa's own folder.
func askedOf(card *desk.Card, consents ...desk.Consent) folder.Folder {
	f := drafting()
	f.Consents, f.Card = consents, card
	return f
}

// consentSights are the pages of a consent, of the clerk and of the citizen, and of the card of codes.
func consentSights() []sight {
	at := "/per/" + assistanceID + "/consenso/telesoccorso"
	form := func(do string, more ...string) url.Values {
		sent := url.Values{"do": {do}, "draft": {draftID}, "seen": {flow.Answers(answered).Print()}, "consent": {consentID}}
		for i := 0; i+1 < len(more); i += 2 {
			sent.Set(more[i], more[i+1])
		}
		return sent
	}
	card := yesTo(func(c *desk.Consent) { c.Card, c.Mailed = 4, noon })
	given := yesTo(func(c *desk.Consent) { c.GivenAt, c.Means = noon, desk.ByApp })
	late := yesTo(func(c *desk.Consent) { c.AskedAt, c.ExpiresAt = noon.Add(-desk.ConsentLasts), noon })
	no := yesTo(func(c *desk.Consent) { c.EndedAt = noon })
	other := yesTo(func(c *desk.Consent) { c.Digest = "00" })
	few := &desk.Card{MadeAt: noon, Left: 1}
	read, code, one := "Legga questa frase a Teresa", "Quale codice le ha detto Teresa?", "Vuole che lo sportello faccia questo per lei?"
	mine := "/consensi/" + consentID
	return []sight{
		{"a sentence to read", at, nil, martaHelps, askingYes(), nil, 200, read},
		{"a sentence to read again, the citizen said no", at, nil, martaHelps, askingYes(no), nil, 200, read},
		{"a sentence to read again, too late", at, nil, martaHelps, askingYes(late), nil, 200, read},
		{"a sentence to read again, other answers", at, nil, martaHelps, askingYes(other), nil, 200, read},
		{"a sentence that was not noted", at, form("ask"), martaHelps, askingYes(), command.ErrNotFound, 200, read},
		{"a code to take", at, nil, martaHelps, askingYes(yesTo()), nil, 200, code},
		{"a code to take from a card or a letter", at, nil, martaHelps, askingYes(card), nil, 200, code},
		{"nothing said as a code", at, form("code"), martaHelps, askingYes(yesTo()), nil, 200, code},
		{"nothing said but seven digits", at, form("code", "code", "1234 567"), martaHelps, askingYes(yesTo()), nil, 200, code},
		{"nothing said but a wrong code", at, form("code", "code", "1234 5678"), martaHelps, askingYes(yesTo()), command.WrongCode{Left: 4}, 200, code},
		{"nothing said but a wrong code, one try left", at, form("code", "code", "1234 5678"), martaHelps, askingYes(yesTo()), command.WrongCode{Left: 1}, 200, code},
		{"nothing said but the last wrong code", at, form("code", "code", "1234 5678"), martaHelps, askingYes(yesTo()), command.WrongCode{}, 200, code},
		{"nothing said when codes are locked", at, form("code", "code", "1234 5678"), martaHelps, askingYes(yesTo()), command.Locked{Until: noon.Add(time.Minute)}, 200, code},
		{"a letter that was not sent", at, form("mail"), martaHelps, askingYes(yesTo()), command.ErrNotFound, 200, code},
		{"a yes that was said", at, nil, martaHelps, askingYes(given), nil, 200, "Teresa ha detto sì: ora mandi la domanda"},
		{"a yes that was said and did not get through", at, form("file"), martaHelps, askingYes(given), command.ErrNotFound, 200, "Teresa ha detto sì: ora mandi la domanda"},
		{"a consent in one's own matters", "/consenso/telesoccorso", nil, teresa, drafting(), nil, 404, "Questa pagina non c'è"},
		{"no such consent page", "/per/" + assistanceID + "/consenso/altro", nil, martaHelps, askingYes(), nil, 404, "Questa pagina non c'è"},

		{"what the desk asks", "/consensi", nil, teresa, askedOf(nil, yesTo()), nil, 200, "Lo sportello le chiede un sì"},
		{"what the desk asked", "/consensi?no=1", nil, teresa, askedOf(nil, late, no, given), nil, 200, "Lo sportello le chiede un sì"},
		{"one request", mine, nil, teresa, askedOf(nil, yesTo()), nil, 200, one},
		{"one request, other answers", mine, nil, teresa, askedOf(nil, other), nil, 200, one},
		{"the code of a request", mine, form("show"), teresa, askedOf(nil, yesTo()), nil, 200, "Ecco il codice"},
		{"the code of a request that cannot be shown", mine, form("show"), teresa, askedOf(nil, yesTo()), command.ErrNotFound, 200, one},
		{"a no that does not get through", mine, form("no"), teresa, askedOf(nil, yesTo()), command.ErrNotFound, 200, one},
		{"a request too late", mine, form("show"), teresa, askedOf(nil, late), nil, 200, "Il tempo per dire sì è passato"},
		{"a request that was refused", mine, nil, teresa, askedOf(nil, no), nil, 200, "Questa richiesta è finita"},
		{"a request that was said yes to", mine, nil, teresa, askedOf(nil, given), nil, 200, "Ha già detto sì"},
		{"somebody else's request", "/consensi/" + filedID, nil, teresa, askedOf(nil, yesTo()), nil, 404, "Questa pagina non c'è"},

		{"no card", "/codici", nil, teresa, askedOf(nil), nil, 200, "La sua tessera di codici"},
		{"a card", "/codici", nil, teresa, askedOf(few), nil, 200, "La sua tessera di codici"},
		{"a new card", "/codici", url.Values{}, teresa, askedOf(few), nil, 200, "Ecco i suoi dieci codici"},
		{"a card that was not made", "/codici", url.Values{}, teresa, askedOf(few), command.ErrNotFound, 200, "La sua tessera di codici"},
	}
}

// codesOf are the codes that the paper town hall shows.
func codesOf(k command.Kind) []string {
	switch k {
	case command.ConsentShow:
		return []string{"12345678"}
	case command.CardMake:
		return strings.Split(strings.Repeat("23456789 ", desk.CardCodes-1)+"23456789", " ")
	case command.CalendarMake:
		return []string{secretAddress}
	}
	return nil
}

// onlySending reports whether an error is of a command alone: no folder is ever refused so.
func onlySending(err error) bool {
	return errors.Is(err, command.ErrWrongCode) || errors.Is(err, command.ErrLocked) || errors.Is(err, command.ErrNotFound)
}

// A right code files at once, in one press: the yes and the application, under the consent and with the answers read out.
func TestRightCodeFilesAtOnce(t *testing.T) {
	hall := &paper{folder: askingYes(yesTo())}
	h := host(t, hall, &door{who: martaHelps})
	w := ask(h, "/per/"+assistanceID+"/consenso/telesoccorso", url.Values{"do": {"code"}, "code": {"1234-5678"}, "draft": {draftID}, "consent": {consentID},
		"seen": {flow.Answers(answered).Print()}})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/per/"+assistanceID+"/pratiche/"+draftID+"?nuova=1" {
		t.Errorf("%d to %q", w.Code, to)
	}
	var kinds []command.Kind
	for _, c := range hall.sent {
		kinds = append(kinds, c.Kind)
		if c.Mandate != assistanceID || c.Subject != teresa.Subject.ID {
			t.Errorf("%s is sent for %s under %s", c.Kind, c.Subject, c.Mandate)
		}
	}
	if diff := cmp.Diff([]command.Kind{command.ConsentGive, command.Submit}, kinds); diff != "" {
		t.Fatal(diff)
	}
	if body := string(hall.sent[1].Body); hall.sent[1].ID != draftID || !strings.Contains(body, `"consent":"`+consentID+`"`) {
		t.Errorf("%s files %s", hall.sent[1].ID, body)
	}
}

// A clerk's form does nothing when the answers have changed, when the consent is another, and when there is none.
func TestConsentFormsOfAnotherTime(t *testing.T) {
	seen := flow.Answers(answered).Print()
	for _, row := range []struct {
		about string
		f     folder.Folder
		form  url.Values
	}{
		{"other answers", askingYes(yesTo()), url.Values{"do": {"code"}, "code": {"12345678"}, "consent": {consentID}, "seen": {"old"}}},
		{"another consent", askingYes(yesTo()), url.Values{"do": {"code"}, "code": {"12345678"}, "consent": {filedID}, "seen": {seen}}},
		{"no consent", askingYes(), url.Values{"do": {"code"}, "code": {"12345678"}, "consent": {""}, "seen": {seen}}},
		{"not given", askingYes(yesTo()), url.Values{"do": {"file"}, "consent": {consentID}, "seen": {seen}}},
		{"of another assistance", askingYes(yesTo(func(c *desk.Consent) { c.Assistance = filedID })), url.Values{"do": {"code"}, "code": {"12345678"}, "consent": {consentID}, "seen": {seen}}},
	} {
		hall := &paper{folder: row.f}
		w := ask(host(t, hall, &door{who: martaHelps}), "/per/"+assistanceID+"/consenso/telesoccorso", row.form)
		if w.Code != http.StatusOK || len(hall.sent) != 0 {
			t.Errorf("%s: %d, %d commands sent", row.about, w.Code, len(hall.sent))
		}
	}
}

// What is typed stays after a wrong code, and the page says how many tries remain.
func TestWrongCodeLosesNothing(t *testing.T) {
	hall := &paper{folder: askingYes(yesTo()), fails: command.WrongCode{Left: 3}}
	w := ask(host(t, hall, &door{who: martaHelps}), "/per/"+assistanceID+"/consenso/telesoccorso", url.Values{"do": {"code"}, "code": {"1234 5678"}, "draft": {draftID},
		"consent": {consentID}, "seen": {flow.Answers(answered).Print()}})
	root, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if said := words(root); strings.Count(said, "Può provare ancora 3 volte") != 2 || strings.Contains(said, "inviata") {
		t.Error("the tries that remain are not said at the field and above")
	}
	for n := range root.Descendants() {
		if attr(n, "name") == "code" && attr(n, "value") != "1234 5678" {
			t.Errorf("the field holds %q", attr(n, "value"))
		}
	}
}

// On a phone the list is read without a network; a code is asked of the town hall alone, and nothing is sent from here.
func TestCodesOnThePhone(t *testing.T) {
	words, err := web.Words(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		about, path string
		form        url.Values
		offline     bool
		reload      bool
		says        string
	}{
		{"the list, offline", "/consensi", nil, true, false, "Marta Lesmevati"},
		{"one request, offline", "/consensi/" + consentID, nil, true, false, "Mostra il codice"},
		{"a code, offline", "/consensi/" + consentID, url.Values{"do": {"show"}}, true, false, "Ora manca la rete"},
		{"a no, offline", "/consensi/" + consentID, url.Values{"do": {"no"}}, true, false, "Ora manca la rete"},
		{"a card, offline", "/codici", url.Values{}, true, false, "Ora manca la rete"},
		{"a code", "/consensi/" + consentID, url.Values{"do": {"show"}}, false, true, ""},
		{"a card", "/codici", url.Values{}, false, true, ""},
	} {
		hall := &paper{folder: askedOf(nil, yesTo())}
		a := &app.App{Hall: hall, Words: words, Now: func() time.Time { return noon }, NewID: func() string { return draftID }, OnPhone: true,
			Offline: func() bool { return row.offline }, Report: func(err error) string { t.Error(err); return "" }}
		p := a.Serve(t.Context(), app.Request{Path: row.path, Form: row.form, Who: teresa})
		said := ""
		for _, n := range p.Body {
			said += ui.String(n)
		}
		if p.Reload != row.reload || len(hall.sent) != 0 || !strings.Contains(said, row.says) {
			t.Errorf("%s: reload %v, %d commands, says %q", row.about, p.Reload, len(hall.sent), said)
		}
	}
}
