package pagopa_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// A copy that bears another id than was asked for is booked, for it is money; but it closes no row, and the rows after it
// have their turn.
func TestCopyOfAnotherId(t *testing.T) {
	w, _ := lost(t, 2)
	asked := map[string]int{}
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_, path, copies := strings.Cut(r.URL.Path, "/bizevents/")
		if !copies {
			w.there.ServeHTTP(rw, r)
			return
		}
		_, iuv, _ := strings.Cut(path, "/paymentoptions/")
		asked[iuv]++
		rw.Header().Set("Content-Type", "application/json")
		_, _ = rw.Write([]byte(`{"receiptId":"other-` + iuv + `","noticeNumber":"3` + iuv + `","fiscalCode":"00000000000","outcome":"OK","creditorReferenceId":"` + iuv +
			`","paymentAmount":43.20,"paymentDateTime":"2026-07-01"}`))
	})
	for range 12 {
		w.work(w.keeper())
		w.later(7 * time.Hour)
	}
	if len(asked) != 2 {
		t.Errorf("copies were asked for of %v", asked)
	}
	for iuv, times := range asked {
		if times > 5 {
			t.Errorf("%s: %d times", iuv, times)
		}
	}
	if got := w.one(`select string_agg(distinct state, ' ') || ' ' || count(*) from fdr_row`) + " " + w.one(`select count(*)::text from receipt`); got != "lost 2 2" {
		t.Errorf("the rows, and what was booked: %s", got)
	}
}
