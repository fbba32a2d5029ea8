package pages

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

// mouse does one thing with the mouse at a place of the window.
func (v visitor) mouse(kind input.DispatchMouseEventType, x, y float64) {
	v.t.Helper()
	p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1}
	if _, err := chromedp.Call(v.Context(), input.DispatchMouseEvent, p); err != nil {
		v.t.Fatalf("moving the mouse: %v", err)
	}
}

// middle scrolls something into the middle of the window and gives its middle, once its letters are there: they move it.
func (v visitor) middle(css string) (x, y float64) {
	v.t.Helper()
	v.WaitFor(`document.fonts.status==="loaded"`, patience)
	at := browser.Eval[[]float64](v.Tab, `(e=>{e.scrollIntoView({block:"center"});const r=e.getBoundingClientRect();
		return [r.x+r.width/2,r.y+r.height/2]})(document.querySelector(`+browser.Quote(css)+`))`)
	return at[0], at[1]
}

// bothWays runs a test on the page that the server drew and on the one that the phone drew.
func bothWays(t *testing.T, who, path string, test func(*testing.T, visitor)) {
	t.Run("server", func(t *testing.T) {
		v := enter(t, who, "lang=it")
		v.NoScript()
		v.Viewport(360, 740)
		v.Open(town.URL + path)
		test(t, v)
	})
	t.Run("phone", func(t *testing.T) {
		v := awake(t, who, "lang=it")
		v.Viewport(360, 740)
		v.asks(town.URL+path, nil)
		test(t, v)
	})
}

// TestAPressIsTakenBack: a finger that comes down on the last button and slides away before it lifts sends
// nothing (WCAG 2.5.2).
func TestAPressIsTakenBack(t *testing.T) {
	bothWays(t, drafted, flow+"/controlla", func(t *testing.T, v visitor) {
		x, y := v.middle(send1)
		v.ForgetRequests()
		v.mouse("mousePressed", x, y)
		v.mouse("mouseMoved", x, y-200)
		v.mouse("mouseReleased", x, y-200)
		v.Reload() // what had been on its way would have gone by now
		if n := applications(t, drafted); n != 0 || !v.Has("[name=seen]") {
			t.Errorf("%d applications, and the page is %q", n, v.Title())
		}
		v.sentNothing()
	})
}

// TestChoosingIsNotSending: choosing an answer, or changing it, neither sends nor leads anywhere (WCAG 3.2.2).
func TestChoosingIsNotSending(t *testing.T) {
	for _, step := range []string{"alone", "disability", "visit", "declare"} {
		bothWays(t, plain, flow+"/"+step, func(t *testing.T, v visitor) {
			v.Eval("self.samePage=true")
			v.ForgetRequests()
			n := browser.Eval[int](v.Tab, `document.querySelectorAll(".form-check").length`)
			for i := range n {
				v.Eval(`document.querySelectorAll(".form-check").forEach((e,i)=>e.id="frame"+i)`)
				x, y := v.middle("#frame" + string(rune('0'+i)))
				v.mouse("mousePressed", x, y)
				v.mouse("mouseReleased", x, y)
				v.WaitFor(`document.querySelector("#frame`+string(rune('0'+i))+` input").checked`, patience)
			}
			if !browser.Eval[bool](v.Tab, "self.samePage===true&&location.pathname.endsWith("+browser.Quote("/"+step)+")") {
				t.Errorf("choosing led to %s", v.URL())
			}
			v.Reload()
			v.sentNothing()
		})
	}
}

func (v visitor) sentNothing() {
	v.t.Helper()
	for _, r := range v.Requests() {
		if r.Method == "POST" {
			v.t.Errorf("something was sent to %s", r.URL)
		}
	}
}

// TestPagesAreHeard: the phone puts one page in the place of another; no change is silent (WCAG 4.1.3).
func TestPagesAreHeard(t *testing.T) {
	v := awake(t, plain, "lang=it")
	for _, s := range []sight{{name: "TARI", path: "/tasse/tari"}, {name: "a question", path: flow + "/alone"},
		wrong("a problem", flow+"/alone", plain, emptied(answers[2].say)), {name: "nothing there", path: "/preferenze"}} {
		proof.Heard(t, v.Tab, s.name, func() { v.visits(s) })
	}
}
