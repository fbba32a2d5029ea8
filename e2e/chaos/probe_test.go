package chaos

import (
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// everything is a fingerprint of each table that a submission writes to.
const everything = `select md5(concat(
	(select string_agg(t::text, '|' order by id) from application t), (select string_agg(t::text, '|' order by application, seq) from application_event t),
	(select string_agg(t::text, '|' order by id) from outbox t), (select string_agg(t::text, '|' order by id) from command_key t),
	(select string_agg(t::text, '|' order by seq) from audit t), (select string_agg(t::text, '|') from audit_head t),
	(select string_agg(t::text, '|') from protocol_counter t)))`

// probe sends filed applications once more: as they were, with other content, and in another person's name.
// The first is answered as before, the others are refused, and nothing changes.
func (w *world) probe(t *testing.T, r *result) {
	t.Helper()
	rng := rand.New(rand.NewPCG(r.seed, 1))
	before := read(w, pgx.RowTo[string], everything)[0]
	for _, i := range rng.Perm(len(r.filings))[:10] {
		f := r.filings[i]
		stranger := r.filings[(i+1)%len(r.filings)].who
		other := submission(f.mark + " and more")
		asked := []struct {
			name string
			request
			status int
			says   string
		}{
			{"as it was", f.submit(f.key), http.StatusCreated, f.told[0]},
			{"with other content", request{method: "POST", path: "/v1/applications", key: f.key, who: f.who, body: other}, http.StatusUnprocessableEntity, "/problems/key-reused"},
			{"in another person's name", request{method: "POST", path: "/v1/applications", key: f.key, who: stranger, body: f.body}, http.StatusUnprocessableEntity, "/problems/key-reused"},
		}
		for _, a := range asked {
			got := send(w.house.Address(), a.request, whole, rng)
			if got.status != a.status || !strings.Contains(got.body, a.says) {
				t.Errorf("%s, sent again %s: %d %s", f.mark, a.name, got.status, got.body)
			}
		}
	}
	if after := read(w, pgx.RowTo[string], everything)[0]; after != before {
		t.Errorf("applications that were sent again have changed something")
	}
}
