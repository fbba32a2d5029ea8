package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/command"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
)

// withStation is a comune with a station, and the owner of its tables. The day is in March 2026.
func withStation(t *testing.T, change func(*api.Config)) (http.Handler, *pgxpool.Pool, error) {
	t.Helper()
	dsn := pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	c := api.Config{DSN: dsn, BaseURL: "http://localhost", Version: "test", Now: func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) },
		Report: func(err error) string { t.Log("reported:", err); return "REF" }, Station: api.Station{Networks: "192.0.2.0/24"},
		Creditor: payments.Creditor{Code: "00000000000", Name: "Comune di prova", Segregation: 48, Station: "00000000000_01", Broker: "00000000000",
			Accounts: map[string]payments.Account{"fines": {IBAN: "IT60X0542811101000000123456", Category: "9/0101100AP/"}}}}
	change(&c)
	a, err := api.New(t.Context(), c)
	if err != nil {
		return nil, nil, err
	}
	t.Cleanup(a.Close)
	if a.Station == nil {
		return nil, owner, nil
	}
	return a.Station(http.NotFoundHandler()), owner, nil
}

// nodo calls an operation with the notice or the receipt of a fine, from an address.
func nodo(h http.Handler, from, action, element, content string) *httptest.ResponseRecorder {
	body := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><p:` + element + ` xmlns:p="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">` +
		`<idPA>00000000000</idPA><idBrokerPA>00000000000</idBrokerPA><idStation>00000000000_01</idStation>` + content + `</p:` + element + `></e:Body></e:Envelope>`
	r := httptest.NewRequest(http.MethodPost, "/pagopa/paForNode", strings.NewReader(body))
	r.Header.Set("Content-Type", "text/xml; charset=utf-8")
	r.Header.Set("SOAPAction", `"`+action+`"`)
	r = r.WithContext(command.WithSource(r.Context(), from))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const (
	fiveDays = "348202600000012352"
	sixty    = "348000000000000146"

	askOfFine = `<qrCode><fiscalCode>00000000000</fiscalCode><noticeNumber>` + fiveDays + `</noticeNumber></qrCode>`
	rtOfFine  = `<receipt><receiptId>r1</receiptId><noticeNumber>` + fiveDays + `</noticeNumber><fiscalCode>00000000000</fiscalCode><outcome>OK</outcome>` +
		`<creditorReferenceId>48202600000012352</creditorReferenceId><paymentAmount>29.40</paymentAmount><description>x</description><companyName>x</companyName>` +
		`<transferList><transfer><idTransfer>1</idTransfer><transferAmount>29.40</transferAmount><fiscalCodePA>00000000000</fiscalCodePA></transfer></transferList>` +
		`<idPSP>x</idPSP><PSPCompanyName>Banca di prova</PSPCompanyName><paymentDateTime>2026-03-10T09:30:00</paymentDateTime></receipt>`
)

// The whole way, over a real database: a fine is owed, its receipt comes several times and once with another amount,
// and then both of its notices are settled.
func TestStationBooks(t *testing.T) {
	h, owner, err := withStation(t, func(*api.Config) {})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := owner.Exec(t.Context(), `with p as (insert into person(id, fiscal_code, given_name) values ($1, 'QRLTRS46A41I625X', 'Teresa') returning id)
		insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount, discount_to, reduced_to, nav_discounted, nav_reduced, run)
		select 'V-1', id, 'V/1', 'verbale', 'AB123CD', '2026-03-01', 'Via Roma', 'Sosta', '2026-03-05', 2940, 4200, 8650, '2026-03-10', '2026-05-04', $2, $3, 1 from p`, anna, fiveDays, sixty); err != nil {
		t.Fatal(err)
	}
	const other = `<paymentAmount>29.41`
	for _, step := range []struct{ about, action, element, content, want string }{
		{"a notice that nobody knows", "paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", strings.Replace(askOfFine, fiveDays, "348000000000000247", 1), "PAA_PAGAMENTO_SCONOSCIUTO"},
		{"what is owed", "paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", askOfFine, "<amount>29.40</amount>"},
		{"where it goes", "paGetPaymentV2", "paGetPaymentV2Request", askOfFine, "<transferAmount>29.40</transferAmount>"},
		{"whose it is", "paGetPayment", "paGetPaymentReq", askOfFine, "<entityUniqueIdentifierValue>QRLTRS46A41I625X<"},
		{"the receipt", "paSendRTV2", "paSendRTV2Request", rtOfFine, "<outcome>OK</outcome>"},
		{"once more", "paSendRTV2", "paSendRTV2Request", rtOfFine, "<outcome>OK</outcome>"},
		{"in its other form", "paSendRT", "paSendRTReq", rtOfFine, "<outcome>OK</outcome>"},
		{"with another amount", "paSendRT", "paSendRTReq", strings.Replace(rtOfFine, "<paymentAmount>29.40", other, 1), "<outcome>OK</outcome>"},
		{"it is paid", "paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", askOfFine, "PAA_PAGAMENTO_DUPLICATO"},
		{"so is its other amount", "paGetPayment", "paGetPaymentReq", strings.Replace(askOfFine, fiveDays, sixty, 1), "PAA_PAGAMENTO_DUPLICATO"},
		{"money for a notice that nobody knows", "paSendRTV2", "paSendRTV2Request", strings.NewReplacer(fiveDays, "348000000000000247", "r1", "r2").Replace(rtOfFine), "<outcome>OK</outcome>"},
	} {
		if w := nodo(h, "192.0.2.7", step.action, step.element, step.content); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), step.want) {
			t.Errorf("%s: status %d, not %s: %s", step.about, w.Code, step.want, w.Body)
		}
	}
	var got string
	err = owner.QueryRow(t.Context(), `select string_agg(concat_ws(' ', id, account, amount, paid_on, source, again, odd, raw like '%receiptId%'), '; ' order by id) from receipt`).Scan(&got)
	if want := "r1 fine/V-1 2940 2026-03-10 station 3 1 t; r2 unknown/348000000000000247 2940 2026-03-10 station 0 0 t"; err != nil || got != want {
		t.Errorf("booked %v\n%s, want\n%s", err, got, want)
	}
}

// Who may not call finds nothing; where nothing is set there is no station; where half of it is set nothing starts.
func TestStationIsShut(t *testing.T) {
	h, _, err := withStation(t, func(*api.Config) {})
	if err != nil {
		t.Fatal(err)
	}
	if w := nodo(h, "198.51.100.7", "paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", askOfFine); w.Code != http.StatusNotFound {
		t.Errorf("a stranger: status %d, %s", w.Code, w.Body)
	}
	if h, _, err := withStation(t, func(c *api.Config) { c.Station = api.Station{} }); err != nil || h != nil {
		t.Errorf("nothing is set: %v, %v", h, err)
	}
	for about, change := range map[string]func(*api.Config){
		"a network that is none":      func(c *api.Config) { c.Station.Networks = "everybody" },
		"a certificate and no header": func(c *api.Config) { c.Station.Certificates = strings.Repeat("ab", 32) },
		"no station":                  func(c *api.Config) { c.Creditor.Station = "" },
		"no broker":                   func(c *api.Config) { c.Creditor.Broker = "" },
		"no creditor":                 func(c *api.Config) { c.Creditor.Code = "" },
	} {
		if _, _, err := withStation(t, change); err == nil {
			t.Errorf("it starts with %s", about)
		}
	}
}
