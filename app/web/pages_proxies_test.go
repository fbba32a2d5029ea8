package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/proxies"
)

const givenID, heldID, inviteID, claimID, paperID = "01890000-0000-7000-8000-0000000000f1", "01890000-0000-7000-8000-0000000000f2",
	"01890000-0000-7000-8000-0000000000f3", "01890000-0000-7000-8000-0000000000f4", "01890000-0000-7000-8000-0000000000f5"

var (
	partyChiara = proxies.Party{ID: "01890000-0000-7000-8000-0000000000cc", Name: "Chiara Sverinelli", FiscalCode: "SVRCHR74H70I625F"}
	partyBruno  = proxies.Party{ID: "01890000-0000-7000-8000-0000000000dd", Name: "Bruno Tarvelotti", FiscalCode: "TRVBRN56E02F205P"}
	partyTeresa = proxies.Party{ID: teresa.Actor.ID, Name: "Teresa Colli", FiscalCode: teresa.Actor.FiscalCode}
	saidGiving  = flow.Answers{"name": "Chiara Sverinelli", "code": partyChiara.FiscalCode, "reach": "pay", "services": "some", "service_telesoccorso": "yes", "service_tari": "yes", "service_imu": "", "service_fines": "", "service_driver-data": "", "service_fine-plan": "", "service_accident-report": "", "service_contact": "",
		"cap": "100", "time": "dates", "from": "01/12/2026", "until": "30/11/2027"}
	saidClaiming = flow.Answers{"kind": "support", "name": "Bruno Tarvelotti", "code": partyBruno.FiscalCode, "court": "Tribunale di Monza", "decree": "12/2026",
		"issued": "01/06/2026", "reach": "pay", "services": "some", "service_tari": "yes", "service_imu": "", "service_fines": "", "service_driver-data": "", "service_fine-plan": "", "service_accident-report": "", "service_telesoccorso": "", "service_contact": "", "cap": "100", "until": "30/06/2027"}
	saidPaper = flow.Answers{"giver_name": "Bruno Tarvelotti", "giver_code": partyBruno.FiscalCode, "name": "Chiara Sverinelli", "code": partyChiara.FiscalCode, "kind": "simple",
		"reach": "pay", "services": "some", "service_tari": "yes", "service_imu": "", "service_fines": "", "service_driver-data": "", "service_fine-plan": "", "service_accident-report": "", "service_telesoccorso": "", "service_contact": "", "cap": "100", "from": "01/12/2026", "until": "30/11/2027",
		"giver_doc_type": "id_card", "giver_doc_last": "12AB", "giver_doc_issuer": "Comune di Seregno", "giver_doc_until": "01/01/2030",
		"holder_doc_type": "passport", "holder_doc_last": "99ZZ", "holder_doc_issuer": "Questura di Milano", "holder_doc_until": "01/01/2030",
		"privacy": "2026-1", "scan": strings.Repeat("0a", 32)}
)

// proxyOf is a proxy between two people in a state.
func proxyOf(id string, kind proxies.Kind, giver, holder proxies.Party, state proxies.State) proxies.Proxy {
	p := proxies.Proxy{ID: id, Kind: kind, Delegator: giver, Delegate: holder, State: state, ChangedAt: noon, From: day("2026-11-01"), Until: day("2027-10-31"),
		Rights: identity.Rights{Tasks: identity.Tasks, Services: []string{"tari"}, Cap: 100_00}}
	if state == proxies.Invited {
		p.CodeUntil = noon.Add(time.Hour)
	}
	return p
}

// delegating is Teresa's folder with these proxies.
func delegating(all ...proxies.Proxy) folder.Folder {
	f := full()
	f.Proxies = all
	return f
}

// begun is a folder with what was answered of a flow, without the answers named.
func begun(f folder.Folder, id string, answers flow.Answers, without ...string) folder.Folder {
	said := flow.Answers{}
	for k, v := range answers {
		said[k] = v
	}
	for _, w := range without {
		delete(said, w)
	}
	f.Begun = []applications.Draft{{ID: draftID, Service: id, Answers: said, UpdatedAt: noon}}
	return f
}

