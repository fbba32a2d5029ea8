package pagopa

import (
	_ "embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
)

//go:embed page.html
var pageHTML string

//go:embed stile.css
var styleCSS string

var pages = template.Must(template.New("page").Parse(pageHTML))

// started is the date of what does not change while the program runs.
var started = time.Now()

// view is what a page shows: which one says Kind.
type view struct {
	Words
	Kind        string // pay, gone, refused, paid, ledger
	Heading     string
	Text        string
	Items       []shownItem
	Total, Fee  string
	Sum         string // with the fee
	Self, Other string // addresses: of the form, of the page in the other language
	Back        string
	BackLink    string
	Rows        []row
	Flows       int
	FaultCount  int
	Kept        bool
	Prefix      string // of the ledger's forms, which Query keeps in the language of the page
	Query       string
	Stylesheets []string
	Home        string
}

type shownItem struct{ About, Company, NAV, Amount string }

// pages are the addresses that a person sees.
func (c *Counterpart) pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /pagamento/{cart}", c.askPay)
	mux.HandleFunc("POST /pagamento/{cart}", c.doPay)
	mux.HandleFunc("GET /{$}", c.showLedger)
	mux.HandleFunc("POST /ricevuta", c.releaseOne)
	mux.HandleFunc("POST /flusso", c.makeFlow)
	mux.HandleFunc("GET /stile.css", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		http.ServeContent(w, r, "", started, strings.NewReader(styleCSS))
	})
}

// newView is a page of that kind in the language of the request: Italian, or English where ?lingua says so.
func (c *Counterpart) newView(r *http.Request, kind, path string) *view {
	v := &view{Words: italian, Kind: kind, Home: c.cfg.Home, Prefix: c.prefix, Self: c.prefix + path, Other: c.prefix + path + "?lingua=en", Kept: c.cfg.Store != nil,
		Stylesheets: append(c.cfg.Stylesheets[:len(c.cfg.Stylesheets):len(c.cfg.Stylesheets)], c.prefix+"/stile.css")}
	if r.URL.Query().Get("lingua") == "en" {
		v.Words, v.Self, v.Other, v.Query = english, v.Other, v.Self, "?lingua=en"
	}
	return v
}

// euroText is a sum as a person reads it.
func (v *view) euroText(c money.Cents) string {
	if v.Lang == "en" {
		return c.Format(money.English) + " euro"
	}
	return c.Italian() + " euro"
}

func (c *Counterpart) show(w http.ResponseWriter, status int, v *view, forms string) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'"+forms+
		"; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin") // with less, old browsers say they are nobody's (Origin: null)
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_ = pages.Execute(w, v) // the visitor has gone
}

// askPay shows what is to be paid.
func (c *Counterpart) askPay(w http.ResponseWriter, r *http.Request) {
	t, live := c.open(r.PathValue("cart"))
	if !live {
		c.showGone(w, r, t)
		return
	}
	v := c.newView(r, "pay", "/pagamento/"+t.id)
	v.Heading = v.PayHeading
	for i, d := range t.about {
		v.Items = append(v.Items, shownItem{d.About, d.Company, fiscal.Group(t.items[i].NAV), v.euroText(t.items[i].Amount)})
	}
	v.Total, v.Sum = v.euroText(t.total()), v.euroText(t.total()+c.cfg.Fee)
	if c.cfg.Fee > 0 {
		v.Fee = v.euroText(c.cfg.Fee)
	}
	c.show(w, http.StatusOK, v, origins(t.urls))
}

// origins lets the form lead back to whoever asked.
func origins(u returnURLs) (all string) {
	for _, s := range []string{u.OK, u.Cancel, u.Error, u.Waiting} {
		if a, err := url.Parse(s); err == nil && !strings.Contains(all+" ", " "+a.Scheme+"://"+a.Host+" ") {
			all += " " + a.Scheme + "://" + a.Host
		}
	}
	return all
}

// showGone says that a cart is over; t is nil when nothing is known of it.
func (c *Counterpart) showGone(w http.ResponseWriter, r *http.Request, t *cart) {
	v := c.newView(r, "gone", r.URL.Path)
	v.Heading, v.Text, v.Back, v.BackLink = v.GoneHeading, v.GoneText, c.cfg.Home, v.HomeLink
	if t != nil {
		v.Back = t.urls.Cancel
	}
	if t != nil && t.gone != "" {
		v.Heading, v.Text, v.Back = v.DoneHeading, v.DoneText, t.gone
	}
	c.show(w, http.StatusGone, v, "")
}

// doPay does what the button says, and leads back.
func (c *Counterpart) doPay(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	t, live := c.open(r.PathValue("cart"))
	if !live {
		c.showGone(w, r, t)
		return
	}
	to, mark := t.urls.OK, func(*Payment) {}
	switch r.PostFormValue("scelta") {
	case "annulla":
		http.Redirect(w, r, c.close(t, t.urls.Cancel), http.StatusSeeOther)
		return
	case "fallisce":
		http.Redirect(w, r, c.close(t, t.urls.Error), http.StatusSeeOther)
		return
	case "tardi":
		mark = func(p *Payment) { p.From = c.cfg.Now().Add(c.cfg.Later) }
	case "sospeso":
		to, mark = t.urls.Waiting, func(p *Payment) { p.Held = true }
	case "resta":
		to = c.cfg.Home
	case "paga":
	default:
		c.askPay(w, r)
		return
	}
	if _, err := c.pay(r.Context(), t.items, t.note, mark); err != nil {
		c.showRefused(w, r, t, err)
		return
	}
	to = c.close(t, to)
	if r.PostFormValue("scelta") == "resta" {
		v := c.newView(r, "paid", "/pagamento/"+t.id)
		v.Heading, v.Text, v.Back, v.BackLink = v.PaidHeading, v.PaidText, to, v.HomeLink
		c.show(w, http.StatusOK, v, "")
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// showRefused says why a notice cannot be paid after all. The cart is over; somebody who pays it twice at once is told
// that it is under way, and goes back as the first of the two does.
func (c *Counterpart) showRefused(w http.ResponseWriter, r *http.Request, t *cart, err error) {
	v := c.newView(r, "refused", r.URL.Path)
	v.Heading, v.Text, v.BackLink = v.RefusedHeading, v.Down, v.HomeLink
	if no := (*Refusal)(nil); errors.As(err, &no) {
		v.Text = v.why(no.Code)
		if no.Code == nodeBusy {
			v.Back = t.urls.Waiting
		}
	}
	if v.Back == "" {
		v.Back = c.close(t, t.urls.Error)
	}
	c.show(w, http.StatusConflict, v, "")
}

// when is a time as a person reads it.
func when(t time.Time) string { return calendar.Rome(t).Format("02/01/2006 15:04:05") }
