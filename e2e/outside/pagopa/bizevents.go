package pagopa

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// bizEvents are the calls of biz_events.json, by which a lost receipt is recovered.
func (c *Counterpart) bizEvents(mux *http.ServeMux) {
	const one = "GET " + PathBizEvents + "/organizations/{org}/receipts/{iur}"
	mux.HandleFunc(one, c.bizReceipt)
	mux.HandleFunc(one+"/paymentoptions/{iuv}", c.bizReceipt)
}

// throttled counts a call, and reports whether there were more than pagoPA takes (DOMAIN § 1.12). The lock is held.
func (c *Counterpart) throttled() bool {
	now := c.cfg.Now()
	c.calls = slices.DeleteFunc(c.calls, func(at time.Time) bool { return now.Sub(at) >= time.Hour })
	if len(c.calls) >= c.cfg.Throttle {
		return true
	}
	c.calls = append(c.calls, now)
	return false
}

// euro is a sum as a number of euro with two decimals, which JSON of pagoPA has; it is never a float on the way.
func euro(c money.Cents) json.Number { return json.Number(decimal(c)) }

type bizSubject struct {
	Type     string `json:"entityUniqueIdentifierType"`
	Code     string `json:"entityUniqueIdentifierValue"`
	Name     string `json:"fullName"`
	Street   string `json:"streetName,omitempty"`
	Number   string `json:"civicNumber,omitempty"`
	Postal   string `json:"postalCode,omitempty"`
	City     string `json:"city,omitempty"`
	Province string `json:"stateProvinceRegion,omitempty"`
	Country  string `json:"country,omitempty"`
	Email    string `json:"email,omitempty"`
}

type bizPart struct {
	ID         int         `json:"idTransfer"`
	Amount     json.Number `json:"transferAmount"`
	Code       string      `json:"fiscalCodePA"`
	IBAN       string      `json:"iban"`
	MBD        string      `json:"mbdAttachment"`
	Remittance string      `json:"remittanceInformation"`
	Category   string      `json:"transferCategory"`
	Metadata   []Entry     `json:"metadata,omitempty"`
}

type bizReceipt struct {
	ID          string      `json:"receiptId"`
	NAV         string      `json:"noticeNumber"`
	Code        string      `json:"fiscalCode"`
	Outcome     string      `json:"outcome"`
	IUV         string      `json:"creditorReferenceId"`
	Amount      json.Number `json:"paymentAmount"`
	About       string      `json:"description"`
	Company     string      `json:"companyName"`
	Office      string      `json:"officeName,omitempty"`
	Debtor      bizSubject  `json:"debtor"`
	Parts       []bizPart   `json:"transferList"`
	PSP         string      `json:"idPSP"`
	PSPName     string      `json:"pspCompanyName"`
	PSPCode     string      `json:"pspFiscalCode"`
	Channel     string      `json:"idChannel"`
	ChannelName string      `json:"channelDescription"`
	Method      string      `json:"paymentMethod"`
	Fee         json.Number `json:"fee"`
	Day         string      `json:"paymentDateTime"`
	At          string      `json:"paymentDateTimeFormatted"`
	Applied     string      `json:"applicationDate"`
	Transferred string      `json:"transferDate"`
	Metadata    []Entry     `json:"metadata,omitempty"`
}

func bizOf(p *Payment) bizReceipt {
	day := calendar.InRome(p.At).String()
	r := bizReceipt{ID: p.Receipt, NAV: p.NAV, Code: p.Creditor, Outcome: "OK", IUV: p.IUV, Amount: euro(p.Amount), About: p.About, Company: p.Company,
		Office: p.Office, Debtor: bizSubject(subjectOf(p.Debtor)), PSP: pspID, PSPName: pspName, PSPCode: pspCode, Channel: channel, ChannelName: "app",
		Method: method, Fee: euro(p.Fee), Day: day, At: instant(p.At), Applied: day, Transferred: day, Metadata: p.Metadata}
	for _, t := range p.Parts {
		id, _ := strconv.Atoi(t.ID) // one digit: the rules of GPD and of a station see to it
		one := bizPart{ID: id, Amount: euro(t.Amount), Code: t.Organization, IBAN: t.IBAN, Remittance: t.Remittance, Category: t.Category, Metadata: t.Metadata}
		if t.Stamp != nil {
			one.MBD = t.Stamp.Hash
		}
		r.Parts = append(r.Parts, one)
	}
	return r
}

func (c *Counterpart) bizReceipt(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.throttled() {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	p, iuv := c.byReceipt[r.PathValue("iur")], r.PathValue("iuv")
	if p == nil || p.Creditor != r.PathValue("org") || iuv != "" && iuv != p.IUV {
		refuse(w, http.StatusNotFound, "no receipt found")
		return
	}
	answer(w, http.StatusOK, bizOf(p))
}
