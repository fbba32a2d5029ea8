package web_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// Chiara helps Teresa: under a proxy that says how far, or as a clerk at the desk.
const proxyID, deskID, underTeresa = "01890000-0000-7000-8000-0000000000f1", "01890000-0000-7000-8000-0000000000f2", "/per/01890000-0000-7000-8000-0000000000f1"

var chiara = identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000cc", FiscalCode: "SVRCHR71A41I625X", GivenName: "Chiara", FamilyName: "Sverinelli"})

func helping(tasks ...identity.Task) identity.Who {
	return identity.Who{Actor: chiara.Actor, Subject: teresa.Actor, Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}, Rights: identity.Rights{Tasks: tasks}}
}

// assisting is Chiara as a clerk: what she may do does not say that she may send plainly.
func assisting() identity.Who {
	who := helping(identity.See, identity.Prepare, identity.Send)
	who.Mandate, who.Office = identity.Mandate{Kind: identity.MandateDesk, ID: deskID}, "Sportello"
	return who
}

// given is the proxy between the two as both read it.
func given(tasks ...identity.Task) []proxies.Proxy {
	return []proxies.Proxy{{ID: proxyID, Kind: proxies.Simple, State: proxies.Active, From: day("2026-01-01"), Rights: identity.Rights{Tasks: tasks},
		Delegator: proxies.Party{ID: teresa.Actor.ID, Name: "Teresa Colli", FiscalCode: teresa.Actor.FiscalCode},
		Delegate:  proxies.Party{ID: chiara.Actor.ID, Name: "Chiara Sverinelli", FiscalCode: chiara.Actor.FiscalCode}}}
}

// in is a folder read by somebody, with the proxies of their own matters.
func in(who identity.Who, f folder.Folder, held ...proxies.Proxy) folder.Folder {
	f.Who, f.Proxies = who, held
	return f
}

// asking is a folder where one of the two waits for the other.
func asking(who identity.Who, by, of identity.Who, state applications.Decision, note string) folder.Folder {
	f := in(who, folder.Folder{ReadAt: noon})
	f.Confirmations = []applications.Confirmation{{ID: draftID, Service: "telesoccorso", Answers: answered, State: state, Note: note, ProposedAt: noon,
		ProposedBy: applications.Named{ID: by.Actor.ID, Name: by.Actor.Name()}, Asked: applications.Named{ID: of.Actor.ID, Name: of.Actor.Name()},
		Mandate: by.Mandate}}
	return f
}

// receipt is a folder with an application that two people have made.
func receipt(who identity.Who) folder.Folder {
	f := full()
	f.Applications[0].PreparedBy, f.Applications[0].FiledBy = "Teresa Colli", "Chiara Sverinelli"
	f.Applications[0].Mandate = identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}
	return in(who, f)
}

