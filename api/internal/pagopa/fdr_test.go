package pagopa_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	outside "sportello/e2e/outside/pagopa"
)

// lost are fines that were told, and paid without a receipt that comes home.
func lost(t *testing.T, fines int) (*town, []string) {
	t.Helper()
	w := newTown(t)
	for n := range fines {
		w.fine(n + 1)
	}
	w.work(w.keeper())
	w.there.Simulate(outside.Weather{Seed: 1, Lost: 1000})
	var receipts []string
	for n := range fines {
		receipts = append(receipts, w.pay(nav(t, 2*n+2), 43_20))
	}
	if made := w.there.MakeFlows(); made != 1 {
		t.Fatalf("%d flows", made)
	}
	w.later(2 * time.Hour) // flows are asked for every hour
	return w, receipts
}

// A receipt that never came is proved by a flow, and its copy is booked.
func TestLostReceiptComesHome(t *testing.T) {
	w, receipts := lost(t, 1)
	k := w.keeper()
	w.work(k)
	w.work(k)
	if got := w.one(`select id || ' ' || source || ' ' || amount from receipt`); got != receipts[0]+" fdr 4320" {
		t.Errorf("booked: %s", got)
	}
	if got := w.one(`select r.state || ' ' || f.state || ' ' || f.payments || ' ' || f.total from fdr_row r join fdr_flow f using (psp, id, revision)`); got != "reported read 1 4320" {
		t.Errorf("the flow: %s", got)
	}
	if len(w.reports) > 0 {
		t.Errorf("reports: %q", w.reports)
	}
}

// Ten copies in sixty minutes, whoever asks and however often: the counterpart counts too, and finds a fault in more.
func TestCopiesAreThrottled(t *testing.T) {
	const fines = 13
	w, _ := lost(t, fines)
	count := func() string { return w.one(`select count(*)::text from receipt`) }
	for range 15 { // four replicas at once, as if just started each time
		var wait sync.WaitGroup
		for range 4 {
			k := w.keeper()
			wait.Go(func() {
				if err := k.Work(t.Context(), w.clock()); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
	}
	if got := count(); got != "10" {
		t.Errorf("%s copies in an hour", got)
	}
	w.later(59 * time.Minute)
	w.work(w.keeper())
	if got := count(); got != "10" {
		t.Errorf("%s copies in 59 minutes", got)
	}
	w.later(11 * time.Minute) // after the tenth, the others wait for ten minutes
	for range fines {
		w.work(w.keeper())
	}
	if got := count(); got != fmt.Sprint(fines) {
		t.Errorf("%s copies in all", got)
	}
}

// A receipt that GPD has is fetched there: its copies are not asked for.
func TestReceiptOfFlowFromGPD(t *testing.T) {
	w, receipts := lost(t, 1)
	w.there.Release(receipts[0])
	w.exec(`insert into pagopa_task(name, next_at) values ('receipts', 'infinity') on conflict (name) do update set next_at = 'infinity'`)
	k := w.keeper()
	w.work(k)
	w.work(k)
	if got := w.one(`select string_agg(source, ' ') from receipt`) + " " + w.one(`select count(*)::text from biz_call`) + " " + w.one(`select state from fdr_row`); got != "gpd 0 reported" {
		t.Errorf("booked by, copies, state: %s", got)
	}
}

// flows answers as FdR does with rows of a test's own; everything else is the counterpart's.
func flows(w *town, total string, rows ...map[string]any) {
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		_, path, fdr := strings.Cut(r.URL.Path, "/fdrs")
		switch meta := map[string]any{"totPage": 1}; {
		case !fdr:
			w.there.ServeHTTP(rw, r)
		case path == "":
			json.NewEncoder(rw).Encode(map[string]any{"metadata": meta, "data": []any{map[string]any{"fdr": "F-1", "pspId": "P", "revision": 1, "published": w.clock()},
				map[string]any{"fdr": "F-1", "pspId": "P", "revision": 2, "published": w.clock()}}})
		case strings.HasSuffix(path, "/payments"):
			json.NewEncoder(rw).Encode(map[string]any{"metadata": meta, "data": rows})
		default:
			json.NewEncoder(rw).Encode(map[string]any{"regulation": "SEPA 1", "regulationDate": "2026-07-02", "totPayments": len(rows), "sumPayments": json.Number(total)})
		}
	})
}

func flowRow(t *testing.T, index int, iuv, status, pay string) map[string]any {
	return map[string]any{"index": index, "iuv": iuv, "iur": fmt.Sprintf("IUR-%d", index), "idTransfer": 1, "pay": json.Number(pay), "payStatus": status, "payDate": "2026-07-01T10:00:00Z"}
}

// Each row of a flow has a state of its own; one that no receipt proves is at last for a person to look at.
func TestStatesOfFlowRows(t *testing.T) {
	w := newTown(t)
	flows(w, "21.9", flowRow(t, 1, nav(t, 1)[1:], "REVOKED", "1.0"), flowRow(t, 2, nav(t, 2)[1:], "NO_RPT", "20"), flowRow(t, 3, "99000000000000000", "EXECUTED", "0.90"))
	k := w.keeper()
	states := func() string {
		return w.one(`select string_agg(number || ' ' || status || ' ' || amount || ' ' || state, ', ' order by number) from fdr_row where revision = 2`)
	}
	w.work(k)
	if got := states(); got != "1 REVOKED 100 revoked, 2 NO_RPT 2000 missing, 3 EXECUTED 90 foreign" {
		t.Errorf("at first: %s", got)
	}
	if got := w.one(`select string_agg(state, ' ' order by revision) from fdr_flow`) + " " + w.one(`select string_agg(distinct state, ' ') from fdr_row where revision = 1`); got != "replaced read replaced" {
		t.Errorf("the revisions: %s", got)
	}
	for range 6 {
		w.later(7 * time.Hour)
		w.work(k)
	}
	if got := states(); got != "1 REVOKED 100 revoked, 2 NO_RPT 2000 lost, 3 EXECUTED 90 foreign" {
		t.Errorf("at last: %s", got)
	}
	if len(w.reports) != 3 || !strings.Contains(w.reports[1], "of 1 payments that the money was given back") || !strings.Contains(w.reports[2], "NO_RPT") { // of two revisions
		t.Errorf("reports: %q", w.reports)
	}
	if got := w.one(`select count(*)::text from biz_call`); got > "5" {
		t.Errorf("%s copies were asked for", got)
	}
}

// A flow that does not add up is told to somebody.
func TestFlowThatDoesNotAddUp(t *testing.T) {
	for total, state := range map[string]string{"10.00": "read", "10.01": "odd"} {
		w := newTown(t)
		flows(w, total, flowRow(t, 1, "99000000000000000", "EXECUTED", "10"))
		w.work(w.keeper())
		if got := w.one(`select state from fdr_flow where revision = 2`); got != state {
			t.Errorf("10.00 of %s is %s", total, got)
		}
		if (state == "odd") != (len(w.reports) > 0) {
			t.Errorf("%s: reports %q", total, w.reports)
		}
	}
}
