package web_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/folder"
	"sportello/api/identity"
)

// changeID is a change of Teresa's address that Chiara asked for.
const changeID = "01890000-0000-7000-8000-0000000000c7"

// reached is Teresa's folder with an address, a number, and whatever waits, as who reads it.
func reached(who identity.Who, waiting ...contact.Entry) folder.Folder {
	return folder.Folder{Who: who, ReadAt: noon, Contact: contact.Contact{Email: "teresa@esempio.it", Phone: "0362 123456", Waiting: waiting}}
}

// waits is a change that Chiara asked for and that is in force after a while.
func waits(kind contact.Kind, value string, after time.Duration) contact.Entry {
	return contact.Entry{ID: changeID, Kind: kind, Value: value, By: "Chiara Sverinelli", Mandate: identity.MandateProxy, AskedAt: noon.Add(-time.Hour), FromAt: noon.Add(after)}
}

func contactSights() []sight {
	sends, reads, neither := daughterFor(identity.See, identity.Send), daughterFor(identity.See), daughterFor(identity.See)
	neither.Rights.Services = []string{"tari"}
	mail, phone := waits(contact.Email, "nuova@esempio.it", 168*time.Hour), waits(contact.Phone, "", time.Second)
	say := func(value string) url.Values { return url.Values{"recapito": {value}} }
	none := folder.Folder{Who: teresa, ReadAt: noon}
	return []sight{
		{"contacts", "/recapiti", nil, teresa, reached(teresa), nil, 200, "I suoi recapiti"},
		{"no contacts", "/recapiti", nil, teresa, none, nil, 200, "I suoi recapiti"},
		{"changes that wait", "/recapiti", nil, teresa, reached(teresa, phone, mail), nil, 200, "I suoi recapiti"},
		{"the first address, asked for by another", "/recapiti", nil, teresa, folder.Folder{Who: teresa, Contact: contact.Contact{Waiting: []contact.Entry{mail}}}, nil, 200, ""},
		{"contacts changed", "/recapiti?fatto=cambiato", nil, teresa, reached(teresa), nil, 200, ""},
		{"a change kept on a phone", "/recapiti?fatto=salvato", nil, teresa, reached(teresa), nil, 200, ""},
		{"a change stopped", "/recapiti?fatto=fermato", nil, teresa, reached(teresa), nil, 200, ""},
		{"a change that cannot be stopped", "/recapiti?fatto=passato", nil, teresa, reached(teresa), nil, 200, ""},
		{"Teresa's contacts", underTeresa + "/recapiti?fatto=attesa", nil, daughter, reached(sends, mail), nil, 200, "I recapiti di Teresa Colli"},
		{"Teresa's contacts, to read", underTeresa + "/recapiti", nil, daughter, reached(reads, mail), nil, 200, "I recapiti di Teresa Colli"},
		{"Teresa's contacts, to others", underTeresa + "/recapiti", nil, daughter, reached(neither), nil, 404, "Questa pagina non c'è"},
		{"the address", "/recapiti/email", nil, teresa, reached(teresa), nil, 200, "Qual è il suo indirizzo e-mail?"},
		{"the first address", "/recapiti/email", nil, teresa, none, nil, 200, "Qual è il suo indirizzo e-mail?"},
		{"the number", "/recapiti/telefono", nil, teresa, reached(teresa), nil, 200, "Qual è il suo numero di telefono?"},
		{"Teresa's number", underTeresa + "/recapiti/telefono", nil, daughter, reached(sends), nil, 200, "Qual è il numero di telefono di Teresa Colli?"},
		{"Teresa's number, without the right", underTeresa + "/recapiti/telefono", nil, daughter, reached(reads), nil, 404, "Questa pagina non c'è"},
		{"the fax", "/recapiti/fax", nil, teresa, reached(teresa), nil, 404, "Questa pagina non c'è"},
		{"nothing said to the address", "/recapiti/email", say(" "), teresa, reached(teresa), nil, 200, ""},
		{"nothing said to the address, but a name", "/recapiti/email", say("teresa"), teresa, reached(teresa), nil, 200, ""},
		{"nothing said to the address, but a novel", "/recapiti/email", say(strings.Repeat("a", 255)), teresa, reached(teresa), nil, 200, ""},
		{"nothing said to the number", "/recapiti/telefono", say(""), teresa, reached(teresa), nil, 200, ""},
		{"nothing said to the number, but a word", "/recapiti/telefono", say("casa"), teresa, reached(teresa), nil, 200, ""},
		{"nothing said to the number, but many", "/recapiti/telefono", say("0362 123456 oppure 0362 654321"), teresa, reached(teresa), nil, 200, ""},
		{"the town hall is down when a change is stopped", "/recapiti/ferma", url.Values{"modifica": {changeID}}, teresa, none, command.ErrDown, 503, "Il Comune ora non risponde"},
	}
}

