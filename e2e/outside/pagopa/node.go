package pagopa

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"sportello/api/money"
)

// Station is the comune's own station (paForNode) as the Nodo knows it.
type Station struct {
	URL    string // where it takes envelopes
	ID     string
	Broker string       // fiscal code of the intermediary
	Client *http.Client // http.DefaultClient when nil: set one with a certificate where the station asks for it
}

// How long the Nodo waits for a station (DOMAIN § 1.1).
const (
	waitVerify = 7 * time.Second
	waitSend   = 15 * time.Second
)

// Refusal is a station's or GPD's no, with its code.
type Refusal struct{ Code, About string }

func (r *Refusal) Error() string { return r.Code + ": " + r.About }

// answered is what a station says, of any of the calls.
type answered struct {
	Outcome string `xml:"outcome"`
	Fault   *struct {
		Code  string `xml:"faultCode"`
		About string `xml:"faultString"`
	} `xml:"fault"`
	List *struct {
		Amount string `xml:"paymentOptionDescription>amount"`
	} `xml:"paymentList"`
	About   string `xml:"paymentDescription"`
	Code    string `xml:"fiscalCodePA"`
	Company string `xml:"companyName"`
	Data    *struct {
		IUV       string  `xml:"creditorReferenceId"`
		Amount    string  `xml:"paymentAmount"`
		About     string  `xml:"description"`
		Company   string  `xml:"companyName"`
		Office    string  `xml:"officeName"`
		Debtor    subject `xml:"debtor"`
		Transfers []part  `xml:"transferList>transfer"`
		Metadata  *meta   `xml:"metadata"`
	} `xml:"data"`
}

func (c *Counterpart) caller(pa string) caller {
	return caller{PA: pa, Broker: c.cfg.Station.Broker, Station: c.cfg.Station.ID}
}

// ask sends one envelope to the station and reads its answer. A *Refusal is its no; any other error is a fault of the
// station or of the line.
func (c *Counterpart) ask(ctx context.Context, action string, request any, wait time.Duration) (answered, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	e := envelope{Soap: soapNS, Paf: bodyNS}
	e.Body.Request = request
	body, err := xml.Marshal(e)
	if err != nil {
		return answered{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.cfg.Station.URL, bytes.NewReader(append([]byte(xml.Header), body...)))
	if err != nil {
		return answered{}, err
	}
	req.Header.Set("Content-Type", "text/xml; charset=utf-8")
	req.Header.Set("SOAPAction", `"`+action+`"`)
	client := c.cfg.Station.Client
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(req)
	if err != nil {
		return answered{}, err
	}
	defer res.Body.Close()
	said, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return answered{}, err
	}
	return c.read(action, res.StatusCode, said)
}

// read takes an envelope apart. One that no official file allows is a fault; a station that is down is none.
func (c *Counterpart) read(action string, status int, said []byte) (answered, error) {
	if status >= 500 || status == http.StatusTooManyRequests {
		return answered{}, fmt.Errorf("the station answered %d", status)
	}
	var e struct {
		Body struct {
			Answer answered `xml:",any"`
		} `xml:"Body"`
	}
	err := xml.Unmarshal(said, &e)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("the station answered %d", status)
	}
	if err == nil && c.cfg.Envelope != nil {
		err = c.cfg.Envelope(said)
	}
	a := e.Body.Answer
	if err == nil && (a.Outcome != "OK" && (a.Outcome != "KO" || a.Fault == nil)) {
		err = errors.New("neither OK nor KO with a fault")
	}
	if err != nil {
		c.fault(action, err.Error())
		return a, err
	}
	if a.Outcome == "KO" {
		return a, &Refusal{a.Fault.Code, a.Fault.About}
	}
	return a, nil
}

// verifyAt asks the station what is owed for a notice now.
func (c *Counterpart) verifyAt(ctx context.Context, pa, nav string) (due, error) {
	a, err := c.ask(ctx, "paVerifyPaymentNotice", verifyReq{caller: c.caller(pa), QR: qrCode{pa, nav}}, waitVerify)
	if err != nil {
		return due{}, err
	}
	if a.List == nil || a.About == "" || a.Code == "" || a.Company == "" {
		c.fault("paVerifyPaymentNotice", "an OK without paymentList, paymentDescription, fiscalCodePA and companyName")
		return due{}, errors.New("the station said OK and not what is owed")
	}
	sum, err := money.Parse(a.List.Amount, money.Plain)
	return due{Amount: sum, About: a.About, Company: a.Company}, err
}

// activateAt takes from the station what a payment is made of.
func (c *Counterpart) activateAt(ctx context.Context, pa, nav, cart string, amount money.Cents) (*Payment, error) {
	a, err := c.ask(ctx, "paGetPaymentV2", getReq{caller: c.caller(pa), QR: qrCode{pa, nav}, Amount: decimal(amount), Note: cart}, waitVerify)
	if err != nil {
		return nil, err
	}
	if a.Data == nil {
		c.fault("paGetPaymentV2", "an OK without data")
		return nil, errors.New("the station said OK and nothing else")
	}
	d := a.Data
	p := &Payment{NAV: nav, IUV: d.IUV, Creditor: pa, Company: d.Company, Office: d.Office, About: d.About, Debtor: d.Debtor.debtor(), Cart: cart,
		Metadata: d.Metadata.all(), Station: true}
	if p.Amount, err = money.Parse(d.Amount, money.Plain); err != nil {
		return nil, err
	}
	for _, t := range d.Transfers {
		one := Transfer{ID: t.ID, Organization: t.Code, Company: t.Company, IBAN: t.IBAN, Remittance: t.Remittance, Category: t.Category, Metadata: t.Metadata.all()}
		if one.Amount, err = money.Parse(t.Amount, money.Plain); err != nil {
			return nil, err
		}
		if t.Stamp != nil {
			one.Stamp = &Stamp{t.Stamp.Hash, t.Stamp.Type, t.Stamp.Province}
		}
		p.Parts = append(p.Parts, one)
	}
	if sum(p.Parts) != p.Amount || len(p.Parts) == 0 {
		c.fault("paGetPaymentV2", "paymentAmount is not the sum of the transfers")
		return nil, errors.New("the transfers of the station do not make its amount")
	}
	return p, nil
}

// sendRT hands a receipt to the station. That it has it already is as good as taking it.
func (c *Counterpart) sendRT(ctx context.Context, d delivery) error {
	receipt := rtOf(d.pay)
	if d.contrary {
		receipt.Amount = decimal(d.pay.Amount + 1)
		receipt.Transfers[0].Amount = decimal(d.pay.Parts[0].Amount + 1)
	}
	_, err := c.ask(ctx, "paSendRTV2", sendReq{caller: c.caller(d.pay.Creditor), Receipt: receipt}, waitSend)
	if no := (*Refusal)(nil); errors.As(err, &no) && no.Code == "PAA_RECEIPT_DUPLICATA" {
		return nil
	}
	return err
}
