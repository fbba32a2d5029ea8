package pagopa

import (
	"time"

	"sportello/api/money"
)

// Status is where a position, an instalment or a transfer of GPD stands.
type Status string

// The states of a position (DOMAIN § 1.5).
const (
	Draft         Status = "DRAFT"
	Published     Status = "PUBLISHED"
	Valid         Status = "VALID"
	PartiallyPaid Status = "PARTIALLY_PAID"
	Paid          Status = "PAID"
	Unpayable     Status = "UNPAYABLE"
)

// The other states of instalments and transfers.
const (
	Unpaid            Status = "UNPAID"
	PartiallyReported Status = "PARTIALLY_REPORTED"
	Reported          Status = "REPORTED"
	TransferOpen      Status = "T_UNREPORTED"
	TransferReported  Status = "T_REPORTED"
)

// Position is a debt as GPD v3 keeps it. Sums are cents.
type Position struct {
	IUPD         string    `json:"iupd"`
	Organization string    `json:"organizationFiscalCode,omitempty"`
	PayStandIn   *bool     `json:"payStandIn,omitempty"`
	Company      string    `json:"companyName"`
	Office       string    `json:"officeName,omitempty"`
	Inserted     time.Time `json:"insertedDate,omitzero"`
	Publish      time.Time `json:"publishDate,omitzero"`
	PaidOn       time.Time `json:"paymentDate,omitzero"`
	Updated      time.Time `json:"lastUpdatedDate,omitzero"`
	Status       Status    `json:"status,omitempty"`
	Options      []Option  `json:"paymentOption"`
}

// Option is one of the alternatives of which one is paid.
type Option struct {
	About        string        `json:"description,omitempty"`
	Valid        time.Time     `json:"validityDate,omitzero"`
	Retention    time.Time     `json:"retentionDate,omitzero"`
	Expires      *bool         `json:"switchToExpired"`
	Inserted     time.Time     `json:"insertedDate,omitzero"`
	Debtor       Debtor        `json:"debtor"`
	Installments []Installment `json:"installments"`
}

// Debtor is who owes.
type Debtor struct {
	Type     string `json:"type"`
	Code     string `json:"fiscalCode"`
	Name     string `json:"fullName"`
	Street   string `json:"streetName,omitempty"`
	Number   string `json:"civicNumber,omitempty"`
	Postal   string `json:"postalCode,omitempty"`
	City     string `json:"city,omitempty"`
	Province string `json:"province,omitempty"`
	Region   string `json:"region,omitempty"`
	Country  string `json:"country,omitempty"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
}

// Installment is one notice.
type Installment struct {
	NAV          string      `json:"nav,omitempty"`
	IUV          string      `json:"iuv"`
	Organization string      `json:"organizationFiscalCode,omitempty"`
	Amount       money.Cents `json:"amount"`
	About        string      `json:"description"`
	Due          time.Time   `json:"dueDate,omitzero"`
	PaidOn       time.Time   `json:"paymentDate,omitzero"`
	ReportedOn   time.Time   `json:"reportingDate,omitzero"`
	Method       string      `json:"paymentMethod,omitempty"`
	PSP          string      `json:"pspCompany,omitempty"`
	Fee          money.Cents `json:"fee,omitempty"`
	Receipt      string      `json:"idReceipt,omitempty"`
	Flow         string      `json:"idFlowReporting,omitempty"`
	Status       Status      `json:"status,omitempty"`
	Updated      time.Time   `json:"lastUpdatedDate,omitzero"`
	Transfers    []Transfer  `json:"transfer"`
	Metadata     []Entry     `json:"installmentMetadata,omitempty"`
}

// Transfer is one part of a notice and where it goes.
type Transfer struct {
	ID           string      `json:"idTransfer"`
	Amount       money.Cents `json:"amount"`
	Organization string      `json:"organizationFiscalCode,omitempty"`
	Company      string      `json:"companyName,omitempty"`
	Remittance   string      `json:"remittanceInformation"`
	Category     string      `json:"category"`
	IBAN         string      `json:"iban,omitempty"`
	PostalIBAN   string      `json:"postalIban,omitempty"`
	Stamp        *Stamp      `json:"stamp,omitempty"`
	Inserted     time.Time   `json:"insertedDate,omitzero"`
	Status       Status      `json:"status,omitempty"`
	Updated      time.Time   `json:"lastUpdatedDate,omitzero"`
	Metadata     []Entry     `json:"transferMetadata,omitempty"`
}

// Stamp is a digital stamp duty (marca da bollo).
type Stamp struct {
	Hash     string `json:"hashDocument"`
	Type     string `json:"stampType"`
	Province string `json:"provincialResidence"`
}

// Entry is a key and a value of metadata.
type Entry struct {
	Key   string `json:"key" xml:"key"`
	Value string `json:"value" xml:"value"`
}
