package pagopa

import (
	"encoding/xml"
	"net/http"
)

// answer is what an operation is answered, whichever it is: each fills in its own part, in the order of the
// specification. Elements inside have no namespace.
type answer struct {
	XMLName            xml.Name
	Outcome            string  `xml:"outcome"`
	Fault              *fault  `xml:"fault"`
	Option             *option `xml:"paymentList>paymentOptionDescription"`
	PaymentDescription string  `xml:"paymentDescription,omitempty"`
	FiscalCodePA       string  `xml:"fiscalCodePA,omitempty"`
	CompanyName        string  `xml:"companyName,omitempty"`
	Data               *data   `xml:"data"`
}

type fault struct {
	Code        refusal `xml:"faultCode"`
	String      string  `xml:"faultString"`
	ID          string  `xml:"id"`
	Description string  `xml:"description,omitempty"`
}

type option struct {
	Amount  string `xml:"amount"`
	Options string `xml:"options"`
	DueDate string `xml:"dueDate,omitempty"`
	Detail  string `xml:"detailDescription,omitempty"`
	AllCCP  bool   `xml:"allCCP"`
}

type data struct {
	Reference   string     `xml:"creditorReferenceId"`
	Amount      string     `xml:"paymentAmount"`
	DueDate     string     `xml:"dueDate"`
	Description string     `xml:"description"`
	Company     string     `xml:"companyName"`
	Debtor      debtor     `xml:"debtor"`
	Transfers   []transfer `xml:"transferList>transfer"`
	Metadata    *metadata  `xml:"metadata"`
}

type debtor struct {
	Kind  string `xml:"uniqueIdentifier>entityUniqueIdentifierType"`
	Value string `xml:"uniqueIdentifier>entityUniqueIdentifierValue"`
	Name  string `xml:"fullName"`
}

type transfer struct {
	ID         int    `xml:"idTransfer"`
	Amount     string `xml:"transferAmount"`
	Creditor   string `xml:"fiscalCodePA"`
	Company    string `xml:"companyName,omitempty"` // of V2 alone
	IBAN       string `xml:"IBAN"`
	Remittance string `xml:"remittanceInformation"`
	Category   string `xml:"transferCategory"`
}

type metadata struct {
	Entries []entry `xml:"mapEntry"`
}

type entry struct {
	Key   string `xml:"key"`
	Value string `xml:"value"`
}

// envelope is a whole message of ours.
type envelope struct {
	XMLName struct{} `xml:"soapenv:Envelope"`
	SOAP    string   `xml:"xmlns:soapenv,attr"`
	Station string   `xml:"xmlns:paf,attr"`
	Content any      `xml:"soapenv:Body>content"`
}

// soapFault is the answer to what is no call of an operation we know.
type soapFault struct {
	XMLName xml.Name `xml:"soapenv:Fault"`
	Code    string   `xml:"faultcode"`
	String  string   `xml:"faultstring"`
}

// write sends a message.
func write(w http.ResponseWriter, status int, content any) {
	message, err := xml.Marshal(envelope{SOAP: nsEnvelope, Station: nsStation, Content: content})
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	header := w.Header()
	header.Set("Content-Type", "text/xml; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append([]byte(xml.Header), message...)) // who has gone away asks again
}

// refuse answers what is no call: SOAP's own fault, with the status that SOAP 1.1 asks for or a plainer one.
func refuse(w http.ResponseWriter, status int, code string, why error) {
	write(w, status, soapFault{Code: "soapenv:" + code, String: why.Error()})
}
