package pagopa_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

const (
	receiptList = pagopa.PathReceipts + "/payments/" + org + "/receipts"
	biz         = pagopa.PathBizEvents + "/organizations/" + org + "/receipts/"
	fdrs        = pagopa.PathFdR + "/organizations/" + org + "/fdrs"
)

// paidTwice is a house where two notices of one creditor were paid; the second goes to the province in part.
func paidTwice(t *testing.T) *house {
	h := start(t, nil)
	h.must(201, "POST", gpd+"?toPublish=true", h.fine("f1", "01", "02"))
	tari := h.notice("03", 1000, day)
	part := func(id, to string, cents int) map[string]any {
		return map[string]any{"idTransfer": id, "amount": cents, "organizationFiscalCode": to, "remittanceInformation": "TARI", "category": "9/0101101IM/", "iban": "IT00X"}
	}
	tari["transfer"] = []any{part("1", org, 955), part("2", other, 45)}
	h.must(201, "POST", gpd+"?toPublish=true", position("t1", option(false, tari)))
	for iuv, cents := range map[string]int{"01": 2940, "03": 1000} {
		if code := h.pay(iuv, cents); code != "" {
			t.Fatal(code)
		}
		h.clock.move(time.Minute)
	}
	return h
}

func TestReceipts(t *testing.T) {
	h := start(t, nil)
	h.must(404, "GET", receiptList, nil)
	h = paidTwice(t)
	for query, want := range map[string]int{"": 2, "?pageSize=1": 1, "?pageSize=1&pageNum=1": 1, "?pageNum=1": 0, "?from=2026-03-02": 2, "?to=2026-03-02": 2,
		"?debtor=QRLTRS45C54I625N": 2, "?debtorOrIuv=" + full("01"): 1} {
		var list struct {
			Length, TotalPages int
			Results            []struct{ IUV string }
		}
		if err := json.Unmarshal([]byte(h.must(200, "GET", receiptList+query, nil)), &list); err != nil || list.Length != want || len(list.Results) != want {
			t.Errorf("%s: %+v %v", query, list, err)
		}
	}
	for _, query := range []string{"?from=2026-03-03", "?to=2026-03-01", "?debtor=X", "?segregationCodes=48"} {
		h.must(404, "GET", receiptList+query, nil)
	}
	h.must(400, "GET", receiptList+"?pageSize=101", nil)
	var rt struct {
		Receipt struct {
			ID     string `xml:"receiptId"`
			Amount string `xml:"paymentAmount"`
			NAV    string `xml:"noticeNumber"`
		} `xml:"receipt"`
	}
	said := h.must(200, "GET", receiptList+"/"+full("01"), nil)
	if err := xml.Unmarshal([]byte(said), &rt); err != nil || rt.Receipt.Amount != "29.40" || rt.Receipt.NAV != "3"+full("01") || len(rt.Receipt.ID) != 32 {
		t.Errorf("%v %s", err, said)
	}
	body := strings.TrimPrefix(said, xml.Header)
	if err := spec.Envelope([]byte(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>` + body + `</e:Body></e:Envelope>`)); err != nil {
		t.Error(err)
	}
	h.must(404, "GET", receiptList+"/"+full("02"), nil)
}

// Ten calls in sixty minutes, and not one more (DOMAIN § 1.12).
func TestThrottle(t *testing.T) {
	h := paidTwice(t)
	p := h.p.Ledger()[0]
	path := biz + p.Receipt + "/paymentoptions/" + p.IUV
	said := h.must(200, "GET", path, nil)
	if want := fmt.Sprintf(`"paymentAmount":%d.%02d,`, p.Amount/100, p.Amount%100); !strings.Contains(said, want) {
		t.Errorf("no %s in %s", want, said)
	}
	h.must(404, "GET", biz+p.Receipt+"/paymentoptions/99", nil)
	for range 8 {
		h.must(200, "GET", biz+p.Receipt, nil)
	}
	h.clock.move(time.Hour - time.Second)
	h.must(429, "GET", path, nil)
	if f := h.p.Faults(); len(f) != 1 {
		t.Errorf("the eleventh call is no fault: %v", f)
	}
	h.clock.move(time.Second)
	h.must(200, "GET", path, nil)
}

type flows struct {
	Count int
	Data  []struct {
		FDR, PSPID string
		Revision   int
	}
}

func TestFlows(t *testing.T) {
	h := paidTwice(t)
	if n := h.p.MakeFlows(); n != 2 {
		t.Fatalf("%d flows of two creditors", n)
	}
	if n := h.p.MakeFlows(); n != 0 {
		t.Errorf("%d flows of nothing", n)
	}
	var list flows
	if err := json.Unmarshal([]byte(h.must(200, "GET", fdrs, nil)), &list); err != nil || list.Count != 1 || len(list.Data) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	one := fdrs + "/" + list.Data[0].FDR + "/revisions/1/psps/" + list.Data[0].PSPID
	if said := h.must(200, "GET", one, nil); !strings.Contains(said, `"sumPayments":38.95`) || !strings.Contains(said, `"totPayments":2`) || len(list.Data[0].FDR) > 35 {
		t.Error(said)
	}
	if said := h.must(200, "GET", one+"/payments?size=1&page=2", nil); strings.Count(said, `"iuv"`) != 1 || !strings.Contains(said, `"totPage":2`) || !strings.Contains(said, `"EXECUTED"`) {
		t.Error(said)
	}
	h.must(404, "GET", one+"9", nil)
	h.must(400, "GET", one+"/payments?page=0", nil)
	if said := h.must(200, "GET", strings.Replace(fdrs, org, other, 1), nil); !strings.Contains(said, `"count":1`) {
		t.Errorf("the province: %s", said)
	}
	if said := h.must(200, "GET", fdrs+"?publishedGt=2027-01-01T00:00:00Z", nil); !strings.Contains(said, `"count":0`) {
		t.Error(said)
	}
	h.must(400, "GET", fdrs+"?publishedGt=yesterday", nil)
	if said := h.must(200, "GET", gpd+"/t1", nil); !strings.Contains(said, `"status":"REPORTED"`) || !strings.Contains(said, `"T_REPORTED"`) {
		t.Errorf("the position does not say so: %s", said)
	}
}