// confirmSights are the pages of applications under a mandate, and those of drafts that two people share.
func confirmSights() []sight {
	all := []identity.Task{identity.See, identity.Prepare, identity.Send}
	sends, prepares, reads := helping(all...), helping(identity.See, identity.Prepare), helping(identity.See)
	byChiara, byTeresa := asking(teresa, prepares, teresa, applications.Pending, ""), asking(teresa, teresa, chiara, applications.Pending, "")
	kept := asking(prepares, prepares, teresa, applications.Pending, "")
	kept.Confirmations[0].Kept = draftID
	asked := in(chiara, folder.Folder{ReadAt: noon, Asks: []applications.Ask{{ID: draftID, Service: "telesoccorso", Of: "Teresa Colli", Mandate: proxyID}}})
	two := append(given(all...), given(all...)...)
	two[1].Delegate = proxies.Party{ID: deskID, Name: "Ugo Colli"}
	desk := "/per/" + deskID
	sent := func(more ...string) url.Values {
		form := url.Values{"draft": {draftID}, "seen": {answered.Print()}}
		for i := 0; i < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return form
	}
	return []sight{
		{"whose application", base, nil, chiara, in(chiara, folder.Folder{}, given(all...)...), nil, 200, "Per chi è questa domanda?"},
		{"a question for Teresa", underTeresa + base + "/phone", nil, chiara, in(sends, drafting()), nil, 200, ""},
		{"checking for Teresa", underTeresa + base + "/controlla", nil, chiara, in(sends, drafting()), nil, 200, "Controlli le risposte della domanda di Teresa"},
		{"nothing said to whose it is", underTeresa + base + "/controlla", sent(), chiara, in(sends, drafting()), nil, 200, ""},
		{"checking for oneself, with a proxy", base + "/controlla", nil, chiara, in(chiara, drafting(), given(all...)...), nil, 200, "Controlli le risposte"},
		{"nothing said to that it is one's own", base + "/controlla", sent(), chiara, in(chiara, drafting(), given(all...)...), nil, 200, ""},
		{"checking without the right to send", underTeresa + base + "/controlla", nil, chiara, in(prepares, drafting()), nil, 200, ""},
		{"a service that one may only read", underTeresa + "/servizi/telesoccorso", nil, chiara, in(reads, folder.Folder{}), nil, 200, ""},
		{"checking at the desk", desk + base + "/controlla", nil, chiara, in(assisting(), drafting()), nil, 200, "Controlli le risposte della domanda di Teresa"},
		{"asking the citizen", underTeresa + base + "/conferma", nil, chiara, in(prepares, drafting()), nil, 200, "Vuole chiedere a Teresa Colli di confermare?"},
		{"asking a delegate", base + "/conferma", nil, teresa, in(teresa, drafting(), given(all...)...), nil, 200, "Vuole chiedere a Chiara Sverinelli di inviare la domanda?"},
		{"asking one of two", base + "/conferma", nil, teresa, in(teresa, drafting(), two...), nil, 200, "A chi vuole chiedere di inviare la domanda?"},
		{"nothing said to whom to ask", base + "/conferma", sent(), teresa, in(teresa, drafting(), two...), nil, 200, ""},
		{"something to confirm, at home", "/", nil, teresa, byChiara, nil, 200, ""},
		{"something to confirm, for a delegate at home", "/", nil, chiara, asked, nil, 200, ""},
		{"something to confirm, in the list", "/pratiche", nil, teresa, byChiara, nil, 200, ""},
		{"to confirm", "/conferme/" + draftID, nil, teresa, byChiara, nil, 200, "Chiara Sverinelli ha preparato una domanda per lei"},
		{"to send for Teresa", underTeresa + "/conferme/" + draftID, nil, chiara, in(sends, byTeresa), nil, 200, "Teresa Colli le chiede di inviare una domanda"},
		{"why not", "/conferme/" + draftID + "/no", nil, teresa, byChiara, nil, 200, ""},
		{"nothing said to why, at length", "/conferme/" + draftID + "/no", url.Values{"note": {strings.Repeat("è", 501)}}, teresa, byChiara, nil, 200, ""},
		{"waiting for Teresa", underTeresa + "/conferme/" + draftID, nil, chiara, kept, nil, 200, "In attesa della conferma di Teresa Colli"},
		{"waiting for Chiara", "/conferme/" + draftID, nil, teresa, byTeresa, nil, 200, "In attesa della conferma di Chiara Sverinelli"},
		{"waiting, in the list", underTeresa + "/pratiche", nil, chiara, kept, nil, 200, ""},
		{"taking it back", "/conferme/" + draftID + "/ritira", nil, teresa, byTeresa, nil, 200, "Vuole ritirare la richiesta?"},
		{"Teresa said no", underTeresa + "/conferme/" + draftID, nil, chiara, asking(prepares, prepares, teresa, applications.Declined, "Il telefono è sbagliato"), nil, 200, "Teresa Colli ha risposto no"},
		{"Teresa said no, in the list", underTeresa + "/pratiche", nil, chiara, asking(prepares, prepares, teresa, applications.Declined, ""), nil, 200, ""},
		{"one said no oneself", "/conferme/" + draftID, nil, teresa, asking(teresa, prepares, teresa, applications.Declined, ""), nil, 200, "Ha risposto no"},
		{"sent in another way", "/conferme/" + draftID, nil, teresa, asking(teresa, prepares, teresa, applications.Superseded, ""), nil, 200, ""},
		{"nothing to confirm", "/conferme/" + filedID, nil, teresa, byChiara, nil, 404, "Questa pagina non c'è"},
		{"the receipt of two", "/pratiche/" + filedID, nil, teresa, receipt(teresa), nil, 200, ""},
		{"the receipt under a proxy", underTeresa + "/pratiche/" + filedID, nil, chiara, receipt(sends), nil, 200, ""},
	}
}

// act is one press of a button or one link on paper: what was sent, and where it led.
func act(t *testing.T, who identity.Who, f folder.Folder, path string, form url.Values) (sent []command.Command, to, said string) {
	t.Helper()
	hall := &paper{folder: f}
	w := ask(host(t, hall, &door{who: who}), path, form)
	root, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return hall.sent, w.Header().Get("Location"), words(root)
}