// everyone is Teresa's folder with a proxy of each sort.
func everyone() folder.Folder {
	waiting := proxyOf(heldID, proxies.Simple, partyTeresa, partyChiara, proxies.Active)
	waiting.Waiting = proxies.Revoke
	bad := proxyOf(claimID, proxies.Tutor, partyBruno, partyTeresa, proxies.Refused)
	bad.Papers = &proxies.Papers{Reason: "Manca il decreto."}
	return delegating(proxyOf(givenID, proxies.Simple, partyTeresa, partyChiara, proxies.Active), waiting, proxyOf(inviteID, proxies.Simple, partyBruno, partyTeresa, proxies.Invited),
		proxyOf(paperID, proxies.Simple, partyBruno, partyTeresa, proxies.Active), bad, proxyOf(draftID, proxies.Simple, partyTeresa, partyChiara, proxies.Kept))
}

// proxySights are the pages of proxies, each in every state that a person can meet.
func proxySights() []sight {
	one := func(p proxies.Proxy) folder.Folder { return delegating(p) }
	given := func(s proxies.State) folder.Folder {
		return one(proxyOf(givenID, proxies.Simple, partyTeresa, partyChiara, s))
	}
	held := func(s proxies.State) folder.Folder {
		return one(proxyOf(givenID, proxies.Simple, partyBruno, partyTeresa, s))
	}
	none := delegating()
	full2 := delegating(proxyOf(givenID, proxies.Simple, partyTeresa, partyChiara, proxies.Active), proxyOf(heldID, proxies.Simple, partyTeresa, partyBruno, proxies.Paused))
	check := url.Values{"draft": {draftID}, "code": {"12345678"}, "seen": {saidGiving.Print()}}
	all := []sight{
		{"at home with proxies", "/", nil, teresa, everyone(), nil, 200, "Buongiorno, Teresa"},
		{"no proxies", "/deleghe", nil, teresa, none, nil, 200, "Le deleghe"},
		{"all sorts of proxies", "/deleghe", nil, teresa, everyone(), nil, 200, "Le deleghe"},
		{"a proxy begun", "/deleghe", nil, teresa, begun(none, proxies.Giving, saidGiving, "reach"), nil, 200, "Le deleghe"},
		{"saidGiving, the beginning", "/deleghe/nuova", nil, teresa, none, nil, 200, "Dare una delega"},
		{"saidGiving a third", "/deleghe/nuova", nil, teresa, full2, nil, 200, "Dare una delega"},
		{"nothing said of whom to give", "/deleghe/nuova/who", url.Values{"draft": {draftID}}, teresa, none, nil, 200, "A chi vuole dare la delega?"},
		{"nothing said but oneself", "/deleghe/nuova/who", url.Values{"draft": {draftID}, "name": {"Io"}, "code": {teresa.Actor.FiscalCode}}, teresa, none, nil, 200, ""},
		{"checking the proxy", "/deleghe/nuova/controlla", nil, teresa, begun(none, proxies.Giving, saidGiving), nil, 200, "Controlli la delega"},
		{"the proxy changed elsewhere", "/deleghe/nuova/controlla", url.Values{"draft": {draftID}, "seen": {"old"}}, teresa, begun(none, proxies.Giving, saidGiving), nil, 200, ""},
		{"the code", "/deleghe/nuova/controlla", check, teresa, begun(none, proxies.Giving, saidGiving), nil, 200, "Il codice per Chiara Sverinelli"},
		{"throwing a proxy away", "/deleghe/nuova/elimina", nil, teresa, begun(none, proxies.Giving, saidGiving), nil, 200, ""},
		{"throwing a claim away", "/deleghe/richiesta/elimina", nil, teresa, begun(none, proxies.Claiming, saidClaiming), nil, 200, ""},
		{"typing the code", "/deleghe/codice", nil, teresa, everyone(), nil, 200, "Qual è il codice dell'invito?"},
		{"nothing said as a code", "/deleghe/codice", url.Values{"id": {draftID}}, teresa, none, nil, 200, ""},
		{"accepted", "/deleghe/codice?fatto=1", nil, teresa, held(proxies.Active), nil, 200, "Ora può agire per Bruno Tarvelotti"},
		{"saidClaiming, the beginning", "/deleghe/richiesta", nil, teresa, none, nil, 200, ""},
		{"checking the claim", "/deleghe/richiesta/controlla", nil, teresa, begun(none, proxies.Claiming, saidClaiming), nil, 200, "Controlli la richiesta"},
		{"the paper form", "/deleghe/modulo", nil, identity.Who{}, none, nil, 200, "Modulo per dare una delega"},
		{"choosing for whom", "/persone", nil, teresa, everyone(), nil, 200, "Per chi vuole agire?"},
		{"nobody to choose", "/persone?da=" + paperID, nil, teresa, none, nil, 200, "Per chi vuole agire?"},
		{"somebody else's proxy", "/deleghe/" + heldID, nil, teresa, none, nil, 404, "Questa pagina non c'è"},
		{"a proxy just paused", "/deleghe/" + givenID + "?fatto=pause", nil, teresa, given(proxies.Paused), nil, 200, ""},
		{"waiting to be revoked", "/deleghe/" + heldID, nil, teresa, everyone(), nil, 200, ""},
		{"a claim refused", "/deleghe/" + claimID, nil, teresa, everyone(), nil, 200, ""},
		{"a new code", "/deleghe/" + givenID + "/nuovo-codice", url.Values{"id": {draftID}, "code": {"12345678"}}, teresa, given(proxies.Invited), nil, 200, ""},
		{"no such act", "/deleghe/" + givenID + "/altro", nil, teresa, given(proxies.Active), nil, 404, ""},
		{"a clerk with nothing to verify", "/sportello/deleghe", nil, marta, folder.Folder{Who: marta, ReadAt: noon}, nil, 200, "Deleghe da verificare"},
		{"no clerk at the papers", "/sportello/deleghe", nil, teresa, none, nil, 404, ""},
		{"a clerk with papers to see", "/sportello/deleghe?fatto=si", nil, marta, papers(), nil, 200, ""},
		{"a claim to verify", "/sportello/deleghe/" + claimID, nil, marta, papers(), nil, 200, ""},
		{"nothing said why papers are not enough", "/sportello/deleghe/" + claimID, url.Values{"id": {draftID}, "esito": {"no"}}, marta, papers(), nil, 200, ""},
		{"checking a paper proxy", "/sportello/deleghe/carta/controlla", nil, marta, begun(papers(), proxies.OnPaper, saidPaper), nil, 200, ""},
	}
	for _, s := range []proxies.State{proxies.Kept, proxies.Invited, proxies.Active, proxies.Paused, proxies.Revoked, proxies.Renounced, proxies.Refused, proxies.Verifying} {
		all = append(all, sight{"given, " + string(s), "/deleghe/" + givenID, nil, teresa, given(s), nil, 200, "Delega a Chiara Sverinelli"},
			sight{"held, " + string(s), "/deleghe/" + givenID, nil, teresa, held(s), nil, 200, "Delega di Bruno Tarvelotti"})
	}
	for act, f := range map[string]folder.Folder{"pausa": given(proxies.Active), "riprendi": given(proxies.Paused), "revoca": given(proxies.Active), "nuovo-codice": given(proxies.Invited),
		"rinuncia": held(proxies.Active), "rifiuta": held(proxies.Invited)} {
		all = append(all, sight{"asking: " + act, "/deleghe/" + givenID + "/" + act, nil, teresa, f, nil, 200, ""})
	}
	for _, w := range []struct {
		base, flow string
		who        identity.Who
		answers    flow.Answers
		folder     folder.Folder
	}{{"/deleghe/nuova", proxies.Giving, teresa, saidGiving, none}, {"/deleghe/richiesta", proxies.Claiming, teresa, saidClaiming, none},
		{"/sportello/deleghe/carta", proxies.OnPaper, marta, saidPaper, papers()}} {
		f, _ := proxies.FlowOf(w.flow, proxies.Usual)
		for _, s := range f.Path(w.answers) {
			all = append(all, sight{w.flow + " " + s.ID, w.base + "/" + s.ID, nil, w.who, begun(w.folder, w.flow, w.answers), nil, 200, ""},
				sight{"nothing said to " + w.flow + " " + s.ID, w.base + "/" + s.ID, url.Values{"draft": {draftID}}, w.who, begun(w.folder, w.flow, w.answers), nil, 200, ""})
		}
	}
	return append(all, sight{"a clerk begins a paper proxy", "/sportello/deleghe/carta", nil, marta, papers(), nil, 200, ""})
}

