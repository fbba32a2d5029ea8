package pages

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

// replaced is the element in which the phone puts one page in the place of another.
var replaced = proof.Replaced("#app")

// TestPhoneInItalian proves the pages that the phone draws after it has taken over, one after the other in
// one document, as a person comes to them.
func TestPhoneInItalian(t *testing.T) { drawnByPhone(t, "lang=it", 360, 740, replaced) }

// TestPhoneInEnglish proves the English words of the same pages: how they lie is proved as the server draws them.
func TestPhoneInEnglish(t *testing.T) { drawnByPhone(t, "lang=en", 768, 1024, replaced) }

func drawnByPhone(t *testing.T, prefer string, width, height int, opts ...proof.Option) {
	renewed(t)
	for _, who := range []string{nobody, plain, late, drafted, filed, empty, mother, uncle, aunt, grandpa, daughter, nephew, helped, locked, landlord, heir, bought} {
		name := who
		if who == nobody {
			name = "nobody"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := awake(t, who, prefer)
			v.Tolerate("status of 422") // that the rules refuse something is an answer; the browser takes it for a fault
			v.Viewport(width, height)
			for _, s := range sights() {
				if s.who == who && !s.server {
					// The parts of a question, and of the pages of who acts for whom, are those that the server drew, and lie
					// as they lie there.
					s.light = s.light || prefer == "lang=en" || strings.Contains(s.name, ": ") || strings.HasPrefix(s.name, "question ")
					v.visits(s)
					if !s.light || !v.asTheServer(s) {
						v.look("phone "+prefer, s, opts...)
					}
				}
			}
			if browser.Eval[bool](v.Tab, "self.sameDocument!==true") {
				t.Error("the server drew some of these pages")
			}
		})
	}
}

// awake is somebody at home, whose phone has taken what it needs to answer by itself.
func awake(t testing.TB, who, prefer string) visitor {
	t.Helper()
	v := enter(t, who, prefer)
	v.Open(town.URL + "/")
	v.WaitFor("self.sportello&&sportello.visit&&sportello.page.kept&&navigator.serviceWorker.controller", patience)
	v.Eval("self.sameDocument=true")
	return v
}

// visits comes to a sight by the door of the phone.
func (v visitor) visits(s sight) {
	v.t.Helper()
	v.asks(s.find(), nil)
	if s.fill != nil {
		v.put(s.fill)
		v.changes(func() { v.presses(s.button) })
	}
	v.arrive(s)
}

// asks lets the phone answer a link, or a form.
func (v visitor) asks(address string, form url.Values) {
	v.t.Helper()
	fields := [][2]string{}
	for name, values := range form {
		fields = append(fields, [2]string{name, values[0]})
	}
	raw, err := json.Marshal(fields)
	if err != nil {
		v.t.Fatal(err)
	}
	if form == nil {
		raw = []byte("null")
	}
	v.changes(func() { v.Eval("sportello.visit(" + browser.Quote(address) + "," + string(raw) + ");1") })
}

// changes does something that brings another page, and waits until that page stands alone and has the focus.
// A page that was replaced stays in the document for a while, hidden.
func (v visitor) changes(act func()) {
	v.t.Helper()
	v.Eval(`document.querySelectorAll("#app>main").forEach(m=>m.dataset.old="")`)
	act()
	v.WaitFor(`(all=>all.length===1&&!("old" in all[0].dataset)&&all[0].contains(document.activeElement))(document.querySelectorAll("#app>main:not([hidden])"))`, patience)
}

// asTheServer reports whether the page that stands is the one that the server draws at the same address: the same
// elements, attributes and words. What was proved there then holds here. Left out are how old the figures are, which
// a phone alone says, and ids that are born with each page.
func (v visitor) asTheServer(s sight) bool {
	v.t.Helper()
	if s.fill != nil {
		return false
	}
	return browser.Eval[bool](v.Tab, `(async address => {
const ids = text => text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
const told = n => n.nodeType === 3 ? n.data : n.nodeType !== 1 || "age" in n.dataset ? "" : "<" + n.localName + " " +
  [...n.attributes].filter(a => n.localName !== "main").map(a => a.name + "=" + ids(a.value)).sort().join(" ") + ">" + [...n.childNodes].map(told).join("") + "</>";
const answer = await fetch(address);
const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
const stands = document.querySelector("#app>main:not([hidden])");
return !!drawn && ids(told(drawn)).replace(/\s+/g, " ") === ids(told(stands)).replace(/\s+/g, " ");
})(`+browser.Quote(s.find())+`)`)
}
