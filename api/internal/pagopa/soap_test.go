package pagopa

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// What is no call gets SOAP's own fault, and nothing is done.
func TestNoCall(t *testing.T) {
	xsd := schema(t)
	good := soap("paSendRTReq", addressed+rt())
	for _, row := range []struct {
		about, message string
		want           int
		fault          string
	}{
		{"nothing", "", 500, "Client"},
		{"no XML", "paSendRT", 500, "Client"},
		{"an operation that there is not", strings.ReplaceAll(good, "paSendRTReq", "paRevoke"), 500, "Client"},
		{"an operation of no namespace", strings.ReplaceAll(good, "paf:", ""), 500, "Client"},
		{"SOAP 1.2", strings.Replace(good, nsEnvelope, "http://www.w3.org/2003/05/soap-envelope", 1), 500, "Client"},
		{"a header that must be understood", strings.Replace(good, "<soapenv:Header/>", `<soapenv:Header><x soapenv:mustUnderstand="1"/></soapenv:Header>`, 1), 500, "Client"},
		{"two bodies", strings.Replace(good, "<soapenv:Header/>", "<soapenv:Body/>", 1), 500, "Client"},
		{"more than a megabyte", good + strings.Repeat(" ", mostBytes), 413, "Client"},
	} {
		h := newHouse()
		w := h.post("", row.message)
		if w.Code != row.want || !strings.Contains(w.Body.String(), "<faultcode>soapenv:"+row.fault+"</faultcode>") || h.books.times > 0 {
			t.Errorf("%s: status %d, booked %d: %s", row.about, w.Code, h.books.times, w.Body)
		}
		if wrong := fits(t, xsd, w.Body.String()); wrong != "" {
			t.Errorf("%s: the fault does not fit: %s", row.about, wrong)
		}
	}
}

// What cannot be read, of an operation that is named, is answered by that operation.
func TestHostileMessages(t *testing.T) {
	xsd := schema(t)
	good := soap("paSendRTReq", addressed+rt())
	deep := strings.Repeat("<a>", mostDepth) + strings.Repeat("</a>", mostDepth)
	for about, message := range map[string]string{
		"a document type":           `<!DOCTYPE x [<!ENTITY e "29.40">]>` + good,
		"a document type from afar": `<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">` + good,
		"an entity of its own":      strings.Replace(good, "29.40", "&e;", 1),
		"ever deeper":               strings.Replace(good, "<receipt>", deep+"<receipt>", 1),
		"ever more elements":        strings.Replace(good, "<receipt>", strings.Repeat("<a/>", mostElements)+"<receipt>", 1),
		"cut off":                   good[:len(good)/2],
		"two messages":              good + good,
		"words after the message":   good + "x",
		"another encoding":          `<?xml version="1.0" encoding="ISO-8859-1"?>` + good,
		"no UTF-8":                  strings.Replace(good, "Teresa", "Teres\xe0", 1),
		"a zero byte":               strings.Replace(good, "Teresa", "Ter\x00sa", 1),
	} {
		h := newHouse()
		if got := h.call(t, xsd, "paSendRT", message); got.Fault.Code != badSyntax || h.books.times > 0 {
			t.Errorf("%s: %+v, booked %d", about, got, h.books.times)
		}
	}
}

// What is written in another way and means the same is read.
func TestTolerated(t *testing.T) {
	good := soap("paSendRTReq", addressed+rt())
	for about, message := range map[string]string{
		"a prologue":             `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + good,
		"a mark before":          "\ufeff" + good,
		"a comment":              strings.Replace(good, "<receipt>", "<!-- x --><receipt>", 1),
		"blanks":                 strings.ReplaceAll(good, "><", ">\n  <"),
		"another prefix":         strings.ReplaceAll(good, "paf", "p"),
		"an element of tomorrow": strings.Replace(good, "</receipt>", "<tomorrow><x/></tomorrow></receipt>", 1),
		"qualified inside":       strings.ReplaceAll(strings.ReplaceAll(good, "<receiptId>", "<paf:receiptId>"), "</receiptId>", "</paf:receiptId>"),
		"an amount in CDATA":     strings.Replace(good, "<paymentAmount>29.40", "<paymentAmount><![CDATA[29]]>.40", 1),
	} {
		h := newHouse()
		if got := h.call(t, "", "paSendRT", message); got.Outcome != "OK" || h.books.receipts["c110729d258c4ab1b765fe902aae41d6"].Amount != 29_40 {
			t.Errorf("%s: %+v, %v", about, got, h.books.receipts)
		}
	}
}

// The way a call comes counts: the action must be that of the body, with its quotes or without.
func TestHeaders(t *testing.T) {
	for _, row := range []struct {
		about, method, kind, action string
		status                      int
		want                        refusal
	}{
		{"as it should be", "POST", "text/xml; charset=utf-8", `"paSendRT"`, 200, ""},
		{"without quotes", "POST", "text/xml", "paSendRT", 200, ""},
		{"no action", "POST", "text/xml", "", 200, badForm},
		{"the action of another", "POST", "text/xml", `"paSendRTV2"`, 200, badForm},
		{"no XML", "POST", "application/json", `"paSendRT"`, 415, ""},
		{"SOAP 1.2", "POST", "application/soap+xml", `"paSendRT"`, 415, ""},
		{"another charset", "POST", "text/xml; charset=latin1", `"paSendRT"`, 415, ""},
		{"a link", "GET", "", "", 405, ""},
	} {
		h := newHouse()
		r := httptest.NewRequest(row.method, "/pagopa/paForNode", strings.NewReader(soap("paSendRTReq", addressed+rt())))
		r.Header = http.Header{"Content-Type": {row.kind}, "Soapaction": {row.action}}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if booked := h.books.times > 0; w.Code != row.status || booked != (row.status == 200 && row.want == "") ||
			!strings.Contains(w.Body.String(), string(row.want)) {
			t.Errorf("%s: status %d, booked %v: %s", row.about, w.Code, booked, w.Body)
		}
	}
}

// FuzzParse: whatever comes, the station answers in XML that can be read, and books nothing that is no amount.
func FuzzParse(f *testing.F) {
	for _, op := range receipts {
		f.Add(op.name, soap(op.request, addressed+rt()))
	}
	for _, op := range calls {
		f.Add(op.name, soap(op.request, aboutDiscount))
	}
	f.Add("paSendRT", `<!DOCTYPE x>`+soap("paSendRTReq", ""))
	f.Add("", `<?xml version="1.1"?><a b="c"><![CDATA[x]]>&lt;</a>`)
	f.Fuzz(func(t *testing.T, action, message string) {
		h := newHouse()
		h.books.put(fine(navDiscount, navReduced, today))
		w := h.post(strings.Trim(action, "\r\n\x00"), message)
		if _, err := parse(w.Body.Bytes()); err != nil {
			t.Fatalf("answered %v: %q", err, w.Body)
		}
		for _, r := range h.books.receipts {
			if r.Amount <= 0 || r.Amount > mostCents*5 || r.Fee < 0 || r.ID == "" || r.NAV == "" || r.PaidOn == 0 || h.books.raw[r.ID] != message {
				t.Fatalf("booked %+v", r)
			}
		}
	})
}