// The mistakes of others: nothing is filed for the wrong person, nor by whoever may not, whatever is pressed.
func TestNothingIsFiledByMistake(t *testing.T) {
	all := []identity.Task{identity.See, identity.Prepare, identity.Send}
	form := func(more ...string) url.Values {
		v := url.Values{"draft": {draftID}, "seen": {answered.Print()}}
		if len(more) > 0 {
			v.Set("whose", more[0])
		}
		return v
	}
	for _, c := range []struct {
		about string
		who   identity.Who // under whom the folder is read
		held  []proxies.Proxy
		path  string
		form  url.Values
		sent  bool
		says  string
	}{
		{"a daughter sends for her mother, and says so", helping(all...), nil, underTeresa + base, form("yes"), true, ""},
		{"she does not say for whom", helping(all...), nil, underTeresa + base, form(), false, "Invia la domanda per Teresa Colli"},
		{"she is in her own matters and does not say so", chiara, given(all...), base, form(), false, "Invia la domanda per me, Chiara Sverinelli"},
		{"she is in her own matters and says so", chiara, given(all...), base, form("yes"), true, ""},
		{"somebody without proxies is not asked", teresa, nil, base, form(), true, ""},
		{"her proxy is paused: she is not asked", chiara, paused(given(all...)), base, form(), true, ""},
		{"she may not send", helping(identity.See, identity.Prepare), nil, underTeresa + base, form("yes"), false, "Chiedi a Teresa Colli di confermare"},
		{"a clerk never sends plainly", assisting(), nil, "/per/" + deskID + base, form("yes"), false, "Chiedi il consenso"},
	} {
		sent, _, said := act(t, identity.Self(c.who.Actor), in(c.who, drafting(), c.held...), c.path+"/controlla", c.form)
		if (len(sent) == 1) != c.sent || !strings.Contains(said, c.says) {
			t.Errorf("%s: %d commands, want %v; the page says %q", c.about, len(sent), c.sent, said)
		}
		for _, command := range sent {
			if command.Subject != c.who.Subject.ID || command.Mandate != c.who.Mandate.ID {
				t.Errorf("%s: sent for %s under %q", c.about, command.Subject, command.Mandate)
			}
		}
		if !c.sent && c.who.ForOther() && c.who.Mandate.Kind == identity.MandateDesk && strings.Contains(said, "Invia la domanda") {
			t.Errorf("%s: there is a way to send", c.about)
		}
	}
}

func paused(all []proxies.Proxy) []proxies.Proxy {
	all[0].State = proxies.Paused
	return all
}

// The yes is a submission under the confirmation's own id, the no is none; who is not asked can say neither.
func TestYesAndNo(t *testing.T) {
	prepares := helping(identity.See, identity.Prepare)
	waits := asking(teresa, prepares, teresa, applications.Pending, "")
	yes := url.Values{"draft": {draftID}, "seen": {answered.Print()}}
	sent, to, _ := act(t, teresa, waits, "/conferme/"+draftID, yes)
	if len(sent) != 1 || sent[0].Kind != command.Submit || sent[0].ID != draftID || !strings.Contains(string(sent[0].Body), `"confirms":true`) || to != "/pratiche/"+draftID+"?nuova=1" {
		t.Errorf("the yes sends %+v and leads to %q", sent, to)
	}
	for about, form := range map[string]url.Values{"an old page": {"seen": {"old"}}, "no page at all": {}} {
		if sent, _, _ := act(t, teresa, waits, "/conferme/"+draftID, form); len(sent) != 0 {
			t.Errorf("%s sends %+v", about, sent)
		}
	}
	if sent, _, said := act(t, chiara, in(prepares, waits), underTeresa+"/conferme/"+draftID, yes); len(sent) != 0 || !strings.Contains(said, "In attesa della conferma di Teresa Colli") {
		t.Errorf("Chiara says yes to what she prepared: %+v", sent)
	}
	sent, to, _ = act(t, teresa, waits, "/conferme/"+draftID+"/no", url.Values{"note": {"Il telefono è sbagliato"}})
	if len(sent) != 1 || sent[0].Kind != command.Decline || to != "/conferme/"+draftID {
		t.Errorf("the no sends %+v and leads to %q", sent, to)
	}
}

// Proposing asks the right person, and only one who may be asked.
func TestProposing(t *testing.T) {
	all := []identity.Task{identity.See, identity.Prepare, identity.Send}
	form := url.Values{"draft": {draftID}, "seen": {answered.Print()}, "asked": {"somebody"}}
	for _, c := range []struct {
		about string
		who   identity.Who
		held  []proxies.Proxy
		path  string
		asked string
	}{
		{"a helper asks the citizen", helping(identity.See, identity.Prepare), nil, underTeresa, teresa.Actor.ID},
		{"a clerk asks the citizen", assisting(), nil, "/per/" + deskID, teresa.Actor.ID},
		{"the citizen asks her one delegate", teresa, given(all...), "", chiara.Actor.ID},
		{"the delegate may not send", teresa, given(identity.See), "", ""},
		{"whoever may only read", helping(identity.See), nil, underTeresa, ""},
	} {
		sent, _, _ := act(t, identity.Self(c.who.Actor), in(c.who, drafting(), c.held...), c.path+base+"/conferma", form)
		if (len(sent) == 1) != (c.asked != "") || len(sent) == 1 && !strings.Contains(string(sent[0].Body), `"asked":"`+c.asked+`"`) {
			t.Errorf("%s: sends %s", c.about, sent)
		}
	}
}
