package pagopa

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/payments"
)

// rt is a receipt of the specification, V1 or V2, with parts of it replaced.
func rt(changes ...string) string {
	const whole = `<receipt><receiptId>c110729d258c4ab1b765fe902aae41d6</receiptId><noticeNumber>348202600000012352</noticeNumber><fiscalCode>00000000000</fiscalCode>` +
		`<outcome>OK</outcome><creditorReferenceId>48202600000012352</creditorReferenceId><paymentAmount>29.40</paymentAmount><description>Verbale V/2026/1</description>` +
		`<companyName>Comune di Prova</companyName><debtor><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>` +
		`<entityUniqueIdentifierValue>QRLTRS46A41I625X</entityUniqueIdentifierValue></uniqueIdentifier><fullName>Teresa Quarelaghi</fullName></debtor>` +
		`<transferList><transfer><idTransfer>1</idTransfer><transferAmount>29.40</transferAmount><fiscalCodePA>00000000000</fiscalCodePA>` +
		`<IBAN>IT60X0542811101000000123456</IBAN><remittanceInformation>Verbale</remittanceInformation><transferCategory>9/0101100AP/</transferCategory></transfer></transferList>` +
		`<idPSP>PROVA</idPSP><pspFiscalCode>22222222222</pspFiscalCode><PSPCompanyName>Banca di Prova</PSPCompanyName><idChannel>22222222222_01</idChannel>` +
		`<channelDescription>WISP</channelDescription><payer><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>` +
		`<entityUniqueIdentifierValue>SVRCHR70A41I625X</entityUniqueIdentifierValue></uniqueIdentifier><fullName>Chiara Sverinelli</fullName></payer>` +
		`<paymentMethod>CP</paymentMethod><fee>1.50</fee><paymentDateTime>2026-03-10T23:50:11</paymentDateTime><applicationDate>2026-03-11</applicationDate></receipt>`
	return strings.NewReplacer(changes...).Replace(whole)
}

// receipts are the two operations that bring one.
var receipts = []struct{ name, request string }{{"paSendRT", "paSendRTReq"}, {"paSendRTV2", "paSendRTV2Request"}}

// A receipt is booked as it comes, once, however often it is sent. What we test with is what the specification wants.
func TestReceiptIsBookedOnce(t *testing.T) {
	xsd := schema(t)
	for _, op := range receipts {
		h := newHouse()
		message := soap(op.request, addressed+rt())
		if wrong := fits(t, xsd, message); wrong != "" {
			t.Fatalf("the receipt itself does not fit: %s", wrong)
		}
		for range 3 {
			if got := h.call(t, xsd, op.name, message); got.Outcome != "OK" {
				t.Fatalf("%s: %+v", op.name, got)
			}
		}
		at := time.Date(2026, 3, 10, 22, 50, 11, 0, time.UTC)
		want := map[string]payments.Receipt{"c110729d258c4ab1b765fe902aae41d6": {ID: "c110729d258c4ab1b765fe902aae41d6", NAV: navDiscount, Amount: 29_40, Fee: 1_50,
			PaidOn: today, PaidAt: at, PSP: "Banca di Prova", Method: "CP", Payer: "Chiara Sverinelli"}}
		if diff := cmp.Diff(want, h.books.receipts); diff != "" || h.books.times != 3 {
			t.Errorf("%s, %d times (-want +got):\n%s", op.name, h.books.times, diff)
		}
		if id := "c110729d258c4ab1b765fe902aae41d6"; h.books.ivu[id] != "48202600000012352" || h.books.raw[id] != message {
			t.Errorf("%s: reference %q, kept %q", op.name, h.books.ivu[id], h.books.raw[id])
		}
	}
}

