package pagopa

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/payments"
)

// Notice numbers with right check digits, segregation code 48 (calc).
const (
	navDiscount = "348202600000012352"
	navReduced  = "348000000000000146"
	navThird    = "348000000000000247"
)

// calls are the three operations that ask about a notice.
var calls = []struct{ name, request string }{
	{"paVerifyPaymentNotice", "paVerifyPaymentNoticeReq"}, {"paGetPayment", "paGetPaymentReq"}, {"paGetPaymentV2", "paGetPaymentV2Request"},
}

// Each state of a notice has its answer, in each operation. Rows of states stand in pairs, before and after.
func TestEachStateHasItsCode(t *testing.T) {
	xsd := schema(t)
	first := fine(navDiscount, navReduced, today)
	with := func(change func(p *payments.Position)) payments.Position {
		p := fine(navDiscount, navReduced, today)
		change(&p)
		return p
	}
	instalments := func(paid ...int) payments.Position { // all at once, or in two
		p := payments.Position{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", Notices: []payments.Notice{
			notice(navDiscount, 1, 100_00, 0), notice(navReduced, 2, 50_00, 0), notice(navThird, 2, 50_00, 0)}}
		for _, i := range paid {
			p.Notices[i].Paid = p.Notices[i].Amount
		}
		return p
	}
	for _, row := range []struct {
		about string
		p     payments.Position
		want  refusal
	}{
		{"the last day of the discount", first, ""}, // DOMAIN § 1.13
		{"the day after", with(func(p *payments.Position) { p.Notices[0].Due-- }), expiredNotice},
		{"after a day that does not expire", with(func(p *payments.Position) { p.Notices[0].Due--; p.Notices[0].Expires = false }), ""},
		{"the first day", with(func(p *payments.Position) { p.Notices[0].From = today }), ""},
		{"the day before", with(func(p *payments.Position) { p.Notices[0].From = today + 1 }), unknownNotice}, // § 1.5
		{"paid", with(func(p *payments.Position) { p.Notices[0].Paid = 29_40 }), settledNotice},               // § 1.7
		{"paid twice", with(func(p *payments.Position) { p.Notices[0].Paid = 58_80 }), settledNotice},
		{"a part is paid", with(func(p *payments.Position) { p.Notices[0].Paid = 10_00 }), ""},
		{"the other amount was paid", with(func(p *payments.Position) { p.Notices[1].Paid = 42_00 }), settledNotice},
		{"one of two instalments was paid instead", instalments(1), unknownNotice}, // § 1.5 [SANP-GPD3]
		{"both were", instalments(1, 2), settledNotice},
		{"cancelled", with(func(p *payments.Position) { p.Ended = payments.Cancelled }), cancelledNotice},
		{"handed to the collector", with(func(p *payments.Position) { p.Ended = payments.Collector }), cancelledNotice},
		{"paid at the counter", with(func(p *payments.Position) { p.Ended = payments.Elsewhere }), settledNotice},
		{"too little was paid at the counter", with(func(p *payments.Position) { p.Ended = payments.Short }), cancelledNotice},
		{"a payment is under way", with(func(p *payments.Position) { p.Waiting = true }), ""}, // never IN_CORSO [SANP-SYNC]
	} {
		h := newHouse()
		h.books.put(row.p)
		for _, op := range calls {
			got := h.call(t, xsd, op.name, soap(op.request, about(navDiscount)))
			if got.Fault.Code != row.want || (got.Outcome == "OK") != (row.want == "") || row.want != "" && got.Fault.ID != "00000000000" {
				t.Errorf("%s, %s: %s %q for %q, want %q", row.about, op.name, got.Outcome, got.Fault.Code, got.Fault.ID, row.want)
			}
		}
	}
}

// The code of five days is payable on day 5 until the last minute in Italy, and not from day 6 on; summer and winter.
func TestTheDayIsItalys(t *testing.T) {
	for _, row := range []struct {
		about string
		now   time.Time
		day   calendar.Day
		want  refusal
	}{
		{"day 5, 23:50 in Rome, winter", time.Date(2026, 3, 10, 22, 50, 0, 0, time.UTC), today, ""},
		{"day 6, 00:00 in Rome, winter", time.Date(2026, 3, 10, 23, 0, 0, 0, time.UTC), today, expiredNotice},
		{"day 5, 23:50 in Rome, summer", time.Date(2026, 7, 10, 21, 50, 0, 0, time.UTC), today + 122, ""},
		{"day 6, 00:00 in Rome, summer", time.Date(2026, 7, 10, 22, 0, 0, 0, time.UTC), today + 122, expiredNotice},
	} {
		h := newHouse()
		h.now = row.now
		h.books.put(fine(navDiscount, navReduced, row.day))
		for _, op := range calls {
			if got := h.call(t, "", op.name, soap(op.request, about(navDiscount))); got.Fault.Code != row.want {
				t.Errorf("%s, %s: %q, want %q", row.about, op.name, got.Fault.Code, row.want)
			}
		}
	}
}

// Activating twice, by two banks, is answered twice: a position is open until its receipt comes [SANP-SYNC].
func TestActivatingChangesNothing(t *testing.T) {
	h := newHouse()
	h.books.put(fine(navDiscount, navReduced, today))
	for range 3 {
		if got := h.call(t, "", "paGetPaymentV2", soap("paGetPaymentV2Request", about(navDiscount))); got.Outcome != "OK" {
			t.Errorf("told %s %s", got.Outcome, got.Fault.Code)
		}
	}
}

