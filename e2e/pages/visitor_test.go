package pages

import (
	"cmp"
	"flag"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"sportello/e2e/browser"
	"sportello/e2e/house"
	"sportello/e2e/proof"
)

var pictures = flag.Bool("pictures", false, "leave photographs of every page in e2e/out/pages")

// visitor is somebody in a browser window of their own.
type visitor struct {
	*browser.Tab
	t      testing.TB
	city   *house.House
	prefer string
}

// enter opens a window for somebody who has signed in, or for nobody, who likes to read so: "lang=en".
func enter(t testing.TB, who, prefer string) visitor {
	t.Helper()
	v := visitor{browser.Shared(t).Tab(t), t, town, prefer}
	v.prefers()
	if who != nobody {
		v.cookies(people, who)
	}
	return v
}

func (v visitor) prefers() {
	v.t.Helper()
	if v.prefer != "" {
		v.cookie("preferenze", v.prefer) // as the server itself writes it
	}
}

// liked asserts that the page is drawn as the person likes to read.
func (v visitor) liked() {
	v.t.Helper()
	wanted, err := url.ParseQuery(v.prefer)
	if err != nil {
		v.t.Fatal(err)
	}
	for name := range wanted {
		attribute := "data-" + name
		if name == "lang" {
			attribute = name
		}
		if got := browser.Eval[*string](v.Tab, `document.documentElement.getAttribute("`+attribute+`")`); got == nil || *got != wanted.Get(name) {
			v.t.Errorf("the page does not honour %s=%s", name, wanted.Get(name))
		}
	}
}

// cookies gives the window the session of somebody who has signed in elsewhere.
func (v visitor) cookies(in *inhabitants, who string) {
	v.t.Helper()
	site, err := url.Parse(v.city.URL)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range in.clients[who].Jar.Cookies(site) {
		v.cookie(c.Name, c.Value)
	}
}

func (v visitor) cookie(name, value string) {
	v.t.Helper()
	set := network.SetCookieParams{Name: name, Value: value, URL: v.city.URL}
	if _, err := chromedp.Call(v.Context(), network.SetCookie, set); err != nil {
		v.t.Fatalf("setting the cookie %s: %v", name, err)
	}
}

// put writes into the fields of the main form what a person would have typed or chosen. That is noticed: after
// it, a button that was pressed a moment ago may be pressed again.
func (v visitor) put(say url.Values) {
	v.t.Helper()
	for name, value := range say {
		v.Eval(fmt.Sprintf(`(name=>{const v=%s;for(const e of document.querySelectorAll('main [name="'+name+'"]'))
		{if(/radio|checkbox/.test(e.type))e.checked=e.value===v;else e.value=v;e.dispatchEvent(new Event("input",{bubbles:true}))}})(%s)`, browser.Quote(value[0]), browser.Quote(name)))
	}
}

// press presses the button of the main form.
func (v visitor) press() { v.presses("") }

// presses presses the first button of the page, past the one that ends an assistance, or that one.
func (v visitor) presses(button string) {
	v.t.Helper()
	v.Eval("document.querySelector(" + browser.Quote(cmp.Or(button, "main form:not(.acting *) [type=submit]")) + ").click()")
}

// arrive asserts that the page of a sight stands there.
func (v visitor) arrive(s sight) {
	v.t.Helper()
	if s.shows != "" && !v.Has(s.shows) {
		v.t.Fatalf("%s: nothing on the page is %s; it is %q at %s", s.name, s.shows, v.Title(), v.URL())
	}
	if wrong := strings.HasPrefix(v.Title(), "Err"); wrong != (s.shows == "#errori") {
		v.t.Errorf("%s: the title is %q", s.name, v.Title())
	}
}

// look proves a sight under a name that says in which setting it was seen.
func (v visitor) look(setting string, s sight, opts ...proof.Option) {
	v.t.Helper()
	if s.light {
		opts = append(opts, proof.AsItStands())
	}
	v.prove(setting+" "+s.name, opts...)
}

// prove lets the judges look, and the photographer if there is one.
func (v visitor) prove(name string, opts ...proof.Option) {
	v.t.Helper()
	v.liked()
	v.settles()
	proof.Page(v.t, v.Tab, name, opts...)
	if *pictures {
		v.photograph(name)
	}
}

// settles gives a page with problems a moment to send the focus there: the browser does it after the page has
// come. What never settles is the matter of the proof.
func (v visitor) settles() {
	const there = `(() => { const e = document.getElementById("errori"); return !e || e.contains(document.activeElement) })()`
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end) && !browser.Eval[bool](v.Tab, there); {
		time.Sleep(50 * time.Millisecond)
	}
}

// photograph takes the page as different people see it.
func (v visitor) photograph(name string) {
	v.t.Helper()
	root, err := browser.Root()
	if err != nil {
		v.t.Fatal(err)
	}
	defer v.Keep()()
	shoot := func(look string) {
		file := strings.NewReplacer("/", "_", " ", "_", ",", "", "'", "", "=", "-", "&", "_").Replace(name)
		v.Screenshot(filepath.Join(root, "e2e", "out", "pages", look, file+".png"))
	}
	v.Viewport(768, 1024)
	shoot("768")
	v.Viewport(320, 640)
	shoot("320")
	v.Viewport(360, 740)
	shoot("360")
	v.Emulate(browser.ForcedColors)
	shoot("forced")
	v.Emulate()
	old := browser.Eval[string](v.Tab, `document.documentElement.dataset.text||""`)
	v.Eval(`document.documentElement.dataset.text="larger"`)
	shoot("larger")
	v.Eval(`(old=>{const d=document.documentElement.dataset;if(old)d.text=old;else delete d.text})(` + browser.Quote(old) + `)`)
}