// What a receipt says decides whether and how it is booked.
func TestReceipts(t *testing.T) {
	xsd := schema(t)
	other := []string{"<noticeNumber>" + navDiscount + "</noticeNumber><fiscalCode>00000000000", "<noticeNumber>" + navDiscount + "</noticeNumber><fiscalCode>11111111111"}
	for _, row := range []struct {
		about   string
		changes []string
		want    refusal
		nav     string
		amount  money.Cents
		on      calendar.Day
	}{
		{about: "a notice that nobody knows is kept", nav: navDiscount, amount: 29_40, on: today},
		{about: "more than owed is taken as it comes", changes: []string{"<paymentAmount>29.40", "<paymentAmount>999999999.99"}, nav: navDiscount, amount: 999_999_999_99, on: today},
		{about: "one cent", changes: []string{"<paymentAmount>29.40", "<paymentAmount>0.01"}, nav: navDiscount, amount: 1, on: today},
		{about: "nothing", changes: []string{"<paymentAmount>29.40", "<paymentAmount>0.00"}, want: badMeaning},
		{about: "a try that failed", changes: []string{"<outcome>OK", "<outcome>KO"}},
		{about: "in the zone of Greenwich: the day after in Italy", changes: []string{"23:50:11", "23:50:11Z"}, nav: navDiscount, amount: 29_40, on: today + 1},
		{about: "no moment: the day of the bank", changes: []string{"<paymentDateTime>2026-03-10T23:50:11</paymentDateTime>", ""}, nav: navDiscount, amount: 29_40, on: today + 1},
		{about: "no day at all: the day it came", changes: []string{"<paymentDateTime>2026-03-10T23:50:11</paymentDateTime><applicationDate>2026-03-11</applicationDate>", ""}, nav: navDiscount, amount: 29_40, on: today},
		{about: "a part of another's notice", changes: other, nav: "11111111111/" + navDiscount, amount: 29_40, on: today}, // [SANP-SYNC] secondary creditor
		{about: "another's notice without a part of ours", changes: append(other, "<fiscalCodePA>00000000000", "<fiscalCodePA>11111111111"), want: badMeaning},
		{about: "no id", changes: []string{"<receiptId>c110729d258c4ab1b765fe902aae41d6</receiptId>", ""}, want: badSyntax},
		{about: "an empty id", changes: []string{"c110729d258c4ab1b765fe902aae41d6", ""}, want: badSyntax},
		{about: "no outcome", changes: []string{"<outcome>OK</outcome>", ""}, want: badSyntax},
		{about: "an outcome of its own", changes: []string{"<outcome>OK", "<outcome>YES"}, want: badSyntax},
		{about: "two amounts", changes: []string{"<paymentAmount>", "<paymentAmount>10.00</paymentAmount><paymentAmount>"}, want: badSyntax},
		{about: "a comma in the amount", changes: []string{"<paymentAmount>29.40", "<paymentAmount>29,40"}, want: badSyntax},
		{about: "three decimals", changes: []string{"<paymentAmount>29.40", "<paymentAmount>29.400"}, want: badSyntax},
		{about: "below nothing", changes: []string{"<paymentAmount>29.40", "<paymentAmount>-29.40"}, want: badSyntax},
		{about: "more than the specification has room for", changes: []string{"<paymentAmount>29.40", "<paymentAmount>1000000000.00"}, want: badSyntax},
		{about: "no part", changes: []string{"<transferList>", "<transferList/><other>", "</transferList>", "</other>"}, want: badSyntax},
		{about: "no such moment", changes: []string{"2026-03-10T23:50:11", "2026-02-30T23:50:11"}, want: badSyntax},
		{about: "another station", changes: []string{}, want: wrongStation},
	} {
		for _, op := range receipts {
			h := newHouse()
			if row.want == wrongStation {
				h.Creditor.Station = "00000000000_09"
			}
			got := h.call(t, xsd, op.name, soap(op.request, addressed+rt(row.changes...)))
			if got.Fault.Code != row.want || (got.Outcome == "OK") != (row.want == "") {
				t.Errorf("%s, %s: %s %q, want %q", row.about, op.name, got.Outcome, got.Fault.Code, row.want)
			}
			var booked payments.Receipt
			for _, r := range h.books.receipts {
				booked = r
				if ours := h.books.ivu[r.ID] == navDiscount[1:]; ours != (row.nav == navDiscount) { // who looks for receipts of ours by it finds no other
					t.Errorf("%s, %s: reference %q", row.about, op.name, h.books.ivu[r.ID])
				}
			}
			if booked.NAV != row.nav || booked.Amount != row.amount || booked.PaidOn != row.on {
				t.Errorf("%s, %s: booked %+v", row.about, op.name, booked)
			}
		}
	}
}
