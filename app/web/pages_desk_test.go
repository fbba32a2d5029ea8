package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/folder"
	"sportello/api/identity"
)

const searchID, assistanceID = "01890000-0000-7000-8000-0000000000e1", "01890000-0000-7000-8000-0000000000e2"

// marta is a clerk; martaHelps is marta in an assistance for Teresa.
var (
	marta = identity.Who{Actor: identity.Person{ID: "01890000-0000-7000-8000-0000000000bb", FiscalCode: "LSMMRT80A65B729D", GivenName: "Marta", FamilyName: "Lesmevati"},
		Mandate: identity.Mandate{Kind: identity.MandateSelf}, Office: "Sportello del cittadino"}
	martaHelps = identity.Who{Actor: marta.Actor, Subject: teresa.Subject, Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: assistanceID},
		Rights: desk.Rights, Office: marta.Office}
)

func init() { marta.Subject = marta.Actor }

// work is the folder of a clerk who has found Teresa; phone and delegates are what helps to recognise her.
func work(phone string, delegates ...desk.Delegate) folder.Folder {
	return folder.Folder{Who: marta, ReadAt: noon, Desk: desk.Desk{Found: []desk.Candidate{
		{ID: searchID, Person: teresa.Subject, Phone: phone, Delegates: delegates}}}}
}

// assistance is one for Teresa that has so much time left.
func assistance(left time.Duration) desk.Assistance {
	return desk.Assistance{ID: assistanceID, Person: teresa.Subject, Reason: "tax", Note: "Chiede quando scade la rata", Channel: desk.Counter,
		StartedAt: noon.Add(left - desk.Lasts), ExpiresAt: noon.Add(left)}
}

// open is the folder of a clerk who is martaHelps Teresa, seen from their own matters.
func open() folder.Folder {
	f := work("0362 123456")
	f.Desk.Open = []desk.Assistance{assistance(12 * time.Minute)}
	return f
}

// under is Teresa's folder, as her clerk reads it.
func under(left time.Duration) folder.Folder {
	f := full()
	f.Who, f.Desk.Open, f.Citizen = martaHelps, []desk.Assistance{assistance(left)}, folder.Preferences{Text: "larger", Lang: "en"}
	return f
}

// over is the folder of a clerk whose assistance has ended, after so many acts.
func over(why string, acts ...desk.Act) folder.Folder {
	f := work("")
	a := assistance(0)
	a.EndedAt, a.EndedWhy, a.Acts = noon, why, acts
	f.Desk.Found, f.Desk.Last = nil, &a
	return f
}

