package pagopa

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Flow is what a PSP tells one creditor that it has paid in one sum (flusso di rendicontazione).
type Flow struct {
	ID       string    `json:"id"`
	Creditor string    `json:"creditor"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	Rows     []Row     `json:"rows"`
}

// Row is one transfer of a flow.
type Row struct {
	IUV      string      `json:"iuv"`
	IUR      string      `json:"iur"`
	Transfer int         `json:"transfer"`
	Amount   money.Cents `json:"amount"`
	At       time.Time   `json:"at"`
}

// Sum is what the rows come to.
func (f *Flow) Sum() (total money.Cents) {
	for _, r := range f.Rows {
		total += r.Amount
	}
	return total
}

// MakeFlows tells every creditor of the payments that no flow has told of, and says how many flows it made.
func (c *Counterpart) MakeFlows() (made int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, by := c.cfg.Now(), map[string]*Flow{}
	var order []*Flow
	for _, p := range c.payments {
		if len(p.Flows) > 0 {
			continue
		}
		for _, t := range p.Parts {
			f := by[t.Organization]
			if f == nil {
				f = &Flow{Creditor: t.Organization, Name: p.Company, At: now}
				f.ID = fmt.Sprintf("%s%s-%08d", calendar.InRome(now), pspID, len(c.flows)+len(order)+1)
				by[t.Organization], order = f, append(order, f)
			}
			id, _ := strconv.Atoi(t.ID) // one digit: the rules of GPD and of a station see to it
			f.Rows = append(f.Rows, Row{IUV: p.IUV, IUR: p.Receipt, Transfer: id, Amount: t.Amount, At: p.At})
			if !slices.Contains(p.Flows, f.ID) {
				p.Flows = append(p.Flows, f.ID)
			}
			if there := c.byNAV[key(p.Creditor, p.NAV)]; there != nil {
				there.reported(p.NAV, t.ID, f.ID, now)
			}
		}
		c.save("payment", p.Receipt, p)
	}
	for _, f := range order {
		c.flows = append(c.flows, f)
		c.save("flow", f.ID, f)
	}
	return len(order)
}

// Flows are the flows made so far, the oldest first.
func (c *Counterpart) Flows() []Flow {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]Flow, len(c.flows))
	for i, f := range c.flows {
		all[i] = *f
	}
	return all
}

// fdr are the calls of fdr_organization.json about published flows.
func (c *Counterpart) fdr(mux *http.ServeMux) {
	const all = "GET " + PathFdR + "/organizations/{org}/fdrs"
	mux.HandleFunc(all, c.listFlows)
	mux.HandleFunc(all+"/{fdr}/revisions/{revision}/psps/{psp}", c.readFlow)
	mux.HandleFunc(all+"/{fdr}/revisions/{revision}/psps/{psp}/payments", c.readRows)
}

// fdrError is an error as FdR writes it.
func fdrError(w http.ResponseWriter, status int, what string) {
	answer(w, status, map[string]any{"httpStatusCode": status, "httpStatusDescription": http.StatusText(status), "appErrorCode": "FDR-DEMO",
		"errors": []map[string]string{{"message": what}}})
}

// page cuts a page out of a list and answers it.
func page[T any](w http.ResponseWriter, r *http.Request, all []T) {
	n, size := number(r.URL.Query().Get("page"), 1), number(r.URL.Query().Get("size"), 1000)
	if n < 1 || size < 1 || size > 1000 {
		fdrError(w, http.StatusBadRequest, "page must be 1 or more, size 1 to 1000")
		return
	}
	from, to := min((n-1)*size, len(all)), min(n*size, len(all))
	answer(w, http.StatusOK, map[string]any{"metadata": map[string]int{"pageSize": size, "pageNumber": n, "totPage": (len(all) + size - 1) / size},
		"count": len(all), "data": append([]T{}, all[from:to]...)})
}

func (c *Counterpart) listFlows(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	var after, from time.Time
	for name, into := range map[string]*time.Time{"publishedGt": &after, "flowDate": &from} {
		if s := q.Get(name); s != "" {
			t, err := time.Parse(time.RFC3339, s)
			if err != nil {
				fdrError(w, http.StatusBadRequest, name+" is no instant")
				return
			}
			*into = t
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	type row struct {
		ID        string `json:"fdr"`
		PSP       string `json:"pspId"`
		Revision  int    `json:"revision"`
		Published string `json:"published"`
		Date      string `json:"flowDate"`
	}
	var all []row
	for _, f := range c.flows {
		if f.Creditor == r.PathValue("org") && f.At.After(after) && !f.At.Before(from) && (q.Get("pspId") == "" || q.Get("pspId") == pspID) {
			all = append(all, row{f.ID, pspID, 1, f.At.UTC().Format(time.RFC3339Nano), instant(f.At)})
		}
	}
	page(w, r, all)
}

// flow is the one that a request is about; nil when it has been refused. The lock is held.
func (c *Counterpart) flow(w http.ResponseWriter, r *http.Request) *Flow {
	for _, f := range c.flows {
		if f.ID == r.PathValue("fdr") && f.Creditor == r.PathValue("org") && r.PathValue("revision") == "1" && r.PathValue("psp") == pspID {
			return f
		}
	}
	fdrError(w, http.StatusNotFound, "there is no such flow")
	return nil
}

func (c *Counterpart) readFlow(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.flow(w, r)
	if f == nil {
		return
	}
	at := instant(f.At)
	answer(w, http.StatusOK, map[string]any{"status": "PUBLISHED", "revision": 1, "created": at, "updated": at, "published": at, "fdr": f.ID, "fdrDate": at,
		"regulation": "DEMO-" + f.ID[len(f.ID)-8:], "regulationDate": calendar.InRome(f.At).String(),
		"sender":      map[string]string{"type": "BIC_CODE", "id": pspID, "pspId": pspID, "pspName": pspName, "pspBrokerId": pspCode, "channelId": channel},
		"receiver":    map[string]string{"id": f.Creditor, "organizationId": f.Creditor, "organizationName": f.Name},
		"totPayments": len(f.Rows), "sumPayments": euro(f.Sum()), "computedTotPayments": len(f.Rows), "computedSumPayments": euro(f.Sum())})
}

func (c *Counterpart) readRows(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.flow(w, r)
	if f == nil {
		return
	}
	type row struct {
		Index    int         `json:"index"`
		IUV      string      `json:"iuv"`
		IUR      string      `json:"iur"`
		Transfer int         `json:"idTransfer"`
		Pay      json.Number `json:"pay"`
		Status   string      `json:"payStatus"`
		Date     string      `json:"payDate"`
	}
	var all []row
	for i, p := range f.Rows {
		all = append(all, row{i + 1, p.IUV, p.IUR, p.Transfer, euro(p.Amount), "EXECUTED", instant(p.At)})
	}
	page(w, r, all)
}
