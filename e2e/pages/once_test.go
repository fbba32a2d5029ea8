package pages

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"sportello/e2e/browser"
)

// applications counts what the town hall has registered for a neighbour.
func applications(t *testing.T, who string) (n int) {
	t.Helper()
	code, err := code(who)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), town.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	err = conn.QueryRow(t.Context(), `select count(*) from application a join person p on p.id = a.subject where p.fiscal_code = $1`, code).Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// ready is a neighbour who stands before the last button, with every question answered.
func ready(t *testing.T, who, draft string, script bool) visitor {
	t.Helper()
	if err := fill(people.clients[who], town.URL, draft, len(answers)); err != nil {
		t.Fatal(err)
	}
	v := enter(t, who, "lang=it")
	if !script {
		v.NoScript()
	}
	v.Viewport(360, 740)
	v.Open(town.URL + flow + "/controlla")
	if script {
		v.WaitFor("self.sportello&&sportello.visit&&navigator.serviceWorker.controller", patience)
	}
	return v
}

// tap presses and lets go so many times at the same place, as a trembling finger does.
func (v visitor) tap(css string, times int) {
	v.t.Helper()
	v.Eval("document.fonts.ready.then(() => true)") // letters that come late move what is tapped
	x, y := v.middle(css)
	for range times {
		v.mouse("mousePressed", x, y)
		v.mouse("mouseReleased", x, y)
	}
}

func (v visitor) registered() {
	v.t.Helper()
	v.WaitFor(`/Numero di protocollo/.test(document.querySelector("main").innerText)`, patience)
}

// TestTwoTapsFileOnce: two taps on the last button send one application, with script and without.
func TestTwoTapsFileOnce(t *testing.T) {
	for i, script := range []bool{false, true} {
		v := ready(t, "corrado", fmt.Sprintf("01900000-0000-7000-8000-0000000000e%d", i), script)
		v.tap(send1, 2)
		v.registered()
		if n := applications(t, "corrado"); n != i+1 {
			t.Fatalf("%d applications after %d times two taps", n, i+1)
		}
	}
}

// TestBackInTheMiddle: Back and Forward lose no answer, and Back after sending files nothing twice.
func TestBackInTheMiddle(t *testing.T) {
	for i, script := range []bool{false, true} {
		v := ready(t, "elia", fmt.Sprintf("01900000-0000-7000-8000-0000000000f%d", i), script)
		v.reads("visit", "checked")
		v.goesTo(flow + "/notes")
		v.Fill("#notes", " E il cane?")
		v.Back()
		v.at(flow + "/visit")
		v.Eval("history.forward()")
		v.at(flow + "/notes")
		v.goesTo(flow + "/controlla")
		v.press()
		v.registered()
		v.Back()
		v.WaitFor(`location.pathname.includes("/controlla")||/pratiche/.test(location.pathname)`, patience)
		if v.Has("[name=seen]") {
			if script { // a second tap at the same place within a second does nothing, on purpose
				v.Eval("new Promise(done => setTimeout(done, 1050))")
			}
			v.press()
		}
		v.registered()
		if n := applications(t, "elia"); n != i+1 {
			t.Fatalf("%d applications after %d", n, i+1)
		}
	}
}

// reads opens a question and asserts that its answer is still there.
func (v visitor) reads(step, mark string) {
	v.t.Helper()
	v.goesTo(flow + "/" + step)
	v.WaitFor("document.querySelector('main input:"+mark+"')", patience)
}

// goesTo follows a link of our own, as far as the host that answers is concerned.
func (v visitor) goesTo(path string) {
	v.t.Helper()
	if browser.Eval[bool](v.Tab, "!!(self.sportello&&self.sportello.visit)") {
		v.asks(town.URL+path, nil)
		return
	}
	v.Open(town.URL + path)
}

func (v visitor) at(path string) {
	v.t.Helper()
	v.WaitFor("location.pathname==="+browser.Quote(path)+`&&document.readyState==="complete"`, patience)
}

// TestTwoWindows: what one window has changed is shown to the other before it sends, and both together file
// one application.
func TestTwoWindows(t *testing.T) {
	one := ready(t, "ada", "01900000-0000-7000-8000-0000000000a7", false)
	other := enter(t, "ada", "lang=it")
	other.NoScript()
	other.Open(town.URL + flow + "/controlla")
	one.Open(town.URL + flow + "/visit")
	one.put(map[string][]string{"visit": {"afternoon"}})
	one.Loads(one.press)
	other.Loads(other.press)
	if !other.Has(".callout.warning") {
		t.Fatalf("answers that another window changed were sent unseen: %q", other.Title())
	}
	one.Open(town.URL + flow + "/controlla")
	before := applications(t, "ada")
	one.Loads(one.press)
	other.Loads(other.press)
	one.registered()
	other.registered()
	if n := applications(t, "ada"); n != before+1 {
		t.Errorf("%d applications where %d were before", n, before)
	}
	if a, b := one.Text("main dd"), other.Text("main dd"); a != b {
		t.Errorf("the two windows show %s and %s", a, b)
	}
}
