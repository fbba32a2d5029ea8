package idp

import (
	"context"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"sportello/api/fiscal"
)

//go:embed page.html
var pageHTML string

//go:embed stile.css
var styleCSS string

var pages = template.Must(template.New("page").Parse(pageHTML))

// view is what a page shows. Request is empty when it has gone.
type view struct {
	Words
	Request, Typed, Problem string
	Personas                []choice
	Stylesheets             []string
	Self, Other, Home       string // addresses: of the form, of the page in the other language, of the app
}

type choice struct{ Key, Name, About string }

// ask shows who one can be.
func (p *Provider) ask(w http.ResponseWriter, r *http.Request) {
	p.show(w, r, "", "")
}

// answer takes what the visitor chose, and sends them on by the library.
func (p *Provider) answer(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	req, err := p.store.AuthRequestByID(r.Context(), r.FormValue("richiesta"))
	if err != nil {
		p.show(w, r, "", "")
		return
	}
	ctx := op.ContextWithIssuer(r.Context(), p.cfg.Issuer)
	if refused := p.refused(r); refused != nil {
		_ = p.store.DeleteAuthRequest(ctx, req.GetID())
		op.AuthRequestError(w, r, req, refused, p.op)
		return
	}
	who, ok, err := p.chosen(r)
	switch {
	case err != nil:
		http.Error(w, "looking a person up failed", http.StatusInternalServerError)
	case !ok:
		p.show(w, r, r.PostFormValue("codice_fiscale"), p.words(r).NotFound)
	case p.store.done(req.GetID(), who) != nil:
		p.show(w, r, "", "")
	default:
		http.Redirect(w, r, op.AuthCallbackURL(p.op)(ctx, req.GetID()), http.StatusSeeOther)
	}
}

// refused is the error to send back instead of a sign-in: the visitor's own wish, or a simulated one.
func (p *Provider) refused(r *http.Request) *oidc.Error {
	f := p.fault()
	switch {
	case r.PostFormValue("annulla") != "":
		return oidc.ErrAccessDenied().WithDescription("ErrorCode nr25")
	case f.Error != "":
		return refusal(f)
	}
	return nil
}

// chosen is the persona of the button, or whoever has the code that was typed.
func (p *Provider) chosen(r *http.Request) (Persona, bool, error) {
	if key := r.PostFormValue("persona"); key != "" {
		who, ok := p.persona(func(c Persona) bool { return c.Key == key })
		return who, ok, nil
	}
	code, err := fiscal.Parse(r.PostFormValue("codice_fiscale"))
	if err != nil {
		return Persona{}, false, nil
	}
	if who, ok := p.persona(func(c Persona) bool { return c.FiscalCode == string(code) }); ok {
		return who, true, nil
	}
	return p.lookup(r.Context(), string(code))
}

func (p *Provider) persona(is func(Persona) bool) (Persona, bool) {
	for _, c := range p.cfg.Personas {
		if is(c) {
			return c, true
		}
	}
	return Persona{}, false
}

func (p *Provider) lookup(ctx context.Context, code string) (Persona, bool, error) {
	if p.cfg.Lookup == nil {
		return Persona{}, false, nil
	}
	return p.cfg.Lookup(ctx, code)
}

// show writes the page; a request that has gone gets words and a way back.
func (p *Provider) show(w http.ResponseWriter, r *http.Request, typed, problem string) {
	id := r.FormValue("richiesta")
	words := p.words(r)
	v := view{
		Words: words, Request: id, Typed: typed, Problem: problem, Home: p.cfg.Home,
		Stylesheets: append(p.cfg.Stylesheets[:len(p.cfg.Stylesheets):len(p.cfg.Stylesheets)], p.prefix+"/stile.css"),
		Self:        p.prefix + "/accesso?lingua=" + words.Lang,
		Other:       p.prefix + "/accesso?" + url.Values{"richiesta": {id}, "lingua": {words.OtherLang}}.Encode(),
	}
	status := http.StatusOK
	if problem != "" {
		status = http.StatusUnprocessableEntity
	}
	if _, err := p.store.AuthRequestByID(r.Context(), id); err != nil {
		v.Request, status = "", http.StatusBadRequest
	}
	for _, c := range p.cfg.Personas {
		v.Personas = append(v.Personas, choice{Key: c.Key, Name: c.Name(), About: words.about(c)})
	}
	p.headers(w.Header())
	w.WriteHeader(status)
	_ = pages.Execute(w, v) // the visitor has gone
}

func (p *Provider) headers(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", p.csp)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "same-origin") // with less, old browsers say they are nobody's (Origin: null)
	h.Set("X-Content-Type-Options", "nosniff")
}

func style(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(w, r, "", started, strings.NewReader(styleCSS))
}
