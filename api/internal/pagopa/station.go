package pagopa

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"sportello/api/identity"
	"sportello/api/payments"
)

// Books is what the station asks of the books. Both are in nobody's name: pagoPA is no person.
type Books interface {
	// PositionOf is the position that a notice belongs to, and whose it is; false when there is none.
	PositionOf(ctx context.Context, nav string) (p payments.Position, debtor identity.Person, found bool, err error)
	// Book writes a receipt, once: fresh is false when it was there already. Money for a notice that nobody knows is
	// kept all the same.
	Book(ctx context.Context, r payments.Receipt, iuv, source, raw string, at time.Time) (fresh bool, err error)
}

// Station is the side of pagoPA that calls us: the operations of paForNode, in SOAP 1.1. It knows nobody who calls; see
// Access. Report writes a fault of ours down and gives its reference. Down tells whether an error means that the books are
// away for a while: nobody need hear of each call that comes then, for pagoPA asks again.
type Station struct {
	Creditor payments.Creditor
	Books    Books
	Now      func() time.Time
	Down     func(error) bool
	Report   func(error) string
}

// How long the Nodo waits: 7 seconds, and 15 for a receipt [SANP-SLA]. We say that we could not before it gives up.
const (
	askLimit     = 6 * time.Second
	receiptLimit = 13 * time.Second
)

// operation is one of paForNode: the names of its messages, and who does it.
type operation struct {
	name, request, answer string
	limit                 time.Duration
	do                    func(*Station, context.Context, message) (answer, error)
}

// message is one call of an operation.
type message struct {
	fields
	op  *operation
	raw string // the whole message
}

var operations = []operation{
	{"paVerifyPaymentNotice", "paVerifyPaymentNoticeReq", "paVerifyPaymentNoticeRes", askLimit, (*Station).verify},
	{getPayment, "paGetPaymentReq", "paGetPaymentRes", askLimit, (*Station).payment},
	{"paGetPaymentV2", "paGetPaymentV2Request", "paGetPaymentV2Response", askLimit, (*Station).payment},
	{"paSendRT", "paSendRTReq", "paSendRTRes", receiptLimit, (*Station).receipt},
	{"paSendRTV2", "paSendRTV2Request", "paSendRTV2Response", receiptLimit, (*Station).receipt},
	{"paDemandPaymentNotice", "paDemandPaymentNoticeRequest", "paDemandPaymentNoticeResponse", askLimit, (*Station).demand},
}

// getPayment is the older form, whose transfers name no company.
const getPayment = "paGetPayment"

// ServeHTTP answers a call: an operation by its own answer, also when it says no; anything else by a fault of SOAP.
func (s *Station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if kind, with, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "text/xml" || !utf8Name(with["charset"]) {
		http.Error(w, "the content must be text/xml in UTF-8", http.StatusUnsupportedMediaType)
		return
	}
	sent, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBytes))
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, "Client", errTooMuch)
		return
	}
	action := strings.Trim(strings.TrimSpace(r.Header.Get("SOAPAction")), `"`)
	c, err := open(sent, action)
	if c.op == nil {
		refuse(w, http.StatusInternalServerError, "Client", err)
		return
	}
	write(w, http.StatusOK, s.answer(r.Context(), c, err))
}

func utf8Name(charset string) bool { return charset == "" || strings.EqualFold(charset, "utf-8") }

// open reads a message. Its operation is that of the body, or where there is none to be read that of the action; with
// neither it is nobody's, and the error says why. Headers and the body must name the same one: a rule of the WSDL, not
// of the XSD.
func open(sent []byte, action string) (message, error) {
	root, err := parse(sent)
	var body *element
	if err == nil {
		body, err = content(root)
	}
	if err != nil {
		c := message{fields: read(&element{}), op: find(func(o operation) bool { return o.name == action })}
		if c.op == nil || errors.Is(err, errMust) {
			return message{}, err
		}
		return c, badSyntax
	}
	op := find(func(o operation) bool { return body.name == xml.Name{Space: nsStation, Local: o.request} })
	if op == nil {
		return message{}, errors.New("no operation of paForNode")
	}
	c := message{fields: read(body), op: op, raw: string(sent)}
	if op.name != action {
		return c, badForm
	}
	return c, nil
}

func find(fits func(operation) bool) *operation {
	for i := range operations {
		if fits(operations[i]) {
			return &operations[i]
		}
	}
	return nil
}

// answer does what is asked, when it is asked of us, and tells how it went.
func (s *Station) answer(ctx context.Context, c message, err error) answer {
	ctx, cancel := context.WithTimeout(ctx, c.op.limit)
	defer cancel()
	creditor := c.may("idPA", text(35))
	if err == nil {
		err = s.addressed(c)
	}
	var a answer
	if err == nil {
		a, err = c.op.do(s, ctx, c)
	}
	if err != nil {
		a = answer{Fault: s.fault(err, creditor)}
	}
	a.XMLName.Local = "paf:" + c.op.answer
	a.Outcome = outcomeOK
	if a.Fault != nil {
		a.Outcome = outcomeKO
	}
	return a
}

// The two ways in which anything ends at pagoPA.
const (
	outcomeOK = "OK"
	outcomeKO = "KO"
)

// addressed says whether a call is for this creditor and this station. What is not well written is told first.
func (s *Station) addressed(c message) error {
	creditor, broker, station := c.must("idPA", text(35)), c.must("idBrokerPA", text(35)), c.must("idStation", text(35))
	switch {
	case *c.bad:
		return badSyntax
	case creditor != s.Creditor.Code:
		return wrongCreditor
	case broker != s.Creditor.Broker:
		return wrongBroker
	case station != s.Creditor.Station:
		return wrongStation
	}
	return nil
}

// fault tells pagoPA why not. What is our fault is told without a word of its own.
func (s *Station) fault(err error, creditor string) *fault {
	f := &fault{ID: creditor}
	if f.ID == "" {
		f.ID = s.Creditor.Code
	}
	why, ok := errors.AsType[refusal](err)
	switch {
	case ok:
	case s.Down(err):
		why, f.Description = ourFault, "base dati non raggiungibile, riprovare"
	default:
		why, f.Description = ourFault, "riferimento "+s.Report(err)
	}
	f.Code, f.String = why, said[why]
	return f
}

// demand would make a notice for somebody who stands at a bank without one. The comune offers no such service.
func (s *Station) demand(context.Context, message) (answer, error) { return answer{}, badMeaning }
