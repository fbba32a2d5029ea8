package pages

import (
	"net/url"
	"strings"
	"testing"

	"sportello/e2e/browser"
)

// cut is somebody whose phone has what it needs, and then no network.
func cut(t *testing.T, who string) visitor {
	v := awake(t, who, "lang=it")
	v.Tolerate("status of 422")
	v.Viewport(360, 740)
	v.Offline(true)
	v.WaitFor(`document.querySelector("#avvisi-rete").innerText.length>10`, patience)
	return v
}

// TestFinesOffline proves that without a network the fines, what is to be paid and the receipts are there, and how old
// the sums are.
func TestFinesOffline(t *testing.T) {
	v := cut(t, landlord)
	for _, s := range []sight{
		{name: "fines", path: "/multe", shows: ".amount"},
		{name: "a fine", path: "/multe/" + fineOf(landlord, 4105).ID, shows: ".amount"},
		{name: "what is to be paid", path: "/paga", shows: "main"},
		{name: "payments", path: "/pagamenti", shows: "main details"},
		{name: "a payment", path: "/pagamenti/" + tryID(3), shows: "main dl"},
		{name: "a receipt", path: "/ricevute/" + once, shows: ".receipt"},
		{name: "finding a fine", path: "/multe/cerca"},
	} {
		s.who, s.light = landlord, true
		v.visits(s)
		v.look("offline lang=it", s, replaced)
		if strings.Contains(v.Text("main"), "€") && !strings.Contains(v.Text("main"), "Aggiornato") {
			t.Errorf("%s: nothing says how old the sums are", s.name)
		}
	}
}

// TestPayingOffline proves that without a network nothing is paid, that the wish to pay is kept if the person wants, and
// that with the network back it can be paid.
func TestPayingOffline(t *testing.T) {
	v := cut(t, bought)
	paying := sight{name: "paying", path: "/paga/conferma?avviso=" + fineOf(bought, 5120).NAVs.Discounted, who: bought, shows: "[name=dopo]", light: true}
	v.visits(paying)
	v.look("offline lang=it", paying, replaced)
	if strings.Contains(v.Text("main"), "Vada a pagare") {
		t.Error("without a network one can pay")
	}
	v.changes(func() { v.presses("[name=dopo]") })
	if said := v.Text("h1"); said != "Un pagamento da fare" {
		t.Fatalf("the wish was not kept: %q", said)
	}
	kept, err := url.Parse(v.URL())
	if err != nil {
		t.Fatal(err)
	}
	v.prove("offline, a payment kept for later", replaced)
	if browser.Eval[bool](v.Tab, "self.sameDocument!==true") {
		t.Error("the document is another")
	}
	v.Offline(false)
	v.WaitFor(`!document.querySelector("#avvisi-rete").innerText.includes("Senza rete")`, patience)
	v.WaitFor(`fetch("/v1/payments").then(r=>r.json()).then(all=>JSON.stringify(all).includes(`+browser.Quote(kept.Path[len("/pagamenti/"):])+`))`, patience)
	v.asks(town.URL+kept.Path, nil)
	if !v.Has("main a[href^='/paga/conferma']") {
		t.Errorf("with the network back it cannot be paid: %s", v.Text("main"))
	}
}
