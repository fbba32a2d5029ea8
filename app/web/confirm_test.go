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
const daughterProxy, clerkDesk, underTeresa = "01890000-0000-7000-8000-0000000000f1", "01890000-0000-7000-8000-0000000000f2", "/per/01890000-0000-7000-8000-0000000000f1"

var daughter = identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000cc", FiscalCode: "SVRCHR71A41I625X", GivenName: "Chiara", FamilyName: "Sverinelli"})

func daughterFor(tasks ...identity.Task) identity.Who {
	return identity.Who{Actor: daughter.Actor, Subject: teresa.Actor, Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: daughterProxy}, Rights: identity.Rights{Tasks: tasks}}
}

// clerkFor is Chiara as a clerk: what she may do does not say that she may send plainly.
func clerkFor() identity.Who {
	who := daughterFor(identity.See, identity.Prepare, identity.Send)
	who.Mandate, who.Office = identity.Mandate{Kind: identity.MandateDesk, ID: clerkDesk}, "Sportello"
	return who
}

// aProxy is the proxy between the two as both read it.
func aProxy(tasks ...identity.Task) []proxies.Proxy {
	return []proxies.Proxy{{ID: daughterProxy, Kind: proxies.Simple, State: proxies.Active, From: day("2026-01-01"), Rights: identity.Rights{Tasks: tasks},
		Delegator: proxies.Party{ID: teresa.Actor.ID, Name: "Teresa Colli", FiscalCode: teresa.Actor.FiscalCode},
		Delegate:  proxies.Party{ID: daughter.Actor.ID, Name: "Chiara Sverinelli", FiscalCode: daughter.Actor.FiscalCode}}}
}

// readBy is a folder read by somebody, with the proxies of their own matters.
func readBy(who identity.Who, f folder.Folder, held ...proxies.Proxy) folder.Folder {
	f.Who, f.Proxies = who, held
	return f
}

// twoPeople is a folder where one of the two waits for the other.
func twoPeople(who identity.Who, by, of identity.Who, state applications.Decision, note string) folder.Folder {
	f := readBy(who, folder.Folder{ReadAt: noon})
	f.Confirmations = []applications.Confirmation{{ID: draftID, Service: "telesoccorso", Answers: answered, State: state, Note: note, ProposedAt: noon,
		ProposedBy: applications.Named{ID: by.Actor.ID, Name: by.Actor.Name()}, Asked: applications.Named{ID: of.Actor.ID, Name: of.Actor.Name()},
		Mandate: by.Mandate}}
	return f
}

// receiptOfTwo is a folder with an application that two people have made.
func receiptOfTwo(who identity.Who) folder.Folder {
	f := full()
	f.Applications[0].PreparedBy, f.Applications[0].FiledBy = "Teresa Colli", "Chiara Sverinelli"
	f.Applications[0].Mandate = identity.Mandate{Kind: identity.MandateProxy, ID: daughterProxy}
	return readBy(who, f)
}

