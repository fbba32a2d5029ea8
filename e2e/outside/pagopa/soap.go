package pagopa

import (
	"encoding/xml"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

const (
	soapNS = "http://schemas.xmlsoap.org/soap/envelope/"
	bodyNS = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"
)

// Inner elements of paForNode are unqualified; encoding/xml writes a prefix as part of a name.

type envelope struct {
	XMLName xml.Name `xml:"soapenv:Envelope"`
	Soap    string   `xml:"xmlns:soapenv,attr"`
	Paf     string   `xml:"xmlns:paf,attr"`
	Body    struct {
		Request any
	} `xml:"soapenv:Body"`
}

// caller is how every request begins.
type caller struct {
	PA      string `xml:"idPA"`
	Broker  string `xml:"idBrokerPA"`
	Station string `xml:"idStation"`
}

type qrCode struct {
	Code string `xml:"fiscalCode"`
	NAV  string `xml:"noticeNumber"`
}

type verifyReq struct {
	XMLName xml.Name `xml:"paf:paVerifyPaymentNoticeReq"`
	caller
	QR qrCode `xml:"qrCode"`
}

type getReq struct {
	XMLName xml.Name `xml:"paf:paGetPaymentV2Request"`
	caller
	QR       qrCode `xml:"qrCode"`
	Amount   string `xml:"amount,omitempty"`
	Note     string `xml:"paymentNote,omitempty"`
	Transfer string `xml:"transferType,omitempty"`
}

type sendReq struct {
	XMLName xml.Name `xml:"paf:paSendRTV2Request"`
	Paf     string   `xml:"xmlns:paf,attr,omitempty"` // when it stands alone
	caller
	Receipt rt `xml:"receipt"`
}

type rt struct {
	ID          string  `xml:"receiptId"`
	NAV         string  `xml:"noticeNumber"`
	Code        string  `xml:"fiscalCode"`
	Outcome     string  `xml:"outcome"`
	IUV         string  `xml:"creditorReferenceId"`
	Amount      string  `xml:"paymentAmount"`
	About       string  `xml:"description"`
	Company     string  `xml:"companyName"`
	Office      string  `xml:"officeName,omitempty"`
	Debtor      subject `xml:"debtor"`
	Transfers   []part  `xml:"transferList>transfer"`
	PSP         string  `xml:"idPSP"`
	PSPCode     string  `xml:"pspFiscalCode,omitempty"`
	PSPName     string  `xml:"PSPCompanyName"`
	Channel     string  `xml:"idChannel"`
	ChannelName string  `xml:"channelDescription"`
	Method      string  `xml:"paymentMethod,omitempty"`
	Note        string  `xml:"paymentNote,omitempty"`
	Fee         string  `xml:"fee,omitempty"`
	At          string  `xml:"paymentDateTime,omitempty"`
	Applied     string  `xml:"applicationDate,omitempty"`
	Transferred string  `xml:"transferDate,omitempty"`
	Metadata    *meta   `xml:"metadata,omitempty"`
}

type subject struct {
	Type     string `xml:"uniqueIdentifier>entityUniqueIdentifierType"`
	Code     string `xml:"uniqueIdentifier>entityUniqueIdentifierValue"`
	Name     string `xml:"fullName"`
	Street   string `xml:"streetName,omitempty"`
	Number   string `xml:"civicNumber,omitempty"`
	Postal   string `xml:"postalCode,omitempty"`
	City     string `xml:"city,omitempty"`
	Province string `xml:"stateProvinceRegion,omitempty"`
	Country  string `xml:"country,omitempty"`
	Email    string `xml:"e-mail,omitempty"`
}

type part struct {
	ID         string  `xml:"idTransfer"`
	Amount     string  `xml:"transferAmount"`
	Code       string  `xml:"fiscalCodePA"`
	Company    string  `xml:"companyName,omitempty"`
	IBAN       string  `xml:"IBAN,omitempty"`
	Stamp      *bollo  `xml:"richiestaMarcaDaBollo"` // of what a station answers
	MBD        *string `xml:"MBDAttachment"`         // of what it is sent: base64
	Remittance string  `xml:"remittanceInformation"`
	Category   string  `xml:"transferCategory"`
	Metadata   *meta   `xml:"metadata,omitempty"`
}

type bollo struct {
	Hash     string `xml:"hashDocumento"`
	Type     string `xml:"tipoBollo"`
	Province string `xml:"provinciaResidenza"`
}

type meta struct {
	Entries []Entry `xml:"mapEntry"`
}

func metaOf(all []Entry) *meta {
	if len(all) == 0 {
		return nil
	}
	return &meta{all}
}

func (m *meta) all() []Entry {
	if m == nil {
		return nil
	}
	return m.Entries
}

func subjectOf(d Debtor) subject {
	return subject{d.Type, d.Code, cut(d.Name, 70), d.Street, d.Number, d.Postal, d.City, d.Province, d.Country, d.Email}
}

func (s subject) debtor() Debtor {
	return Debtor{Type: s.Type, Code: s.Code, Name: s.Name, Street: s.Street, Number: s.Number, Postal: s.Postal, City: s.City,
		Province: s.Province, Country: s.Country, Email: s.Email}
}

// rtOf is the receipt of a payment.
func rtOf(p *Payment) rt {
	day := calendar.InRome(p.At).String()
	r := rt{ID: p.Receipt, NAV: p.NAV, Code: p.Creditor, Outcome: "OK", IUV: p.IUV, Amount: decimal(p.Amount), About: p.About, Company: p.Company,
		Office: p.Office, Debtor: subjectOf(p.Debtor), PSP: pspID, PSPCode: pspCode, PSPName: pspName, Channel: channel, ChannelName: "app",
		Method: method, Note: p.Cart, Fee: decimal(p.Fee), At: calendar.Rome(p.At).Format("2006-01-02T15:04:05"), Applied: day, Transferred: day, Metadata: metaOf(p.Metadata)}
	for _, t := range p.Parts {
		one := part{ID: t.ID, Amount: decimal(t.Amount), Code: t.Organization, Company: t.Company, IBAN: t.IBAN, Remittance: t.Remittance,
			Category: t.Category, Metadata: metaOf(t.Metadata)}
		if t.Stamp != nil {
			one.MBD = &t.Stamp.Hash
		}
		r.Transfers = append(r.Transfers, one)
	}
	return r
}

// decimal is a sum as the interfaces write it: euro, a point, two digits.
func decimal(c money.Cents) string { return c.Format(money.Plain) }

// cut shortens a text to so many characters.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// instant is a time as JSON of pagoPA writes it.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
