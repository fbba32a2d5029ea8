package pagopa

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"

	"sportello/api/calendar"
)

// receipts are the calls of gpd_payments.json.
func (c *Counterpart) receipts(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathReceipts+"/payments/{org}/receipts", c.listReceipts)
	mux.HandleFunc("GET "+PathReceipts+"/payments/{org}/receipts/{iuv}", c.readReceipt)
}

// listed is a receipt in the list.
type listed struct {
	Organization string `json:"organizationFiscalCode"`
	IUV          string `json:"iuv"`
	Debtor       string `json:"debtor"`
	At           string `json:"paymentDateTime"`
	Status       string `json:"status"`
}

// archive are the receipts of an organization that GPD gives now, in the order of the payments. The lock is held.
func (c *Counterpart) archive(organization string) (all []*Payment) {
	for _, p := range c.payments {
		if p.Creditor == organization && p.Archived && p.out(c.cfg.Now()) {
			all = append(all, p)
		}
	}
	return all
}

func (c *Counterpart) listReceipts(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page, size := number(q.Get("pageNum"), 0), number(q.Get("pageSize"), 20)
	if page < 0 || size < 1 || size > 100 {
		refuse(w, http.StatusBadRequest, "pageNum must be 0 or more, pageSize 1 to 100")
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []listed
	for _, p := range c.archive(r.PathValue("org")) {
		l := listed{p.Creditor, p.IUV, p.Debtor.Code, calendar.Rome(p.At).Format("2006-01-02T15:04:05"), "PAID"}
		if wanted(l, q.Get("from"), q.Get("to"), q.Get("debtor"), q.Get("debtorOrIuv")) && segregated(p.NAV, q.Get("segregationCodes")) {
			all = append(all, l)
		}
	}
	if len(all) == 0 {
		refuse(w, http.StatusNotFound, "no receipts found")
		return
	}
	from, to := min(page*size, len(all)), min(page*size+size, len(all))
	answer(w, http.StatusOK, map[string]any{"currentPageNumber": page, "length": to - from, "totalPages": (len(all) + size - 1) / size, "results": all[from:to]})
}

// wanted reports whether a receipt passes the filters; days are compared as they are written.
func wanted(l listed, from, to, debtor, start string) bool {
	return l.At >= from && (to == "" || l.At[:min(len(to), len(l.At))] <= to) && (debtor == "" || l.Debtor == debtor) &&
		(strings.HasPrefix(l.Debtor, start) || strings.HasPrefix(l.IUV, start))
}

// segregated reports whether a notice has one of the segregation codes, which a list with commas names; none: any.
func segregated(nav, codes string) bool {
	return codes == "" || slices.ContainsFunc(strings.Split(codes, ","), func(code string) bool { return strings.HasPrefix(nav, "3"+code) })
}

// readReceipt gives the receipt as the Nodo gave it to GPD.
func (c *Counterpart) readReceipt(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.archive(r.PathValue("org")) {
		if p.IUV != r.PathValue("iuv") {
			continue
		}
		body, err := xml.Marshal(sendReq{Paf: bodyNS, caller: caller{p.Creditor, p.Creditor, p.Creditor + "_01"}, Receipt: rtOf(p)})
		if err != nil {
			refuse(w, http.StatusInternalServerError, "writing the receipt failed")
			return
		}
		w.Header().Set("Content-Type", "application/xml")
		_, _ = w.Write(append([]byte(xml.Header), body...)) // the caller has gone
		return
	}
	refuse(w, http.StatusNotFound, "no receipt found")
}
