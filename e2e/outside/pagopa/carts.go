package pagopa

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"time"

	"sportello/api/money"
)

// cartLife is how long a cart lives (DOMAIN § 1.6).
const cartLife = 10 * time.Minute

// cart is a payment that has been asked for and not yet made.
type cart struct {
	id, note string
	items    []Item
	about    []due
	urls     returnURLs
	until    time.Time
	gone     string // where it led back to; empty while it is open
}

type returnURLs struct {
	OK      string `json:"returnOkUrl"`
	Cancel  string `json:"returnCancelUrl"`
	Error   string `json:"returnErrorUrl"`
	Waiting string `json:"returnWaitingUrl"`
}

// cartRequest is CartRequestV2 of checkout_v2.json.
type cartRequest struct {
	Email   string `json:"emailNotice"`
	Notices []struct {
		NAV     string      `json:"noticeNumber"`
		Code    string      `json:"fiscalCode"`
		Amount  money.Cents `json:"amount"`
		Company string      `json:"companyName"`
		About   string      `json:"description"`
	} `json:"paymentNotices"`
	URLs   returnURLs `json:"returnUrls"`
	Cart   string     `json:"idCart"`
	AllCCP bool       `json:"allCCP"`
}

func (q *cartRequest) check() error {
	if len(q.Notices) < 1 || len(q.Notices) > 5 {
		return errors.New("paymentNotices must have 1 to 5 items")
	}
	seen := map[string]bool{}
	for _, n := range q.Notices {
		switch {
		case !allDigits(n.NAV, 18) || !allDigits(n.Code, 11):
			return errors.New("noticeNumber has 18 digits, fiscalCode 11")
		case n.Amount < 1:
			return errors.New("amount must be one cent at the least")
		case n.Company == "" || n.About == "" || len([]rune(n.Company)) > 140 || len([]rune(n.About)) > 140:
			return errors.New("companyName and description are mandatory, 140 characters at the most")
		case seen[n.NAV]:
			return errors.New("one notice twice")
		}
		seen[n.NAV] = true
	}
	for _, s := range []string{q.URLs.OK, q.URLs.Cancel, q.URLs.Error, q.URLs.Waiting} {
		if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return errors.New("returnUrls must be four whole addresses")
		}
	}
	if q.Email != "" {
		if a, err := mail.ParseAddress(q.Email); err != nil || a.Address != q.Email {
			return errors.New("emailNotice is no address")
		}
	}
	return nil
}

func allDigits(s string, many int) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(s) == many
}

// newCart opens a cart and sends the caller on to its page.
func (c *Counterpart) newCart(w http.ResponseWriter, r *http.Request) {
	var q cartRequest
	err := json.NewDecoder(r.Body).Decode(&q)
	if err == nil {
		err = q.check()
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, err.Error())
		return
	}
	t := &cart{id: newReceiptID(), note: cut(q.Cart, 210), urls: q.URLs, until: c.cfg.Now().Add(cartLife)}
	for _, n := range q.Notices {
		item := Item{n.Code, n.NAV, n.Amount}
		d, err := c.verify(r.Context(), item)
		if err == nil && d.Amount != n.Amount {
			err = &Refusal{wrongSum, fmt.Sprintf("%d cents are owed for %s, and not %d", d.Amount, n.NAV, n.Amount)}
		}
		if err != nil {
			usual(w) // it may have been paid, or have changed, a moment ago
			refuse(w, http.StatusBadRequest, err.Error())
			return
		}
		t.items, t.about = append(t.items, item), append(t.about, d)
	}
	c.mu.Lock()
	for id, old := range c.carts {
		if c.cfg.Now().After(old.until.Add(cartLife)) { // its page says a while longer what became of it
			delete(c.carts, id)
		}
	}
	c.carts[t.id] = t
	c.mu.Unlock()
	w.Header().Set("Location", c.cfg.Base+"/pagamento/"+t.id)
	w.WriteHeader(http.StatusFound)
}

// open is the cart of a page; nil when there is none, or no more.
func (c *Counterpart) open(id string) (t *cart, live bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t = c.carts[id]; t == nil {
		return nil, false
	}
	return t, t.gone == "" && !c.cfg.Now().After(t.until)
}

// close ends a cart, once: where it leads back to is what it led to first.
func (c *Counterpart) close(t *cart, to string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.gone == "" {
		t.gone = to
	}
	return t.gone
}

// total is what the cart comes to, without the fee.
func (t *cart) total() (sum money.Cents) {
	for _, i := range t.items {
		sum += i.Amount
	}
	return sum
}
