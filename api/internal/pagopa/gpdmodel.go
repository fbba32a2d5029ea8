package pagopa

// The model of GPD v3 (gpd_v3.json, PaymentPositionModelV3). Amounts are cents.
type (
	gpdPosition struct {
		IUPD    string      `json:"iupd"`
		StandIn bool        `json:"payStandIn"`
		Company string      `json:"companyName"`
		Status  string      `json:"status,omitempty"` // pagoPA's alone: we never send it
		Options []gpdOption `json:"paymentOption"`
	}
	gpdOption struct {
		Description string          `json:"description,omitempty"`
		Valid       string          `json:"validityDate,omitempty"`
		Expires     bool            `json:"switchToExpired"`
		Debtor      gpdDebtor       `json:"debtor"`
		Instalments []gpdInstalment `json:"installments"`
	}
	gpdDebtor struct {
		Type       string `json:"type"` // F: a person
		FiscalCode string `json:"fiscalCode"`
		Name       string `json:"fullName"`
	}
	gpdInstalment struct {
		NAV         string        `json:"nav"`
		IUV         string        `json:"iuv"`
		Amount      int64         `json:"amount"`
		Description string        `json:"description"`
		Due         string        `json:"dueDate"`
		Transfers   []gpdTransfer `json:"transfer"`
		Metadata    []gpdMetadata `json:"installmentMetadata,omitempty"`
	}
	gpdTransfer struct {
		ID       string `json:"idTransfer"` // 1 to 5
		Amount   int64  `json:"amount"`
		Creditor string `json:"organizationFiscalCode"`
		Company  string `json:"companyName,omitempty"`
		About    string `json:"remittanceInformation"`
		Category string `json:"category"`
		IBAN     string `json:"iban"`
	}
	gpdMetadata struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
)

// What GPD says of a position (§ 1.5: the machine of version 3).
const (
	gpdDraft      = "DRAFT"
	gpdPartlyPaid = "PARTIALLY_PAID"
	gpdPaid       = "PAID"
)

// closed reports whether GPD lets nobody change the position any more: pagoPA has taken money for it.
func (p gpdPosition) closed() bool { return p.Status == gpdPartlyPaid || p.Status == gpdPaid }
