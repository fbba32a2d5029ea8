package pages

import (
	"strings"
	"testing"

	"sportello/e2e/browser"
)

// The states that last a moment: each test brings its own about.

// TestNotSentIsTold proves what a phone shows when a proxy is taken away while something waits for it.
func TestNotSentIsTold(t *testing.T) {
	v := awake(t, aunt, "lang=it")
	v.Viewport(360, 740)
	v.asks(town.URL+per(ending)+flow+"/phone", nil)
	v.Tolerate("status of 403")
	v.Offline(true)
	v.WaitFor(`document.querySelector("#avvisi-rete").innerText.length>10`, patience)
	v.prove("under a mandate, offline", replaced)
	v.put(answers[1].say)
	v.changes(v.press)
	p := &program{h: town, in: people}
	p.do(helped, "", helped, "PATCH", "/v1/proxies/"+ending, key(), map[string]string{"act": "revoke"})
	if p.err != nil {
		t.Fatal(p.err)
	}
	v.Offline(false)
	v.WaitFor(`document.title.startsWith("Ora non può agire")`, patience)
	v.WaitFor(`document.querySelectorAll("#app>main:not([hidden])").length===1`, patience)
	v.prove("the mandate has ended", replaced)
	for _, s := range []sight{{name: "at home, with something not sent", path: "/", shows: ".callout.warning"},
		{name: "what was not sent", path: "/pratiche/non-mandate", shows: "main details"}} {
		v.visits(s)
		v.look("phone lang=it", s, replaced)
	}
}

// TestHelpCode proves what a clerk sees of somebody who reads out their help code, and what that person sees.
func TestHelpCode(t *testing.T) {
	lost := enter(t, nobody, "lang=it")
	lost.NoScript()
	lost.Viewport(360, 740)
	lost.Open(town.URL + "/aiuto")
	lost.Loads(lost.press)
	code := lost.Text(".amount-sum")
	if len(strings.Fields(code)) != 2 {
		t.Fatalf("the code is %q", code)
	}
	if heard := lost.Text(".amount .heard"); !strings.Contains(heard, strings.Join(strings.Split(code[:4], ""), " ")) {
		t.Errorf("the code %s is heard as %q", code, heard)
	}
	lost.Open(town.URL + "/segnala")
	lost.prove("a page while a help code is on")
	for _, lang := range []string{"it", "en"} {
		v := enter(t, clerk, "lang="+lang)
		v.NoScript()
		v.Viewport(360, 740)
		v.Open(town.URL + "/sportello/aiuto")
		v.put(map[string][]string{"codice": {code}})
		v.Loads(v.press)
		if !v.Has("main dl") {
			t.Fatalf("the clerk does not see where they are: %q", v.Title())
		}
		v.prove("desk: where somebody is " + lang)
	}
	lost.Loads(func() { lost.presses("#aiuto-in-corso [type=submit]") })
	if lost.Has("#aiuto-in-corso") {
		t.Error("the help code does not end")
	}
}

// TestNearTheEnd proves what a clerk sees when an assistance is nearly over.
func TestNearTheEnd(t *testing.T) {
	p := &program{h: town, in: people}
	p.sql(`update assistance set expires_at = now() + interval '3 minutes' where id = $1`, barring)
	if p.err != nil {
		t.Fatal(p.err)
	}
	v := enter(t, barred, "lang=it")
	v.NoScript()
	v.Viewport(360, 740)
	v.Open(town.URL + per(barring) + "/pratiche")
	if !browser.Eval[bool](v.Tab, `!!document.querySelector(".acting a[href='/sportello/presenza/`+barring+`']")`) {
		t.Fatal("nothing says how to go on")
	}
	v.prove("desk: near the end")
	p.sql(`update assistance set expires_at = now() + interval '29 minutes' where id = $1`, barring)
}
