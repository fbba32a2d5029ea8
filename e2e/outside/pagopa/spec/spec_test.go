package spec_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/e2e/outside/pagopa/spec"
)

const (
	position = `{"iupd":"SP1","payStandIn":true,"companyName":"Comune","paymentOption":[{"switchToExpired":true,"debtor":{"type":"F","fiscalCode":"X","fullName":"Y"},
"installments":[{"nav":"307000000000000100","iuv":"07000000000000100","amount":100,"description":"d","dueDate":"2026-07-06T21:59:59.999Z",
"transfer":[{"idTransfer":"1","amount":100,"organizationFiscalCode":"00000000000","remittanceInformation":"d","category":"9/0101101IM/","iban":"IT60X0542811101000000123456"}]}]}]}`
	cart = `{"emailNotice":"a@example.it","paymentNotices":[{"noticeNumber":"307000000000000100","fiscalCode":"00000000000","amount":100,"companyName":"C","description":"d"}],
"returnUrls":{"returnOkUrl":"https://a/1","returnCancelUrl":"https://a/2","returnErrorUrl":"https://a/3","returnWaitingUrl":"https://a/4"},"idCart":"1","allCCP":false}`
	gpd = "/gpd/debt-positions-service/v3/organizations/00000000000/debtpositions"
	fdr = "/fdr-org/service/v1/organizations/00000000000/fdrs"
)

// TestJudges: a right request passes, and one fault in it is found. The rows come in pairs.
func TestJudges(t *testing.T) {
	if _, ok := spec.Dir(); !ok {
		t.Skip("the official files of pagoPA are not beside the repository")
	}
	change := strings.NewReplacer
	for _, c := range []struct {
		what, file, method, path, body string
		right                          bool
	}{
		{"a position", spec.GPD, "POST", "/x" + gpd + "?toPublish=true", position, true},
		{"its change", spec.GPD, "PUT", gpd + "/SP1?toPublish=true", position, true},
		{"its end", spec.GPD, "DELETE", gpd + "/SP1", "", true},
		{"a parameter nobody knows", spec.GPD, "POST", gpd + "?publish=true", position, false},
		{"a path nobody knows", spec.GPD, "POST", gpd + "/SP1/cancel", "", false},
		{"a sum that is a text", spec.GPD, "POST", gpd, change(`"amount":100,"desc`, `"amount":"100","desc`).Replace(position), false},
		{"a sum with decimals", spec.GPD, "POST", gpd, change(`"amount":100,"desc`, `"amount":1.5,"desc`).Replace(position), false},
		{"a sum of nothing", spec.GPD, "POST", gpd, change(`"amount":100`, `"amount":0`).Replace(position), false},
		{"a day that is no moment", spec.GPD, "POST", gpd, change("T21:59:59.999Z", "").Replace(position), false},
		{"a misspelt field", spec.GPD, "POST", gpd, change(`"payStandIn"`, `"paystandin"`).Replace(position), false},
		{"a field that is pagoPA's", spec.GPD, "POST", gpd, change(`"iupd":"SP1"`, `"iupd":"SP1","status":"PAID"`).Replace(position), false},
		{"a debtor of no kind", spec.GPD, "POST", gpd, change(`"type":"F"`, `"type":"P"`).Replace(position), false},
		{"no option", spec.GPD, "POST", gpd, `{"iupd":"SP1","companyName":"C","paymentOption":[]}`, false},
		{"a sixth transfer", spec.GPD, "POST", gpd, change(`"idTransfer":"1"`, `"idTransfer":"6"`).Replace(position), false},
		{"a description too long", spec.GPD, "POST", gpd, change(`"description":"d"`, `"description":"`+strings.Repeat("d", 141)+`"`).Replace(position), false},
		{"an IBAN with blanks", spec.GPD, "POST", gpd, change("IT60X", "IT60 X").Replace(position), false},
		{"a cart", spec.Checkout, "POST", "/checkout/ec/v2/carts", cart, true},
		{"a cart with the boolean of the example", spec.Checkout, "POST", "/checkout/ec/v2/carts", change("false", `"false"`).Replace(cart), false},
		{"a cart without the way back from waiting", spec.Checkout, "POST", "/checkout/ec/v2/carts", change(`,"returnWaitingUrl":"https://a/4"`, "").Replace(cart), false},
		{"a number of 17 digits", spec.Checkout, "POST", "/checkout/ec/v2/carts", change("307000000000000100", "30700000000000010").Replace(cart), false},
		{"receipts", spec.Receipts, "GET", "/gpd/payments-receipts-service/v1/payments/00000000000/receipts?pageNum=0&pageSize=100&from=2026-11-22", "", true},
		{"too many receipts", spec.Receipts, "GET", "/gpd/payments-receipts-service/v1/payments/00000000000/receipts?pageSize=101", "", false},
		{"one receipt", spec.Receipts, "GET", "/gpd/payments-receipts-service/v1/payments/00000000000/receipts/07000000000000100", "", true},
		{"flows", spec.Flows, "GET", fdr + "?page=1&size=1000&publishedGt=2026-11-22T00:00:00Z", "", true},
		{"flows of no moment", spec.Flows, "GET", fdr + "?publishedGt=yesterday", "", false},
		{"too many flows", spec.Flows, "GET", fdr + "?size=1001", "", false},
		{"the rows of a flow", spec.Flows, "GET", fdr + "/2025-01-0188888888888-0000001/revisions/1/psps/88888888888/payments?page=1&size=1000", "", true},
		{"of no revision", spec.Flows, "GET", fdr + "/2025-01-01/revisions/0/psps/8/payments", "", false},
		{"a copy of a receipt", spec.Events, "GET", "/bizevents/service/v1/organizations/00000000000/receipts/iur/paymentoptions/iuv", "", true},
	} {
		t.Run(c.what, func(t *testing.T) {
			var faults []error
			passed := false
			h := spec.Validate(c.file, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { passed = r.ContentLength == int64(len(c.body)) }),
				func(err error) { faults = append(faults, err) })
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Ocp-Apim-Subscription-Key", "k")
			if c.body != "" {
				r.Header.Set("Content-Type", "application/json")
			}
			h.ServeHTTP(httptest.NewRecorder(), r)
			if (len(faults) == 0) != c.right {
				t.Errorf("faults: %v", faults)
			}
			if !passed {
				t.Error("the request did not go on as it was")
			}
		})
	}
}

// TestKey: nobody may forget the key.
func TestKey(t *testing.T) {
	if _, ok := spec.Dir(); !ok {
		t.Skip("the official files of pagoPA are not beside the repository")
	}
	var faults []error
	h := spec.Validate(spec.GPD, http.NotFoundHandler(), func(err error) { faults = append(faults, err) })
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("DELETE", gpd+"/SP1", nil))
	if len(faults) != 1 {
		t.Errorf("faults: %v", faults)
	}
}