// papers is the folder of a clerk with one claim to verify.
func papers() folder.Folder {
	claim := proxyOf(claimID, proxies.Support, partyBruno, partyChiara, proxies.Verifying)
	claim.Papers = &proxies.Papers{Name: "Bruno", Court: "Tribunale di Monza", Decree: "12/2026", Issued: day("2026-06-01")}
	return folder.Folder{Who: marta, ReadAt: noon, Papers: []proxies.Proxy{claim}}
}

// TestCodeIsTheOneThatWasSent: the page shows the code that went with the command, and sent again it is the same.
func TestCodeIsTheOneThatWasSent(t *testing.T) {
	hall := &paper{folder: begun(delegating(), proxies.Giving, saidGiving)}
	h := host(t, hall, &door{who: teresa})
	form := url.Values{"draft": {draftID}, "code": {"31415926"}, "seen": {saidGiving.Print()}}
	w := ask(h, "/deleghe/nuova/controlla", form)
	if len(hall.sent) != 1 || hall.sent[0].Kind != command.GiveProxy || hall.sent[0].ID != draftID || !strings.Contains(string(hall.sent[0].Body), `"31415926"`) {
		t.Fatalf("sent %+v", hall.sent)
	}
	if !strings.Contains(w.Body.String(), "3141 5926") {
		t.Error("the page does not show the code")
	}
	hall.folder = delegating(proxyOf(draftID, proxies.Simple, partyTeresa, partyChiara, proxies.Invited))
	if w := ask(h, "/deleghe/nuova/controlla", form); !strings.Contains(w.Body.String(), "3141 5926") || hall.sent[1].ID != draftID {
		t.Errorf("sent again: %d", w.Code)
	}
}