// confirmSights are the pages of applications under a mandate, and those of drafts that two people share.
func confirmSights() []sight {
	all := []identity.Task{identity.See, identity.Prepare, identity.Send}
	sends, prepares, reads := daughterFor(all...), daughterFor(identity.See, identity.Prepare), daughterFor(identity.See)
	byChiara, byTeresa := twoPeople(teresa, prepares, teresa, applications.Pending, ""), twoPeople(teresa, teresa, daughter, applications.Pending, "")
	kept := twoPeople(prepares, prepares, teresa, applications.Pending, "")
	kept.Confirmations[0].Kept = draftID
	asked := readBy(daughter, folder.Folder{ReadAt: noon, Asks: []applications.Ask{{ID: draftID, Service: "telesoccorso", Of: "Teresa Colli", Mandate: daughterProxy}}})
	two := append(aProxy(all...), aProxy(all...)...)
	two[1].Delegate = proxies.Party{ID: clerkDesk, Name: "Ugo Colli"}
	desk := "/per/" + clerkDesk
	sent := func(more ...string) url.Values {
		form := url.Values{"draft": {draftID}, "seen": {answered.Print()}}
		for i := 0; i < len(more); i += 2 {
			form.Set(more[i], more[i+1])
		}
		return form
	}
	return []sight{
		{"whose application", base, nil, daughter, readBy(daughter, folder.Folder{}, aProxy(all...)...), nil, 200, "Per chi è questa domanda?"},
		{"a question for Teresa", underTeresa + base + "/phone", nil, daughter, readBy(sends, drafting()), nil, 200, ""},
		{"checking for Teresa", underTeresa + base + "/controlla", nil, daughter, readBy(sends, drafting()), nil, 200, "Controlli le risposte della domanda di Teresa"},
		{"nothing said to whose it is", underTeresa + base + "/controlla", sent(), daughter, readBy(sends, drafting()), nil, 200, ""},
		{"checking for oneself, with a proxy", base + "/controlla", nil, daughter, readBy(daughter, drafting(), aProxy(all...)...), nil, 200, "Controlli le risposte"},
		{"nothing said to that it is one's own", base + "/controlla", sent(), daughter, readBy(daughter, drafting(), aProxy(all...)...), nil, 200, ""},
		{"checking without the right to send", underTeresa + base + "/controlla", nil, daughter, readBy(prepares, drafting()), nil, 200, ""},
		{"a service that one may only read", underTeresa + "/servizi/telesoccorso", nil, daughter, readBy(reads, folder.Folder{}), nil, 200, ""},
		{"checking at the desk", desk + base + "/controlla", nil, daughter, readBy(clerkFor(), drafting()), nil, 200, "Controlli le risposte della domanda di Teresa"},
		{"asking the citizen", underTeresa + base + "/conferma", nil, daughter, readBy(prepares, drafting()), nil, 200, "Vuole chiedere a Teresa Colli di confermare?"},
		{"asking a delegate", base + "/conferma", nil, teresa, readBy(teresa, drafting(), aProxy(all...)...), nil, 200, "Vuole chiedere a Chiara Sverinelli di inviare la domanda?"},
		{"asking one of two", base + "/conferma", nil, teresa, readBy(teresa, drafting(), two...), nil, 200, "A chi vuole chiedere di inviare la domanda?"},
		{"nothing said to whom to ask", base + "/conferma", sent(), teresa, readBy(teresa, drafting(), two...), nil, 200, ""},
		{"something to confirm, at home", "/", nil, teresa, byChiara, nil, 200, ""},
		{"something to confirm, for a delegate at home", "/", nil, daughter, asked, nil, 200, ""},
		{"something to confirm, in the list", "/pratiche", nil, teresa, byChiara, nil, 200, ""},
		{"to confirm", "/conferme/" + draftID, nil, teresa, byChiara, nil, 200, "Chiara Sverinelli ha preparato una domanda per lei"},
		{"to send for Teresa", underTeresa + "/conferme/" + draftID, nil, daughter, readBy(sends, byTeresa), nil, 200, "Teresa Colli le chiede di inviare una domanda"},
		{"why not", "/conferme/" + draftID + "/no", nil, teresa, byChiara, nil, 200, ""},
		{"nothing said to why, at length", "/conferme/" + draftID + "/no", url.Values{"note": {strings.Repeat("è", 501)}}, teresa, byChiara, nil, 200, ""},
		{"waiting for Teresa", underTeresa + "/conferme/" + draftID, nil, daughter, kept, nil, 200, "In attesa della conferma di Teresa Colli"},
		{"waiting for Chiara", "/conferme/" + draftID, nil, teresa, byTeresa, nil, 200, "In attesa della conferma di Chiara Sverinelli"},
		{"waiting, in the list", underTeresa + "/pratiche", nil, daughter, kept, nil, 200, ""},
		{"taking it back", "/conferme/" + draftID + "/ritira", nil, teresa, byTeresa, nil, 200, "Vuole ritirare la richiesta?"},
		{"Teresa said no", underTeresa + "/conferme/" + draftID, nil, daughter, twoPeople(prepares, prepares, teresa, applications.Declined, "Il telefono è sbagliato"), nil, 200, "Teresa Colli ha risposto no"},
		{"Teresa said no, in the list", underTeresa + "/pratiche", nil, daughter, twoPeople(prepares, prepares, teresa, applications.Declined, ""), nil, 200, ""},
		{"one said no oneself", "/conferme/" + draftID, nil, teresa, twoPeople(teresa, prepares, teresa, applications.Declined, ""), nil, 200, "Ha risposto no"},
		{"sent in another way", "/conferme/" + draftID, nil, teresa, twoPeople(teresa, prepares, teresa, applications.Superseded, ""), nil, 200, ""},
		{"nothing to confirm", "/conferme/" + filedID, nil, teresa, byChiara, nil, 404, "Questa pagina non c'è"},
		{"the receipt of two", "/pratiche/" + filedID, nil, teresa, receiptOfTwo(teresa), nil, 200, ""},
		{"the receipt under a proxy", underTeresa + "/pratiche/" + filedID, nil, daughter, receiptOfTwo(sends), nil, 200, ""},
	}
}

