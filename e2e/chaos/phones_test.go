package chaos

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/e2e/house"
)

// mishap is what happens when somebody taps the button that files.
type mishap struct {
	name   string
	state  state
	strike func(p *phone)
}

// mishaps; the first four make the short run.
var mishaps = []mishap{
	{"the answer is lost", awake, func(p *phone) { p.muted(); p.kept() }},
	{"the browser is killed", awake, func(p *phone) { p.taps(); p.moment(); p.battery() }},
	{"the server is killed", asleep, func(p *phone) { p.taps(); p.moment(); p.dies(server) }},
	{"the network is gone before", awake, func(p *phone) { p.Offline(true); p.taps(); p.kept(); p.nothing(); p.Offline(false) }},

	{"the page is closed", awake, closed},
	{"the request is lost", awake, func(p *phone) { p.lost(); p.kept(); p.nothing() }},
	{"the network is gone during", awake, func(p *phone) { p.taps(); p.moment(); p.Offline(true); p.moment(); p.Offline(false) }},
	{"the network is gone after", awake, func(p *phone) { p.taps(); p.registered(); p.Offline(true); p.rereads(); p.Offline(false) }},
	{"the server is killed", awake, func(p *phone) { p.taps(); p.moment(); p.dies(server) }},
	{"the database is killed", awake, func(p *phone) { p.taps(); p.moment(); p.dies(database) }},
	{"server and database are killed", awake, func(p *phone) { p.taps(); p.moment(); p.dies(both) }},
	{"the answer is lost and the browser killed", awake, func(p *phone) { p.muted(); p.battery() }},
	{"the request is lost and the page closed", awake, func(p *phone) { p.lost(); p.Close(); p.tab() }},
	{"kept without a network and the browser killed", awake, func(p *phone) { p.Offline(true); p.taps(); p.kept(); p.nothing(); p.battery() }},

	{"the answer is lost", asleep, (*phone).muted},
	{"the request is lost", asleep, func(p *phone) { p.lost(); p.kept(); p.nothing() }},
	{"the network is gone before", asleep, func(p *phone) { p.Offline(true); p.taps(); p.moment(); p.nothing(); p.Offline(false) }},
	{"the page is closed", asleep, closed},
	{"the browser is killed", asleep, func(p *phone) { p.taps(); p.moment(); p.battery() }},

	{"the answer is lost", bare, (*phone).muted},
	{"the request is lost", bare, func(p *phone) { p.lost(); p.nothing() }},
	{"the page is closed", bare, closed},
	{"the browser is killed", bare, func(p *phone) { p.taps(); p.moment(); p.battery() }},
	{"server and database are killed", bare, func(p *phone) { p.taps(); p.moment(); p.dies(both) }},
}

func closed(p *phone) { p.taps(); p.moment(); p.Close(); p.tab() }

// TestPhones files applications by the real pages in a real browser while something dies at each tap.
func TestPhones(t *testing.T) {
	net := newProxy(t)
	w := newWorldBehind(t, net)
	n := 4
	if full() {
		n = 60
	}
	codes := read(w, pgx.RowTo[string], `select fiscal_code from person order by fiscal_code limit $1`, n)
	r := &result{tally: &tally{}, world: w, name: "phones", seed: seed(t)}
	rng, began, byHand := rand.New(rand.NewPCG(r.seed, 2)), time.Now(), 0
	for i, code := range codes {
		m := mishaps[i%len(mishaps)]
		f := &filing{mark: fmt.Sprintf("phones-%d-%d", r.seed, i)}
		r.filings = append(r.filings, f)
		t.Run(fmt.Sprintf("%d %s, %s", i, m.name, m.state), func(t *testing.T) {
			net.heavy.Store(m.state == bare)
			p := newPhone(t, w, net, code, f.mark, rand.New(rand.NewPCG(rng.Uint64(), rng.Uint64())))
			p.fills(m.state)
			m.strike(p)
			p.endsWell()
			byHand += p.byHand
		})
	}
	w.quiet(t)
	w.checkRegister(t)
	r.took, r.serverKills, r.databaseKills = time.Since(began), w.serverKills, w.databaseKills
	r.attempts.Store(net.submissions.Load())
	r.unknown.Store(net.cut.Load())
	w.checkAudit(t, r)
	t.Logf("\n%s%-18s %10d\n", r.table(), "sent again by hand", byHand)
	if r.lost > 0 || r.doubled > 0 {
		t.Errorf("%d applications are lost and %d doubled", r.lost, r.doubled)
	}
}

// muted has the town hall answer, and nobody hear it.
func (p *phone) muted() {
	p.t.Helper()
	p.net.set(mute)
	p.taps()
	p.struck()
	if n := p.filed(); n != 1 {
		p.t.Errorf("the town hall has answered, and has %d applications", n)
	}
}

// lost has the network swallow the submission.
func (p *phone) lost() {
	p.t.Helper()
	p.net.set(swallow)
	p.taps()
	p.struck()
}

// kept waits until the page says that the application is saved on this phone, and nothing more.
func (p *phone) kept() {
	p.t.Helper()
	p.WaitFor(`document.querySelector("main").innerText.includes("salva su questo telefono")`, slow)
}

// nothing asserts that the town hall has nothing of this, and that no page has said so.
func (p *phone) nothing() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := p.filed(); n != 0 || !p.claimed.IsZero() {
		p.t.Errorf("%d applications got through a network that was cut; a page claimed it at %v", n, p.claimed)
	}
}

// registered waits until the receipt shows its number.
func (p *phone) registered() {
	p.t.Helper()
	p.WaitFor(`/\b20\d\d\/\d{7}\b/.test(document.querySelector("main").innerText)`, slow)
}

// rereads opens the receipt again without a network: it says the same.
func (p *phone) rereads() {
	p.t.Helper()
	p.Open(p.net.url + "/pratiche")
	p.registered()
}

// battery kills the browser and starts it again on the same profile.
func (p *phone) battery() {
	p.t.Helper()
	p.browser.Kill(p.t)
	p.browser.Reopen(p.t)
	p.tab()
}

func (p *phone) dies(what int) {
	p.t.Helper()
	if err := p.world.kill(what); err != nil {
		p.t.Fatal(err)
	}
}

// newWorldBehind is a world whose server is reached through the network of a proxy.
func newWorldBehind(t *testing.T, net *proxy) *world {
	t.Helper()
	w := newDatabase(t)
	w.house = house.For(t, house.Options{Demo: true, Data: w.folder, DatabaseURL: w.pg.DSN, BaseURL: net.url})
	net.aim(w.house.Address())
	return w
}
