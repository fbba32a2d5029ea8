package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
)

// bodyOf is what the only command asked.
func bodyOf[T any](t *testing.T, hall *paper, kind command.Kind) (body T) {
	t.Helper()
	if len(hall.sent) != 1 || hall.sent[0].Kind != kind {
		t.Fatalf("sent %v, want one %s", hall.sent, kind)
	}
	if err := json.Unmarshal(hall.sent[0].Body, &body); err != nil {
		t.Fatal(err)
	}
	return body
}

// TestStartingAPayment: the yes carries what was seen, under the id of its form, and leads to pagoPA's page.
func TestStartingAPayment(t *testing.T) {
	hall := &paper{folder: owes(), says: &command.Receipt{Command: payID, State: command.Done, Next: "https://checkout.example/c/1"}}
	w := ask(host(t, hall, &door{who: teresa}), "/paga/conferma", yes("43_20"))
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "https://checkout.example/c/1" {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	if diff := cmp.Diff(payments.Start{Notices: []string{navDiscount}, Total: 43_20}, bodyOf[payments.Start](t, hall, command.PayStart)); diff != "" || hall.sent[0].ID != payID {
		t.Errorf("under %s: %s", hall.sent[0].ID, diff)
	}
}

// TestTheConfirmPageSendsWhatItShows: the form that the page itself makes, of two notices and IMU, is the choice.
func TestTheConfirmPageSendsWhatItShows(t *testing.T) {
	f := owes()
	f.Imu = having(owning(held("U1")), paying("acconto", "2026-06-10", 428_00)).Imu
	hall := &paper{folder: f, says: &command.Receipt{Command: payID, State: command.Done, Next: "https://checkout.example/c/1"}}
	h := host(t, hall, &door{who: teresa})
	root, err := html.Parse(ask(h, "/paga/conferma?avviso="+navDiscount+"&avviso="+navTari+"&imu=2026-saldo", nil).Body)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{}
	for n := range find(find(root, "main"), "form").Descendants() {
		if n.Data == "input" {
			form.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	ask(h, "/paga/conferma", form)
	want := payments.Start{Notices: []string{navDiscount, navTari}, Imu: &payments.Imu{Year: 2026, Half: "saldo"}, Total: 43_20 + 51_94 + 462_00}
	if diff := cmp.Diff(want, bodyOf[payments.Start](t, hall, command.PayStart)); diff != "" {
		t.Error(diff)
	}
}

// TestPaymentsNotStarted: whatever keeps a payment from being started is said in words, and nobody is sent to pagoPA.
func TestPaymentsNotStarted(t *testing.T) {
	for about, c := range map[string]struct {
		hall  paper
		total string
		sent  int
		says  string
	}{
		"another amount was seen":      {paper{}, "40_00", 0, "Prima era 40 euro. Ora è 43 euro e 20 centesimi."},
		"nothing was seen":             {paper{}, "", 0, "L'importo è cambiato"},
		"it changed in that moment":    {paper{says: &command.Receipt{State: command.Refused, Problem: "pay_changed"}}, "43_20", 1, "L'importo è cambiato in questo momento"},
		"another payment began":        {paper{says: &command.Receipt{State: command.Refused, Problem: "pay_busy"}}, "43_20", 1, "Un pagamento è già cominciato"},
		"it was paid in that moment":   {paper{says: &command.Receipt{State: command.Refused, Problem: "pay_not_open"}}, "43_20", 1, "Questo avviso ora non si può pagare"},
		"a reason that has no words":   {paper{says: &command.Receipt{State: command.Refused, Problem: "pay_nothing"}}, "43_20", 1, "Il pagamento non è partito"},
		"pagoPA does not answer":       {paper{deaf: command.ErrDown}, "43_20", 0, "pagoPA ora non risponde Non ha pagato nulla."},
		"pagoPA does not answer, else": {paper{deaf: command.ErrDown}, "43_20", 0, "Può pagare anche in banca o alla posta"},
		"a fault of ours":              {paper{deaf: errors.New("fault")}, "43_20", 0, "Non ha pagato nulla."},
	} {
		t.Run(about, func(t *testing.T) {
			hall := &c.hall
			hall.folder = owes()
			w := ask(host(t, hall, &door{who: teresa}), "/paga/conferma", yes(c.total))
			if w.Code != http.StatusOK || len(hall.sent) != c.sent {
				t.Errorf("%d, %d commands", w.Code, len(hall.sent))
			}
			heard(t, w.Body, []string{c.says, "Vada a pagare 43,20 €"}, nil)
		})
	}
}

// TestWhoDoesNotPay: a clerk, a proxy without the right and one over the cap send nothing, whatever form they send.
func TestWhoDoesNotPay(t *testing.T) {
	desk := identity.Mandate{Kind: identity.MandateDesk, ID: givenID}
	clerk := func(f *folder.Folder) {
		limitedTo(identity.Rights{Tasks: identity.Tasks, Cap: 1_000_00})(f)
		f.Who.Mandate = desk
	}
	for about, c := range map[string]struct {
		who  func(*folder.Folder)
		says string
	}{
		"a clerk":           {clerk, "Può leggergli il codice avviso, oppure stampare questa pagina."},
		"who may only look": {limitedTo(identity.Rights{Tasks: []identity.Task{identity.See}}), "Con questa delega non può pagare"},
		"over the cap":      {limitedTo(identity.Rights{Tasks: identity.Tasks, Cap: 43_19}), "Questa somma è troppo alta per la delega"},
	} {
		t.Run(about, func(t *testing.T) {
			hall := &paper{folder: owes(c.who)}
			w := ask(host(t, hall, &door{who: identity.Self(hall.folder.Who.Actor)}), "/per/"+givenID+"/paga/conferma", yes("43_20"))
			if len(hall.sent) != 0 || w.Code != http.StatusOK {
				t.Errorf("%d, %d commands sent", w.Code, len(hall.sent))
			}
			heard(t, w.Body, []string{c.says, "3 1 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 7, 2 5"}, []string{"Vada a pagare"})
		})
	}
}

// TestWhereNothingIsPaidOnline: what is owed is told all the same, with the number to pay by elsewhere.
func TestWhereNothingIsPaidOnline(t *testing.T) {
	town := seregno
	town.Pay = payments.Offer{}
	f := owes()
	f.Imu = owning(held("U1", from("2026-01-01"))).Imu
	f.Tari = billed(nil, nil).Tari
	hall := &paper{folder: f, town: &town}
	h := host(t, hall, &door{who: teresa})
	for path, want := range map[string]string{"/paga": "Da qui ancora non si paga", "/paga/conferma?avviso=" + navDiscount: "3 1 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 7, 2 5", "/tasse/tari/U1/2026/paga/2": "Qui trova tutto quello che serve per pagare"} {
		heard(t, ask(h, path, nil).Body, []string{want}, []string{"Vada a pagare", ">Paghi "})
	}
	heard(t, ask(h, "/paga", nil).Body, []string{"IMU 2026, saldo: si paga con il modulo F24"}, nil)
	if ask(h, "/paga/conferma", yes("43_20")); len(hall.sent) != 0 {
		t.Error("a payment was started")
	}
}

// TestDoorsToPaying: the pages that say how to pay lead to paying here, unless it cannot be paid by this person.
func TestDoorsToPaying(t *testing.T) {
	owing := owes()
	owing.Tari, owing.Imu = billed(nil, nil).Tari, having(owning(held("U1", from("2026-01-01"))), paying("acconto", "2026-06-10", 428_00)).Imu
	under := func(change ...func(*folder.Folder)) folder.Folder {
		f := owing
		f.Debts = append([]payments.Position{}, owing.Debts...)
		for _, c := range change {
			c(&f)
		}
		return f
	}
	waits := func(f *folder.Folder) { f.Debts[1].Waiting = true }
	sees := limitedTo(identity.Rights{Tasks: []identity.Task{identity.See}})
	for about, c := range map[string]struct {
		f          folder.Folder
		path, door string
	}{
		"TARI":               {under(), "/tasse/tari/U1/2026/paga/2", "/paga/conferma?avviso=" + navTari},
		"IMU":                {under(), "/tasse/imu/2026/paga/saldo", "/paga/conferma?imu=2026-saldo"},
		"TARI, under way":    {under(waits), "/tasse/tari/U1/2026/paga/2", ""},
		"TARI, no notice":    {under(), "/tasse/tari/U1/2026/paga/1", ""},
		"TARI, only to look": {under(sees), "/per/" + givenID + "/tasse/tari/U1/2026/paga/2", ""},
		"IMU, only to look":  {under(sees), "/per/" + givenID + "/tasse/imu/2026/paga/saldo", ""},
	} {
		said := ask(host(t, &paper{folder: c.f}, &door{who: identity.Self(c.f.Who.Actor)}), c.path, nil).Body.String()
		if has := strings.Contains(said, "/paga/conferma"); has != (c.door != "") || !strings.Contains(said, c.door) {
			t.Errorf("%s: a door %v, want to %q", about, has, c.door)
		}
	}
}

// TestIntentions: an intention is kept, and forgotten, by commands of their own.
func TestIntentions(t *testing.T) {
	hall := &paper{folder: owes(), says: &command.Receipt{State: command.Done}}
	form := yes("43_20")
	form.Set("dopo", "1")
	w := ask(host(t, hall, &door{who: teresa}), "/paga/conferma", form)
	if got := bodyOf[payments.Start](t, hall, command.PayIntend); !got.Later || got.Total != 43_20 || w.Header().Get("Location") != "/pagamenti/"+payID {
		t.Errorf("%+v, to %s", got, w.Header().Get("Location"))
	}
	hall = &paper{folder: owes(tried(payments.Intended, "")), says: &command.Receipt{State: command.Done}}
	w = ask(host(t, hall, &door{who: teresa}), "/pagamenti/"+payID, url.Values{"fai": {"togli"}})
	if got := bodyOf[payments.OfPayment](t, hall, command.PayDrop); got.Payment != payID || w.Header().Get("Location") != "/paga" {
		t.Errorf("%+v, to %s", got, w.Header().Get("Location"))
	}
}

// TestGoingOn: who comes back to a payment that is open at pagoPA goes on with that payment, and begins no other.
func TestGoingOn(t *testing.T) {
	hall := &paper{folder: owes(tried(payments.Started, "")), says: &command.Receipt{State: command.Done, Next: "https://checkout.example/c/1"}}
	w := ask(host(t, hall, &door{who: teresa}), "/paga/conferma", yes("43_20"))
	if w.Header().Get("Location") != "https://checkout.example/c/1" || hall.sent[0].ID != payID {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	hall.sent = nil
	form := yes("43_20")
	form.Set("id", draftID)
	if w = ask(host(t, hall, &door{who: teresa}), "/paga/conferma", form); len(hall.sent) != 0 || !strings.Contains(w.Body.String(), "/pagamenti/"+payID) {
		t.Errorf("another payment of the same was begun: %v", hall.sent)
	}
}

// TestReceiptFile: a receipt to keep is one file that loads nothing, and only for who may read it.
func TestReceiptFile(t *testing.T) {
	h := host(t, &paper{folder: owes(received)}, &door{who: teresa})
	w := ask(h, "/ricevute/"+receiptID+".html", nil)
	if how := w.Header().Get("Content-Disposition"); w.Code != http.StatusOK || how != `attachment; filename="ricevuta-2026-11-22.html"` {
		t.Errorf("%d as %q", w.Code, how)
	}
	body := w.Body.String()
	for _, not := range []string{"src=", "href=", "url(", "<script"} {
		if strings.Contains(body, not) {
			t.Errorf("it needs another file: %s", not)
		}
	}
	heard(t, strings.NewReader(body), []string{"Ricevuta di pagamento", "Importo 43 euro e 20 centesimi", "Comune di Seregno", receiptHeard, "Copia fatta il giorno 22 novembre 2026"}, nil)
	if w = ask(h, "/ricevute/altra.html", nil); w.Code != http.StatusNotFound || w.Header().Get("Content-Disposition") != "" {
		t.Errorf("a receipt that is not theirs: %d %s", w.Code, w.Header().Get("Content-Disposition"))
	}
	if w = ask(host(t, &paper{}, &door{}), "/ricevute/"+receiptID+".html", nil); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/entra") {
		t.Errorf("nobody is signed in: %d to %s", w.Code, w.Header().Get("Location"))
	}
}

// TestReceiptByMail: the page names the address that the copy went to, which is that of who paid.
func TestReceiptByMail(t *testing.T) {
	town := seregno
	town.Mail = true
	mine := func(f *folder.Folder) { f.Contact.Email = "teresa@example.it" }
	paidBy := func(own bool) func(*folder.Folder) {
		return func(f *folder.Folder) { tried(payments.Confirmed, receiptID)(f); f.Payments[0].Mine = own }
	}
	for about, c := range map[string]struct {
		with []func(*folder.Folder)
		says bool
	}{
		"paid at a bank":      {[]func(*folder.Folder){received, mine}, true},
		"paid by herself":     {[]func(*folder.Folder){received, mine, paidBy(true)}, true},
		"paid by another":     {[]func(*folder.Folder){received, mine, paidBy(false)}, false},
		"no address is known": {[]func(*folder.Folder){received}, false},
	} {
		w := ask(host(t, &paper{folder: owes(c.with...), town: &town}, &door{who: teresa}), "/ricevute/"+receiptID, nil)
		if says := strings.Contains(w.Body.String(), "Una copia va per posta elettronica a teresa@example.it."); says != c.says {
			t.Errorf("%s: says it %v", about, says)
		}
	}
}

const receiptHeard = "R - 2 0 2 6 - 0 0 0 1"
