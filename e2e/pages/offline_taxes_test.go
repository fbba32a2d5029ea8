package pages

import (
	"strings"
	"testing"

	"sportello/e2e/browser"
)

// keptTaxes are the pages of taxes that a phone draws from what it keeps, after one visit to another page.
func keptTaxes() []sight {
	return []sight{
		{name: "taxes", path: "/tasse", shows: ".callout.danger"},
		{name: "TARI, why", path: "{home}/perche", shows: "table"},
		{name: "TARI, how to pay late", path: "{home}/paga/2", shows: ".callout.danger"},
		{name: "TARI, the code to pay with", path: "{home}/paga/3", shows: ".qr"},
		{name: "TARI, F24", path: "{home}/paga/3/f24", shows: ".sheet"},
		{name: "IMU", path: "/tasse/imu", shows: ".callout.danger"},
		{name: "IMU, why", path: imu + "/perche", shows: "table"},
		{name: "a unit", path: imu + "/immobili/{unit of " + late + "}"},
		{name: "IMU, F24", path: imu + "/paga/saldo", shows: ".sheet"},
		{name: "IMU, paying late", path: imu + "/ritardo", shows: ".sheet"},
		day1("IMU, paying late, no day", "domani"),
		{name: "what if, what", path: simulating("{unit of " + late + "}"), shows: "[name=cosa]"},
		wrong("what if, nothing said to what", simulating("{unit of "+late+"}"), late, emptied(map[string][]string{"cosa": nil})),
		{name: "what if, sold", path: simulating("{unit of "+late+"}", "cosa", "sell", "giorno", day(20)), shows: "table"},
		{name: "deadlines", path: "/scadenze", shows: ".amount"},
		{name: "the calendar", path: "/scadenze/calendario", shows: "main form"},
		{name: "the calendar, asked for without a network", path: "/scadenze/calendario", fill: emptied(nil), shows: ".callout.warning"},
	}
}

// TestTaxesOffline proves that without a network everything about taxes is there but the file for a calendar, which
// says why it is not; and that nobody is told what to pay by figures that are too old.
func TestTaxesOffline(t *testing.T) {
	v := awake(t, late, "lang=it")
	v.Tolerate("status of 422")
	v.Viewport(360, 740)
	v.Offline(true)
	v.WaitFor(`document.querySelector("#avvisi-rete").innerText.length>10`, patience)
	for _, s := range keptTaxes() {
		s.who, s.light = late, true
		v.visits(s)
		v.look("offline lang=it", s, replaced)
		if s.fill == nil && strings.Contains(v.Text("main"), "€") && !strings.Contains(v.Text("main"), "Aggiornato") {
			t.Errorf("%s: nothing says how old the sums are", s.name)
		}
	}
	v.asks(town.URL+"/scadenze.ics", nil)
	if said := v.Text("main"); !strings.Contains(said, "Il file con le date si scarica solo con la rete") {
		t.Errorf("the file of the deadlines: %s", said)
	}

	v.Eval(`(()=>{const D=Date,on=30*864e5;self.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+on)}static now(){return D.now()+on}}})()`)
	for _, path := range []string{"{home}/paga/3", "{home}/paga/3/f24", imu + "/paga/saldo", imu + "/ritardo"} {
		s := sight{name: "a month later, " + path, path: path, who: late, shows: ".callout.warning", light: true}
		v.visits(s)
		said := v.Text("main")
		if !strings.Contains(said, "Questi importi sono vecchi") || !strings.Contains(said, "Chiami il Comune") || strings.Contains(said, "€") || v.Has(".qr, .sheet") {
			t.Errorf("%s: %s", s.name, said)
		}
	}
	v.prove("offline, figures too old", replaced)
	v.visits(sight{name: "a month later, IMU", path: "/tasse/imu", who: late})
	if browser.Eval[bool](v.Tab, "self.sameDocument!==true") {
		t.Error("the document is another")
	}
}