// TestContactForms: what a form becomes, and where it leads.
func TestContactForms(t *testing.T) {
	for _, c := range []struct {
		about, path string
		form        url.Values
		who         identity.Who
		says        command.State
		kind        command.Kind
		body        any
		to          string
	}{
		{"an address", "/recapiti/email", url.Values{"recapito": {" nuova@esempio.it "}, "id": {changeID}}, teresa, command.Done,
			command.ContactSet, contact.Set{Kind: contact.Email, Value: "nuova@esempio.it"}, "/recapiti?fatto=cambiato"},
		{"a number", "/recapiti/telefono", url.Values{"recapito": {"0362  1234567"}, "id": {changeID}}, teresa, command.Done,
			command.ContactSet, contact.Set{Kind: contact.Phone, Value: "0362 1234567"}, "/recapiti?fatto=cambiato"},
		{"none any more", "/recapiti/email", url.Values{"togli": {"1"}, "id": {changeID}}, teresa, command.Done,
			command.ContactSet, contact.Set{Kind: contact.Email}, "/recapiti?fatto=cambiato"},
		{"for Teresa", underTeresa + "/recapiti/email", url.Values{"recapito": {"nuova@esempio.it"}, "id": {changeID}}, daughterFor(identity.See, identity.Send), command.Done,
			command.ContactSet, contact.Set{Kind: contact.Email, Value: "nuova@esempio.it"}, underTeresa + "/recapiti?fatto=attesa"},
		{"kept on a phone", "/recapiti/email", url.Values{"recapito": {"nuova@esempio.it"}, "id": {changeID}}, teresa, command.Kept,
			command.ContactSet, contact.Set{Kind: contact.Email, Value: "nuova@esempio.it"}, "/recapiti?fatto=salvato"},
		{"stopped", "/recapiti/ferma", url.Values{"modifica": {changeID}}, teresa, command.Done,
			command.ContactStop, contact.Stop{Change: changeID}, "/recapiti?fatto=fermato"},
		{"stopped too late", "/recapiti/ferma", url.Values{"modifica": {changeID}}, teresa, command.Refused,
			command.ContactStop, contact.Stop{Change: changeID}, "/recapiti?fatto=passato"},
	} {
		t.Run(c.about, func(t *testing.T) {
			signed := c.who
			if c.who.ForOther() {
				signed = daughter
			}
			hall := &paper{folder: reached(c.who), says: &command.Receipt{State: c.says}}
			w := ask(host(t, hall, &door{who: signed}), c.path, c.form)
			if to := w.Header().Get("Location"); to != c.to {
				t.Errorf("%d leads to %q, want %q", w.Code, to, c.to)
			}
			if len(hall.sent) != 1 || hall.sent[0].Kind != c.kind || hall.sent[0].Mandate != c.who.Mandate.ID {
				t.Fatalf("sent %+v", hall.sent)
			}
			want, err := json.Marshal(c.body)
			if diff := cmp.Diff(string(want), string(hall.sent[0].Body)); diff != "" || err != nil {
				t.Errorf("the command (%v): %s", err, diff)
			}
			if c.kind == command.ContactSet && hall.sent[0].ID != changeID {
				t.Error("a form sent twice would be two commands")
			}
		})
	}
}

// TestWrongContactsStay: what was typed is still there, and nothing was sent.
func TestWrongContactsStay(t *testing.T) {
	hall := &paper{folder: reached(teresa)}
	w := ask(host(t, hall, &door{who: teresa}), "/recapiti/email", url.Values{"recapito": {"teresa at esempio"}, "id": {changeID}})
	if body := w.Body.String(); len(hall.sent) != 0 || !strings.Contains(body, `value="teresa at esempio"`) || !strings.Contains(body, "Controlli l&#39;indirizzo") {
		t.Errorf("%d commands, %s", len(hall.sent), body)
	}
}