// deskSights are the pages of the assisted desk.
func deskSights() []sight {
	why := func(more ...string) url.Values {
		form := url.Values{"reason": {"tax"}, "note": {"Chiede della rata"}}
		for i := 0; i+1 < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return form
	}
	both := work("0362 123456", desk.Delegate{Proxy: filedID, Name: "Chiara Sverinelli"})
	at, in := "/sportello/presenza/"+searchID, "/per/"+assistanceID
	idle := folder.Folder{Who: marta, ReadAt: noon}
	acts := []desk.Act{{At: noon, What: "look"}, {At: noon, What: "applications.answer", Service: "telesoccorso"}, {At: noon, What: "applications.answer", Service: "telesoccorso"},
		{At: noon, What: "applications.submit", Service: "telesoccorso", Protocol: "2026/0000007"}}
	return []sight{
		{"a clerk at home", "/", nil, marta, idle, nil, 200, "Buongiorno, Marta"},
		{"the desk", "/sportello", nil, marta, idle, nil, 200, "Perché apre un'assistenza?"},
		{"the desk with somebody being helped", "/sportello", nil, marta, open(), nil, 200, "Perché apre un'assistenza?"},
		{"a search too long ago", "/sportello?scaduta=1", nil, marta, idle, nil, 200, ""},
		{"the desk to who is no clerk", "/sportello", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"nothing said to why", "/sportello/persona", url.Values{}, marta, idle, nil, 200, "Perché apre un'assistenza?"},
		{"whom to find", "/sportello/persona", why(), marta, idle, nil, 200, "Chi deve aiutare?"},
		{"nothing said to whom", "/sportello/persona", why("cerca", "1"), marta, idle, nil, 200, "Chi deve aiutare?"},
		{"nothing said to the birth", "/sportello/persona", why("cerca", "1", "family_name", "Colli", "given_name", "Teresa"), marta, idle, nil, 200, ""},
		{"the clerk's own code", "/sportello/persona", why("cerca", "1", "fiscal_code", "LSMMRT80A65B729D"), marta, idle, nil, 200, ""},
		{"the town hall is down when searching", "/sportello/persona", why("cerca", "1", "fiscal_code", "LSMMRT80A65B729D"), marta, idle, command.ErrDown, 503, ""},
		{"how recognised", at, nil, marta, both, nil, 200, "Come ha riconosciuto Teresa Colli?"},
		{"how recognised, with no telephone", at, nil, marta, work(""), nil, 200, "Come ha riconosciuto Teresa Colli?"},
		{"nothing said to how", at, url.Values{}, marta, both, nil, 200, ""},
		{"recognised by document", at + "/document", nil, marta, both, nil, 200, "Quale documento ha visto?"},
		{"nothing said to the document", at + "/document", url.Values{}, marta, both, nil, 200, ""},
		{"nothing said, a document that has ended", at + "/document", url.Values{"document": {"passport"}, "last_four": {"12AB"}, "expires": {"21/11/2026"}}, marta, both, nil, 200, ""},
		{"recognised by sight", at + "/known", nil, marta, open(), nil, 200, "Conosce di persona Teresa Colli?"},
		{"recognised by delegate", at + "/delegate", nil, marta, both, nil, 200, "Chi è qui al posto di Teresa Colli?"},
		{"nothing said to the delegate", at + "/delegate", url.Values{}, marta, both, nil, 200, ""},
		{"recognised by telephone", at + "/telephone", nil, marta, both, nil, 200, "Richiami Teresa Colli"},
		{"recognised in a way nobody offers", at + "/face", nil, marta, both, nil, 404, ""},
		{"what Teresa sees", in + "/sportello/vede?nuova=1&prima=1", nil, martaHelps, under(30 * time.Minute), nil, 200, "Che cosa vede Teresa Colli"},
		{"what nobody sees", "/sportello/vede", nil, marta, idle, nil, 404, ""},
		{"Teresa's home, helped", in + "/", nil, martaHelps, under(12 * time.Minute), nil, 200, ""},
		{"Teresa's TARI, helped, near the end", in + "/tasse/tari", nil, martaHelps, under(4 * time.Minute), nil, 200, "La sua TARI"},
		{"Teresa's TARI, helped, at the end", in + "/tasse/tari", nil, martaHelps, under(30 * time.Second), nil, 200, "La sua TARI"},
		{"an answer, when the assistance is over", "/per/" + searchID + "/servizi/telesoccorso/domanda/notes", url.Values{"notes": {"Il campanello è rotto"}, "draft": {draftID}}, marta, idle, nil, 403, "Ora non può agire per questa persona"},
		{"Teresa's TARI, when the assistance is over", "/per/" + searchID + "/tasse/tari", nil, marta, idle, nil, 403, "Ora non può agire per questa persona"},
		{"ending the assistance by a link", "/sportello/fine", nil, marta, open(), nil, 200, "Vuole finire l'assistenza per Teresa Colli?"},
		{"the assistance over", "/sportello/finita", nil, marta, over(desk.EndedByClerk, acts...), nil, 200, "Assistenza finita: Teresa Colli"},
		{"the assistance over, nothing done", "/sportello/finita", nil, marta, over(desk.EndedByTime), nil, 200, ""},
		{"the assistance over for another", "/sportello/finita", nil, marta, over(desk.EndedByAnother), nil, 200, ""},
		{"the assistance over after signing out", "/sportello/finita", nil, marta, over(desk.EndedBySignOut), nil, 200, ""},
	}
}