// TestScanIsNotKept: of the file of a clerk only the digest comes through, and nobody else may send one.
func TestScanIsNotKept(t *testing.T) {
	scan := bytes.Repeat([]byte("%PDF scan "), 20_000) // 200 KB: more than any form
	sum := sha256.Sum256(scan)
	post := func(who identity.Who, hall *paper) int {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		w.WriteField("draft", draftID)
		w.WriteField("privacy", "2026-1")
		w.WriteField("scan", "")
		file, _ := w.CreateFormFile("scan", "modulo.pdf")
		file.Write(scan)
		w.Close()
		r := httptest.NewRequest(http.MethodPost, "/sportello/deleghe/carta/scan", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		answer := httptest.NewRecorder()
		host(t, hall, &door{who: who}).ServeHTTP(answer, r)
		return answer.Code
	}
	hall := &paper{folder: begun(papers(), proxies.OnPaper, saidPaper, "scan", "privacy")}
	if status := post(marta, hall); status != http.StatusSeeOther || len(hall.sent) != 1 || !strings.Contains(string(hall.sent[0].Body), hex.EncodeToString(sum[:])) {
		t.Errorf("%d, sent %d", status, len(hall.sent))
	}
	other := &paper{folder: delegating()}
	if status := post(teresa, other); status != http.StatusRequestEntityTooLarge || len(other.sent) != 0 {
		t.Errorf("somebody who is no clerk: %d", status)
	}
}
