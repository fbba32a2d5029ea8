package pagopa

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// FlowKey names one revision of a flow: what a bank has paid out to the comune in one sum.
type FlowKey struct {
	PSP, ID  string
	Revision int64
}

// Flow is a revision as the bank publishes it. Payments and Total are what it says of itself.
type Flow struct {
	FlowKey
	Published   time.Time
	Regulation  string // the bank's name of the transfer of money
	RegulatedOn calendar.Day
	Payments    int64
	Total       money.Cents
}

// FlowRow is one payment of a flow: the part of one notice that went to the comune. Status is pagoPA's word.
type FlowRow struct {
	Number   int64
	IUV, IUR string
	Transfer int
	Amount   money.Cents
	Status   string
	PaidOn   calendar.Day
}

// The states of a payment in a flow, and their codes in the XML form (FlussoRiversamento_1_0_4.xsd).
const (
	Executed    = "EXECUTED"        // 0
	Revoked     = "REVOKED"         // 3: the money was given back
	StandIn     = "STAND_IN"        // 4: taken while a part of pagoPA was away
	StandInOnly = "STAND_IN_NO_RPT" // 8
	NoRPT       = "NO_RPT"          // 9: taken, and nothing was asked of us before
)

// flowsPage is how much is asked for at once: the most that the specification allows.
const flowsPage = 1000

// paged is what a page of FdR says of itself.
type paged struct {
	Metadata struct {
		Pages int `json:"totPage"`
	} `json:"metadata"`
}

// flowsSince are the flows published after a moment; the zero time leaves the beginning to pagoPA.
func (g *Gateway) flowsSince(ctx context.Context, after time.Time) (all []Flow, err error) {
	for page := 1; page <= mostPages; page++ {
		var answer struct {
			paged
			Data []struct {
				ID        string    `json:"fdr"`
				PSP       string    `json:"pspId"`
				Revision  int64     `json:"revision"`
				Published time.Time `json:"published"`
			} `json:"data"`
		}
		query := url.Values{"page": {strconv.Itoa(page)}, "size": {strconv.Itoa(flowsPage)}}
		if !after.IsZero() {
			query.Set("publishedGt", after.UTC().Format(time.RFC3339))
		}
		_, _, err := g.ask(ctx, call{what: "listing flows of FdR", service: g.config.Flows, method: http.MethodGet, path: g.flows() + "?" + query.Encode(),
			into: &answer, want: http.StatusOK})
		if errors.Is(err, errNotThere) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		for _, f := range answer.Data {
			all = append(all, Flow{FlowKey: FlowKey{f.PSP, f.ID, f.Revision}, Published: f.Published})
		}
		if page >= answer.Metadata.Pages {
			break
		}
	}
	return all, nil
}

// flow is what a flow says of itself.
func (g *Gateway) flow(ctx context.Context, k FlowKey) (f Flow, err error) {
	var answer struct {
		Published    time.Time    `json:"published"`
		Regulation   string       `json:"regulation"`
		RegulationOn calendar.Day `json:"regulationDate"`
		Payments     json.Number  `json:"totPayments"`
		Total        json.Number  `json:"sumPayments"`
	}
	_, _, err = g.ask(ctx, call{what: "reading a flow of FdR", service: g.config.Flows, method: http.MethodGet, path: g.flowPath(k), into: &answer, want: http.StatusOK})
	if err != nil {
		return f, err
	}
	f = Flow{FlowKey: k, Published: answer.Published, Regulation: answer.Regulation, RegulatedOn: answer.RegulationOn}
	count, errCount := answer.Payments.Int64()
	total, ok := euros(answer.Total)
	if errCount != nil || !ok {
		return f, fmt.Errorf("reading a flow of FdR: its totals are no numbers: %w", ErrRefused)
	}
	f.Payments, f.Total = count, total
	return f, nil
}

// rows gives the payments of a flow, a page at a time.
func (g *Gateway) rows(ctx context.Context, k FlowKey, each func([]FlowRow) error) error {
	for page := 1; page <= mostPages; page++ {
		var answer struct {
			paged
			Data []flowRow `json:"data"`
		}
		_, _, err := g.ask(ctx, call{what: "reading the payments of a flow of FdR", service: g.config.Flows, method: http.MethodGet,
			path: g.flowPath(k) + "/payments?page=" + strconv.Itoa(page) + "&size=" + strconv.Itoa(flowsPage), into: &answer, want: http.StatusOK})
		if err != nil {
			return err
		}
		all := make([]FlowRow, len(answer.Data))
		for i, r := range answer.Data {
			if all[i], err = r.row(); err != nil {
				return err
			}
		}
		if err := each(all); err != nil {
			return err
		}
		if page >= answer.Metadata.Pages {
			break
		}
	}
	return nil
}

type flowRow struct {
	Number   int64       `json:"index"`
	IUV      string      `json:"iuv"`
	IUR      string      `json:"iur"`
	Transfer int         `json:"idTransfer"`
	Pay      json.Number `json:"pay"`
	Status   string      `json:"payStatus"`
	At       time.Time   `json:"payDate"`
}

func (r flowRow) row() (FlowRow, error) {
	amount, ok := euros(r.Pay)
	if !ok || r.IUV == "" || r.IUR == "" || r.Number < 1 {
		return FlowRow{}, fmt.Errorf("reading the payments of a flow of FdR: one is not what the specification says: %w", ErrRefused)
	}
	return FlowRow{r.Number, r.IUV, r.IUR, r.Transfer, amount, r.Status, calendar.InRome(r.At)}, nil
}

func (g *Gateway) flows() string { return "/organizations/" + g.config.Creditor.Code + "/fdrs" }

func (g *Gateway) flowPath(k FlowKey) string {
	return g.flows() + "/" + url.PathEscape(k.ID) + "/revisions/" + strconv.FormatInt(k.Revision, 10) + "/psps/" + url.PathEscape(k.PSP)
}