// TestDeskWays: what a clerk sends leads where it should, as the command it should be.
func TestDeskWays(t *testing.T) {
	refused := func(problem string) *command.Receipt {
		return &command.Receipt{State: command.Refused, Problem: problem}
	}
	typed := url.Values{"reason": {"tax"}, "note": {"Chiede"}, "cerca": {"1"}, "fiscal_code": {"VRDLCU01R12F704N"}}
	at := "/sportello/presenza/" + searchID
	for _, c := range []struct {
		about, path string
		form        url.Values
		folder      folder.Folder
		says        *command.Receipt
		kind        command.Kind
		to, words   string
	}{
		{"a search", "/sportello/persona", typed, work(""), nil, command.DeskFind, "/sportello/presenza/" + draftID, ""},
		{"a search that finds nobody", "/sportello/persona", typed, work(""), refused("desk.nobody"), command.DeskFind, "", "oppure c'è più di una persona"},
		{"too many searches", "/sportello/persona", typed, work(""), refused("desk.too_many"), command.DeskFind, "", "Troppe ricerche"},
		{"a way to recognise", at, url.Values{"how": {"document"}}, work(""), nil, "", at + "/document", ""},
		{"an opening", at + "/known", url.Values{}, work(""), nil, command.DeskOpen, "/per/" + draftID + "/sportello/vede?nuova=1", ""},
		{"an opening that ends another", at + "/known", url.Values{}, open(), nil, command.DeskOpen, "/per/" + draftID + "/sportello/vede?nuova=1&prima=1", ""},
		{"a call without a number", at + "/telephone", url.Values{}, work(""), nil, "", at, ""},
		{"an opening too late", at + "/known", url.Values{}, work(""), refused("desk.gone"), command.DeskOpen, "/sportello?scaduta=1", ""},
		{"a candidate of nobody", "/sportello/presenza/" + filedID, nil, work(""), nil, "", "/sportello?scaduta=1", ""},
		{"the end, with one press", "/sportello/fine", url.Values{"assistance": {assistanceID}}, open(), nil, command.DeskEnd, "/sportello/finita", ""},
		{"the end of one that has ended", "/sportello/fine", url.Values{"assistance": {assistanceID}}, work(""), nil, command.DeskEnd, "/sportello/finita", ""},
		{"the end as a link, with nothing open", "/sportello/fine", nil, work(""), nil, "", "/sportello/finita", ""},
		{"nothing was open", "/sportello/finita", nil, work(""), nil, "", "/sportello", ""},
	} {
		hall := &paper{folder: c.folder, says: c.says}
		w := ask(host(t, hall, &door{who: marta}), c.path, c.form)
		kind := command.Kind("")
		if len(hall.sent) > 0 {
			kind = hall.sent[0].Kind
		}
		if to := w.Header().Get("Location"); to != c.to || kind != c.kind || len(hall.sent) > 1 {
			t.Errorf("%s: leads to %q with %q (%d), want %q with %q", c.about, to, kind, w.Code, c.to, c.kind)
		}
		if !strings.Contains(html.UnescapeString(w.Body.String()), c.words) {
			t.Errorf("%s: does not say %q", c.about, c.words)
		}
	}
}

// TestTheBannerOfAnAssistance: time in words, one press to end, and near the end how to go on.
func TestTheBannerOfAnAssistance(t *testing.T) {
	for left, want := range map[time.Duration]string{12 * time.Minute: "Restano 12 minuti.", 61 * time.Second: "Resta un minuto.", 59 * time.Second: "Resta meno di un minuto."} {
		page := html.UnescapeString(ask(host(t, &paper{folder: under(left)}, &door{who: martaHelps}), "/per/"+assistanceID+"/tasse/tari", nil).Body.String())
		if more := strings.Contains(page, `href="/sportello/presenza/`+assistanceID+`"`); !strings.Contains(page, want) || more != (left < desk.Soon) {
			t.Errorf("%v: says %q %v, leads on %v", left, want, strings.Contains(page, want), more)
		}
		if !strings.Contains(page, `<form accept-charset="utf-8" action="/sportello/fine"`) || !strings.Contains(page, `accesskey="f"`) {
			t.Errorf("%v: no way to end it with one press", left)
		}
	}
}