// Every other reason to say no: who is meant, and how the call is written.
func TestRefusals(t *testing.T) {
	xsd := schema(t)
	for _, row := range []struct {
		about, old, new string
		want            refusal
	}{
		{"nobody's notice", navDiscount, navThird, unknownNotice},
		{"another creditor", "<idPA>00000000000", "<idPA>11111111111", wrongCreditor},
		{"another intermediary", "<idBrokerPA>00000000000", "<idBrokerPA>11111111111", wrongBroker},
		{"another station", "00000000000_01", "00000000000_02", wrongStation},
		{"two creditors in one call", "<fiscalCode>00000000000", "<fiscalCode>11111111111", badMeaning},
		{"a number of 17 digits", navDiscount, navDiscount[:17], badSyntax},
		{"a number with a letter", navDiscount, "A" + navDiscount[1:], badSyntax},
		{"a number of no scheme", navDiscount, "9" + navDiscount[1:], badForm},
		{"no station", "<idStation>00000000000_01</idStation>", "", badSyntax},
		{"no notice", "<noticeNumber>" + navDiscount + "</noticeNumber>", "", badSyntax},
		{"two notices", "<noticeNumber>", "<noticeNumber>" + navReduced + "</noticeNumber><noticeNumber>", badSyntax},
		{"two stations", "<idStation>", "<idStation>00000000000_01</idStation><idStation>", badSyntax},
		{"elements in the number", navDiscount, "<x/>" + navDiscount, badSyntax},
	} {
		for _, op := range calls {
			h := newHouse()
			h.books.put(fine(navDiscount, navReduced, today))
			got := h.call(t, xsd, op.name, soap(op.request, strings.Replace(about(navDiscount), row.old, row.new, 1)))
			if got.Outcome != "KO" || got.Fault.Code != row.want {
				t.Errorf("%s, %s: %s %q, want %q", row.about, op.name, got.Outcome, got.Fault.Code, row.want)
			}
		}
	}
}

// What the comune cannot do now, it says so: nobody is told that a notice does not exist because a database is away.
func TestOurFault(t *testing.T) {
	xsd := schema(t)
	receipt := soap("paSendRTReq", addressed+rt())
	for _, row := range []struct {
		about  string
		breaks func(*house)
		told   string
		noted  int
	}{
		{"the books are away", func(h *house) { h.books.down = errAway }, "base dati non raggiungibile, riprovare", 0},
		{"the books are broken", func(h *house) { h.books.down = errors.New("broken") }, "riferimento A1B2C3D4", 1},
		{"no account was named", func(h *house) { h.Creditor.Accounts = nil }, "riferimento A1B2C3D4", 1},
	} {
		h := newHouse()
		h.books.put(fine(navDiscount, navReduced, today))
		row.breaks(h)
		got := h.call(t, xsd, "paGetPayment", soap("paGetPaymentReq", aboutDiscount))
		if got.Outcome != "KO" || got.Fault.Code != ourFault || got.Fault.Description != row.told || len(h.said) != row.noted {
			t.Errorf("%s: %+v, written down %v", row.about, got, h.said)
		}
		if h.books.down == nil {
			continue
		}
		if got := h.call(t, xsd, "paSendRT", receipt); got.Fault.Code != ourFault {
			t.Errorf("%s, a receipt: %+v", row.about, got)
		}
	}
}

var aboutDiscount = about(navDiscount)

// What is asked is what is answered, to the cent.
func TestAnswers(t *testing.T) {
	xsd := schema(t)
	h := newHouse()
	bill := payments.Position{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", TEFA: 9_52, Total: 200_00, Notices: []payments.Notice{
		{NAV: navThird, Option: 1, Number: 1, Of: 2, Amount: 100_00, Due: today}, {NAV: navReduced, Option: 1, Number: 2, Of: 2, Amount: 100_00}}}
	h.books.put(bill)
	if got := h.call(t, xsd, "paVerifyPaymentNotice", soap("paVerifyPaymentNoticeReq", about(navThird))); got.Amount != "100.00" {
		t.Errorf("owed %q", got.Amount)
	}
	got := h.call(t, xsd, "paGetPaymentV2", soap("paGetPaymentV2Request", about(navThird)+"<amount>100.00</amount><transferType>POSTAL</transferType>"))
	want := heard{Outcome: "OK"}
	want.Data.Reference, want.Data.Amount, want.Data.DueDate = navThird[1:], "100.00", "2026-03-10"
	want.Data.Parts, want.Data.Creditors = []string{"95.24", "4.76"}, []string{"00000000000", "11111111111"} // 100 × 9.52 ÷ 200 (calc)
	want.Data.Companies, want.Data.Debtor = []string{"Comune di Prova & C.", "Provincia di Prova"}, "Teresa Quarelaghi"
	want.Data.Metadata = []entry{{"TARI-TEFA-1", "I625|2026|3944"}, {"TARI-TEFA-2", "I625|2026|TEFA"}} // § 1.11 [META-TARI]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for amount, want := range map[string]refusal{"100.00": "", "99.99": wrongAmount, "0.00": wrongAmount, "100": badSyntax, "100,00": badSyntax} {
		if got := h.call(t, xsd, "paGetPayment", soap("paGetPaymentReq", about(navThird)+"<amount>"+amount+"</amount>")); got.Fault.Code != want {
			t.Errorf("asked to pay %s: %q, want %q", amount, got.Fault.Code, want)
		}
	}
	got = h.call(t, xsd, "paGetPayment", soap("paGetPaymentReq", about(navReduced)))
	if got.Data.DueDate != "2099-12-31" || got.Data.Companies != nil {
		t.Errorf("without a term, in the older form: %+v", got)
	}
	if got := h.call(t, xsd, "paDemandPaymentNotice", soap("paDemandPaymentNoticeRequest", addressed)); got.Fault.Code != badMeaning {
		t.Errorf("a notice on demand: %+v", got)
	}
}