// press is one press of a button or one link on paper: what was sent, and where it led.
func press(t *testing.T, who identity.Who, f folder.Folder, path string, form url.Values) (sent []command.Command, to, said string) {
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
		{"a daughter sends for her mother, and says so", daughterFor(all...), nil, underTeresa + base, form("yes"), true, ""},
		{"she does not say for whom", daughterFor(all...), nil, underTeresa + base, form(), false, "Invia la domanda per Teresa Colli"},
		{"she is in her own matters and does not say so", daughter, aProxy(all...), base, form(), false, "Invia la domanda per me, Chiara Sverinelli"},
		{"she is in her own matters and says so", daughter, aProxy(all...), base, form("yes"), true, ""},
		{"somebody without proxies is not asked", teresa, nil, base, form(), true, ""},
		{"her proxy is paused: she is not asked", daughter, whilePaused(aProxy(all...)), base, form(), true, ""},
		{"she may not send", daughterFor(identity.See, identity.Prepare), nil, underTeresa + base, form("yes"), false, "Chiedi a Teresa Colli di confermare"},
		{"a clerk never sends plainly", clerkFor(), nil, "/per/" + clerkDesk + base, form("yes"), false, "Chiedi il consenso"},
	} {
		sent, _, said := press(t, identity.Self(c.who.Actor), readBy(c.who, drafting(), c.held...), c.path+"/controlla", c.form)
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

func whilePaused(all []proxies.Proxy) []proxies.Proxy {
	all[0].State = proxies.Paused
	return all
}

// The yes is a submission under the confirmation's own id, the no is none; who is not asked can say neither.
func TestYesAndNo(t *testing.T) {
	prepares := daughterFor(identity.See, identity.Prepare)
	waits := twoPeople(teresa, prepares, teresa, applications.Pending, "")
	yes := url.Values{"draft": {draftID}, "seen": {answered.Print()}}
	sent, to, _ := press(t, teresa, waits, "/conferme/"+draftID, yes)
	if len(sent) != 1 || sent[0].Kind != command.Submit || sent[0].ID != draftID || !strings.Contains(string(sent[0].Body), `"confirms":true`) || to != "/pratiche/"+draftID+"?nuova=1" {
		t.Errorf("the yes sends %+v and leads to %q", sent, to)
	}
	for about, form := range map[string]url.Values{"an old page": {"seen": {"old"}}, "no page at all": {}} {
		if sent, _, _ := press(t, teresa, waits, "/conferme/"+draftID, form); len(sent) != 0 {
			t.Errorf("%s sends %+v", about, sent)
		}
	}
	if sent, _, said := press(t, daughter, readBy(prepares, waits), underTeresa+"/conferme/"+draftID, yes); len(sent) != 0 || !strings.Contains(said, "In attesa della conferma di Teresa Colli") {
		t.Errorf("Chiara says yes to what she prepared: %+v", sent)
	}
	sent, to, _ = press(t, teresa, waits, "/conferme/"+draftID+"/no", url.Values{"note": {"Il telefono è sbagliato"}})
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
		{"a helper asks the citizen", daughterFor(identity.See, identity.Prepare), nil, underTeresa, teresa.Actor.ID},
		{"a clerk asks the citizen", clerkFor(), nil, "/per/" + clerkDesk, teresa.Actor.ID},
		{"the citizen asks her one delegate", teresa, aProxy(all...), "", daughter.Actor.ID},
		{"the delegate may not send", teresa, aProxy(identity.See), "", ""},
		{"whoever may only read", daughterFor(identity.See), nil, underTeresa, ""},
	} {
		sent, _, _ := press(t, identity.Self(c.who.Actor), readBy(c.who, drafting(), c.held...), c.path+base+"/conferma", form)
		if (len(sent) == 1) != (c.asked != "") || len(sent) == 1 && !strings.Contains(string(sent[0].Body), `"asked":"`+c.asked+`"`) {
			t.Errorf("%s: sends %s", c.about, sent)
		}
	}
}

// Somebody who holds two proxies of one person is asked about them once.
func TestOnePersonIsOfferedOnce(t *testing.T) {
	twice := append(aProxy(identity.See, identity.Prepare), aProxy(identity.See, identity.Send)...)
	_, _, said := press(t, daughter, readBy(daughter, folder.Folder{}, twice...), base, nil)
	if n := strings.Count(said, "Per Teresa Colli"); n != 1 {
		t.Errorf("Teresa is offered %d times: %s", n, said)
	}
	_, _, said = press(t, teresa, readBy(teresa, drafting(), append(aProxy(identity.Send), aProxy(identity.Send)...)...), base+"/controlla", nil)
	if !strings.Contains(said, "Chiedi a Chiara Sverinelli di controllare e inviare") {
		t.Errorf("Chiara is not offered: %s", said)
	}
}
