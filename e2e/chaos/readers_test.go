package chaos

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

var scanText = pgx.RowTo[string]

// reader reads another's matters over and over while everything dies: a delegate takes the folder, a clerk opens pages.
type reader struct {
	kind, mandate string
	who           person
	paths         []string
	asked, read   int
}

// readers are a delegate and a clerk; they file nothing. Their mandates are written behind the program's back.
func (w *world) readers() []*reader {
	w.t.Helper()
	codes := read(w, scanText, `select fiscal_code from person order by fiscal_code desc limit 4`)
	proxy, assistance := uuid.Must(uuid.NewV7()).String(), uuid.Must(uuid.NewV7()).String()
	write := func(sql string, args ...any) { read(w, scanText, sql+` returning 'done'`, args...) }
	write(`insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		select $1, 'simple', a.id, b.fiscal_code, b.id, '{see}', '2020-01-01', 'active', a.id, now(), now() from person a, person b
		 where a.fiscal_code = $2 and b.fiscal_code = $3`, proxy, codes[0], codes[1])
	write(`insert into clerk(person, office) select id, 'Sportello del cittadino' from person where fiscal_code = $1`, codes[3])
	write(`insert into assistance(id, clerk, office, subject, reason, note, channel, presence, started_at, expires_at)
		select $1, b.id, 'Sportello del cittadino', a.id, 'tax', 'Chiede', 'counter', '{}', now(), now() + interval '30 minutes' from person a, person b
		 where a.fiscal_code = $2 and b.fiscal_code = $3`, assistance, codes[2], codes[3])
	return []*reader{
		{kind: "proxy", mandate: proxy, who: w.signIn(codes[1]), paths: []string{"/v1/folder"}},
		{kind: "desk", mandate: assistance, who: w.signIn(codes[3]), paths: []string{"/tasse/tari", "/pratiche"}},
	}
}

// readOn has each read until stop is closed.
func (w *world) readOn(all []*reader, y *tally, stop <-chan struct{}) *sync.WaitGroup {
	var group sync.WaitGroup
	for n, r := range all {
		rng := rand.New(rand.NewPCG(7, uint64(n)))
		group.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				case <-time.After(time.Duration(rng.IntN(40)) * time.Millisecond): // a person turning pages
				}
				r.once(w.house.Address(), r.paths[i%len(r.paths)], y, rng)
			}
		})
	}
	return &group
}

func (r *reader) once(address, path string, y *tally, rng *rand.Rand) {
	ask := request{method: "GET", path: path, who: r.who}
	if r.kind == "proxy" {
		ask.mandate = r.mandate
	} else {
		ask.path = "/per/" + r.mandate + path
	}
	r.asked++
	switch a := send(address, ask, whole, rng); a.status {
	case http.StatusOK:
		r.read++
	case 0, http.StatusServiceUnavailable: // dead, or says that it cannot now
	default:
		y.wonder(fmt.Sprintf("reading %s: %d", path, a.status))
	}
}

// checkReaders: nothing was read that is not in the trail. Of a clerk each page is a row; of a proxy each hour is one,
// however often it died between the row and the answer.
func (w *world) checkReaders(t *testing.T, all []*reader) {
	t.Helper()
	for _, r := range all {
		rows := w.number(`select count(*)::int from audit where act = 'look' and mandate->>'id' = $1 and actor = $2::text::uuid`, r.mandate, r.who.subject)
		hours := w.number(`select count(distinct date_trunc('hour', at))::int from audit where act = 'look' and mandate->>'id' = $1`, r.mandate)
		t.Logf("%s: %d asked, %d read, %d rows in the trail", r.kind, r.asked, r.read, rows)
		switch {
		case r.read == 0:
			t.Errorf("the %s read nothing: this proves nothing", r.kind)
		case r.kind == "desk" && (rows < r.read || rows > r.asked):
			t.Errorf("the clerk read %d pages of %d asked, and the trail has %d", r.read, r.asked, rows)
		case r.kind == "proxy" && rows != hours:
			t.Errorf("the proxy read in %d hours, and the trail has %d rows", hours, rows)
		}
	}
}
